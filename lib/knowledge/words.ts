/** What callers say around a question, and words so common that they tell nothing apart. */
const empty = new Set(
  `a about actually after all also am an and any anything anybody anyone are as at back be because been before being but by
  bring can cannot come could did do does doing done for from get gets getting give go going gonna got had has have having he
  hello her here hey hi him his how i if in into is it its just kind know let like long looking lot make makes making maybe
  me mean might mine my need needs no not now of off ok okay on once one or other our ours out over please possible quick
  really right say see she should so some somebody someone something sort still sure take takes tell than thank thanks that
  the their them then there these they thing things think this those to too try trying um uh up us use very want wanted was
  way we well were what when where whether which who whom whose why will wish with wonder wondering would yes yet you your
  yours d ll m re s t ve don doesn didn isn aren won im ive id youre theres whats guys folks`.split(/\s+/),
);

/**
 * Words that mean the same to somebody who runs a business and to somebody who rings it. The first one of a line stands
 * for all of them; a line may name what people say in several words.
 */
const sameMeaning = `
price|cost|charge|fee|rate|expensive|pricey|cheap|afford|quote|pay how much|how much|set me back|run me|tariff|dollar|buck
hour|open|opening|close|closing|shut|what time
park|parking|parked|lot|garage space|car
location|address|located|find you|directions|whereabouts|situated
appointment|booking|book|schedule|reserve|reservation|slot|visit|come in|squeeze|fit me in
cancel|cancellation|call off|back out|cannot make it|reschedule|move my
refund|money back|return|reimburse|exchange
deposit|down payment|upfront|advance|up front
insurance|insurer|coverage|insured|covered|cover|plan
payment|pay|paid|paying|card|cash|cheque|check|credit|debit|apple pay|venmo|installment|instalment|financing|finance|monthly
emergency|urgent|asap|right away|immediately|burst|middle of the night
child|children|kid|kids|toddler|baby|infant|son|daughter|little one|boy|girl|teen|teenager|family|age
dog|puppy|pup|canine|hound
cat|kitten|kitty|feline
pet|animal
pain|hurt|hurts|hurting|ache|aching|sore|painful|toothache
nervous|anxious|anxiety|scared|afraid|fear|frightened|terrified|sedation
deliver|delivery|delivered|ship|shipping|bring to|drop off|dropped
pick up|pickup|collect|collection
discount|offer|deal|special|coupon|promotion|cheaper|student|senior|military|save
gift|voucher|present|gift card|certificate
wait|waiting|walk in|walk-in|drop in|queue|without appointment|turn up|show up
duration|minutes|how long|last|lasts|length
warranty|guarantee|guaranteed|promise|stand behind
staff|team|employee|technician|person|people work
bathroom|toilet|restroom|loo|washroom
wheelchair|accessible|accessibility|disabled|disability|step-free|ramp|stairs|elevator|lift|walker
vegan|vegetarian|plant based|meat free|meatless
gluten|celiac|coeliac|allergy|allergic|allergen|nut|intolerance
alcohol|wine|beer|byob|corkage|bottle|drink
party|group|birthday|celebration|event|large table|private room|crowd
menu|dish|food|eat|meal
haircut|cut|trim|haircuts
color|colour|dye|highlight|balayage|tint
leak|leaking|drip|dripping|leaky|water coming
drain|clog|clogged|blocked|blockage|backed up|unclog
heater|boiler|hot water|water heater|tank
toilet|commode
lawyer|attorney|solicitor|counsel
divorce|separation|separate|split up|custody
will|estate|inheritance|trust|probate|passed away|died
consultation|consult|first meeting|first visit|initial|new patient|new client|new customer|first time
document|paperwork|papers|bring along|form|forms
car|vehicle|auto|truck|van
tire|tyre|tires|flat|puncture
brake|brakes|squeal|squeak|grinding
oil|oil change|lube
engine|motor|check engine|warning light
repair|fix|mend|broken|broke|service
replace|replacement|install|installation|fit|fitting|put in
tow|towing|towed|breakdown|broke down|stranded
loaner|courtesy car|rental|borrow
membership|member|join|sign up|joining|subscription
class|classes|lesson|session|course|workshop
trainer|coach|personal training|instructor|teacher|tutor
shower|locker|changing room|towel
freeze|pause|hold|suspend|put on hold
trial|try out|free pass|guest|day pass|bring a friend
vaccine|vaccination|shot|shots|jab|immunization|injection
neuter|spay|fixed|castrate|sterilize
boarding|board|kennel|look after|overnight|stay
groom|grooming|bath|nail|clip
room|suite|bedroom|accommodation
breakfast|morning meal
check in|checkin|arrive|arrival|arriving
check out|checkout|leave|departure|leaving
wifi|internet|wireless|online
pool|swim|swimming|spa|hot tub|gym
clean|cleaning|cleaner|tidy|hygiene|scrub
supplies|products|equipment|materials|vacuum|detergent
key|keys|let in|lockbox|home alone|be there|present
whiten|whitening|bleach|bleaching|brighter|yellow
brace|braces|aligner|aligners|invisalign|straighten|straightening|crooked|retainer
crown|cap|caps
implant|missing tooth|false tooth|denture
tooth|teeth|dental|molar
fill|filling|cavity|cavities|hole
xray|x-ray|x ray|radiograph|picture
license|licensed|certified|qualified|qualification|bonded|registered|insured|credentials
area|areas|serve|cover|travel|distance|far|neighborhood|town|county|region
weekend|saturday|sunday
evening|night|late|after work|after hours
morning|early
holiday|christmas|thanksgiving|new year|bank holiday|easter
english|spanish|language|translate|speak
email|e-mail|send|write
phone|telephone|call|ring|video|zoom|remote
record|records|file|history|transfer
tip|tips|gratuity|tipping
old|age|older|minimum age
dress|dress code|wear|wearing|clothes|outfit|attire|jacket
confidential|private|privacy|secret|nobody
flower|flowers|bouquet|rose|roses|arrangement
wedding|bride|marry|married|marriage
funeral|sympathy|memorial
`;

const suffixes: readonly [RegExp, string][] = [
  [/ies$/, 'y'],
  [/sses$/, 'ss'],
  [/([^aeious])es$/, '$1e'],
  [/([^su])s$/, '$1'],
  [/(?<=.{3})ing$/, ''],
  [/(?<=.{3})ed$/, ''],
  [/(?<=.{4})(?:ation|ment|ness|ance|ence)s?$/, ''],
  [/(?<=.{3})ly$/, ''],
  [/(?<=.{3})er$/, ''],
];

/** Roughly the root of an English word; nothing depends on it being one. */
export function stem(word: string): string {
  let root = word;
  for (const [suffix, end] of suffixes) root = root.replace(suffix, end);
  root = root.replace(/([bdgklmnprt])\1$/, '$1');
  return root.length > 3 ? root.replace(/e$/, '').replace(/y$/, 'i') : root;
}

export function wordsOf(text: string): string[] {
  return text
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/['’]/g, '')
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word.length > 0);
}

export function isEmptyWord(word: string): boolean {
  return empty.has(word) || (word.length === 1 && !/\p{N}/u.test(word));
}

export const meanings: readonly (readonly string[])[] = sameMeaning
  .trim()
  .split('\n')
  .map((line) => line.split('|'));
