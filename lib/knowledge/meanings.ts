/**
 * Words of one meaning, to somebody who runs a small business and to somebody who rings it. One line, one meaning; a line may
 * hold what people say in several words.
 */
const sameMeaning = `
price|cost|charge|fee|rate|expensive|pricey|cheap|pay how much|how much|set me back|run me|tariff|what do you take for
afford|financing|installment|instalment|finance|pay it off|pay off|split the bill|bit every month|monthly payments|payment plan|in parts|without interest
hour|open|opening|close|closing|shut|what time do you|opening times
park|parking|parked|garage space|leave the car|leave my car|spaces|valet
location|address|located|find you|finding|directions|whereabouts|situated|get to you
appointment|booking|book|schedule|reserve|reservation|slot|visit|squeeze|fit me in|spot|table
cancel|cancelling|cancellation|call off|back out|get out of|quit|terminate|leave the|notice|stop coming
miss|missed|cannot make it|cant make it|cant attend|no show|forgot our|forgot my|not attend|cannot attend|not come|do not come
move my|move our|reschedule|postpone|put off|putting off|another day|different day|change my|changing|plans change
refund|money back|return|reimburse|exchange|brought back|take back|bring back
deposit|down payment|upfront|advance|up front|retainer|in advance|prepaid|card number
insurance|insurer|coverage|cover|medicaid|medicare|network|claim
payment|pay|paid|paying|card|cash|cheque|check|credit|debit|venmo|money|bank transfer|charged
emergency|urgent|asap|right away|immediately|middle of the night|night|midnight|two in the morning|three in the morning|after hours|at night|same day
burst|spraying|flooding|floods|flood|gushing|water everywhere|water is everywhere
child|children|kid|kids|toddler|baby|infant|son|daughter|little one|boy|teen|teenager|under
crib|cot|cradle|baby bed
dog|puppy|pup|canine|hound
cat|kitten|kitty|feline
pet|animal|dog
rabbit|bunny|bunnies|guinea pig|hamster
bird|parrot|parakeet|canary|budgie
reptile|snake|lizard|turtle|gecko
pain|hurt|hurts|hurting|ache|aching|sore|painful|toothache|killing me|agony
nervous|anxious|anxiety|scared|afraid|fear|frightened|terrified|calm|relax
deliver|delivery|delivered|ship|shipping|bring it to|to my house|to my door
collect|pickup|pick up|fetch|fetched|take away|takeaway|collection
discount|deal|special|coupon|promotion|cheaper|save|percent off|anything off|off labour|lower price
student|college|university|school|teacher
senior|seniors|elderly|retired|pensioner|over 62|over 65|old people
veteran|military|army|service member
gift|voucher|gift card|certificate
wait|waiting|queue
walk in|walk ins|drop in|without booking|without a reservation|without an appointment|turn up|just come|no appointment
arrive|arrival|arriving|show up|get here|on the way|check in|checkin|ready|land|eta
late|running late|stuck in traffic|delayed|minutes late|lateness
warranty|guarantee|guaranteed|stand behind|promise
unhappy|not happy|unsatisfied|not satisfied|dont like|not like|complain|complaint|disappointed|redo|put it right|turned out|badly
broken|broke|knocked over|damaged|damage|smashed|cracked|scratched
staff|team|employee|technician|cleaner|stylist
bathroom|toilet|restroom|loo|washroom
wheelchair|accessible|accessibility|access|disabled|step-free|step free|stairs|ramp|elevator|lift|walker|crutches|roll-in
vegan|vegetarian|plant based|meat free|animal products|no meat
gluten|celiac|coeliac|wheat
allergy|allergic|allergen|reaction|intolerance|sensitive|skin test|perfume|unscented|scent|fragrance
wine|alcohol|beer|corkage|bottle|booze
group|groups|party|people|crowd|of us|large
private|separate|company dinner|own room|by ourselves|event|function|private room
bachelor|stag|hen|bachelorette
menu|dish|dishes|food|eat|meal|main|mains
course|courses|tasting
haircut|cut|trim|haircuts|hairdo
woman|women|womens|lady|ladies|female|wife
man|men|mens|gentleman|gentlemen|male|husband|guy
color|colour|dye|dyed|tint|coloring|colouring|orange
brow|brows|eyebrow|eyebrows
lash|lashes|eyelash|eyelashes
curl|curls|curly|wavy
refill|refilling|refills|top up|more of his|more of her|more of my
leak|leaking|drip|dripping|leaky
tap|faucet|spigot|mixer
drain|clog|clogged|blocked|blockage|backed up|unclog|sewer
heater|boiler|hot water|water heater|tankless
pump|sump
lawyer|attorney|solicitor|counsel
divorce|separation|split up|custody|take the kids|leave my husband|leave my wife|alimony
will|testament|estate|inheritance|probate|passed away|executor|died
crash|accident|injury|injured|hurt|got hurt|collision
criminal|crime|robbery|theft|assault|arrested|charged with|jail|prison
drunk|dui|dwi
company|llc|business|startup|incorporate|companies
landlord|tenant|rent|renting|rented|lease|eviction|evict
court|judge|lawsuit|sued|served|subpoena
confidential|confidentiality|privacy|secret|say private|keep what i say|between us
consultation|consult|first meeting|first visit|initial|new patient|first time|assessment
document|paperwork|papers|form|letter|photo id|passport
bring|bring along|have with me|what do i need|take with me
car|vehicle|auto|truck|van
tire|tyre|tires|puncture|flat tire|nail in
brake|brakes|squeal|squeak|grinding
battery|batteries|wont start|dead battery
gear|gears|transmission|clutch|slipping
air conditioning|ac|a c|aircon|warm air|recharging|cooling
electric|tesla|ev|hybrid|charger|charge my
dent|dented|scratch|paint|bodywork|body work|bump
engine|motor|check engine|warning light|codes
repair|fix|mend|service|work on
replace|replacement|permanent|install|installation|fitted|fitting|fit|put in|put them in|put on
own|my own|i bought|i already bought|bring my|brought myself|bought yourself|you bring
tow|towing|towed|breakdown|broke down|stranded|truck
loan|loaner|courtesy|rental|to use while|car to use|rent a car
drop off|drop it off|key drop|slot|before you open
membership|member|join|sign up|subscription|contract
class|classes|lesson|session|workshop|spin|yoga
trainer|coach|personal training|instructor|training
freeze|freezing|pause|on hold|hold|suspend|injured
try|trial|trying|test|try out|free week|before i join|for a test
once|one day|day pass|single visit|just today|only in town
friend|buddy|guest|guests|bring someone|mate|colleague
childcare|babysit|babysitting|watch my|watches|nursery|creche|look after my
padlock|lock|locks|locker|lockers
cap|caps|swim cap|swimming cap|bathing cap
sauna|steam|steam room
swim|swimming|pool|laps|lane|lanes
vaccine|vaccination|shot|shots|jab|immunization|rabies|distemper
neuter|neutering|spay|spaying|fixed|castrate|sterilize|sterilise
operation|surgery|anaesthesia|anesthesia|procedure
eat|eating|ate|food|nothing to eat|fasting|breakfast before
euthanasia|put to sleep|put down|put our old|to sleep|let go|cremation
boarding|kennel|kennels|overnight|keep our|keep my|stay with you|vacation|holiday|while we are away|condo|condos
groom|grooming|clip|nails|shave|claws
chip|microchip|microchips
medicine|medication|prescription|prescriptions|pills|drug|drugs
poison|poisoning|toxic|ate something|swallowed|chocolate
flight|flying|fly|flights|airport|plane
tooth|teeth|dental|molar
room|rooms|suite|bedroom|accommodation
sea|ocean|beach|seaside|waterfront|view
family|kids|adults|bunk
check out|checkout|leaving|departure|vacate
suitcase|suitcases|luggage|bags|baggage
wifi|internet|wireless|wi fi|network|online
bike|bikes|bicycle|bicycles|cycling|cycle
smoke|smoking|cigarette|cigarettes|vape
wedding|bride|bridal|marry|married|marriage|getting married
quiet|noise|noisy|loud
cleaning|clean|cleaner|tidy|hygiene|scrub|wash
oven|stove|cooker
mold|mould|mildew|damp
window|windows|pane|glass
carpet|carpets|rug|rugs
iron|ironing|shirts|laundry
supplies|products|equipment|materials|vacuum|hoover|detergent|supply|provide
key|keys|lockbox|let you in|get in|spare key|at work
same|same person|same cleaner|different|substitute|every week
background|background check|background checks|background checked|police|vetted|trustworthy|trust|checks|checked
license|licence|licensed|certified|qualified|bonded|registered
moving|move out|moving out|bond back|end of lease|bond|agents
deep|deep clean|spring clean|inside of|thorough
office|offices|workplace|premises
whiten|whitening|bleach|bleaching|brighter|yellow|whiter
brace|braces|aligner|aligners|invisalign|straighten|straightening|crooked|retainer
crown|cap
implant|implants|missing tooth|missing a tooth|false tooth|denture|lost a tooth
pull|extract|extraction|extractions|removal|remove|take out|wisdom
fill|filling|fillings|cavity|cavities
silver|amalgam
xray|xrays|x-ray|x ray|x rays|radiograph
exam|examination|check up|checkup|check-up|look at|have a look|a look|wellness
look after|treat|see|handle
area|areas|cover|travel|distance|neighborhood|town|county|region|come out to|serve
call out|callout|service call|come out|coming out|just to come
estimate|estimates|quote|quotation|in writing|written|written estimate
notary|notarize|notarise|notarising|witness
ticket|speeding|traffic|fine
interpreter|translate|translator|language|speak|sign language
video|zoom|remote|facetime|online meeting|video call
record|records|file|files|copies|transfer my|send my|sent to
evening|evenings|after work|after six|after five|until eight|work all day
weekend|saturday|sunday|weekends
weekday|weekdays|monday|tuesday|wednesday|thursday|friday
morning|early|before noon
day|night
dress|dress code|wear|wearing|clothes|outfit|attire|jacket|tie
cake|cakes|birthday|celebration
outside|outdoor|outdoors|terrace|patio|garden|balcony
lost|left behind|left my|forgot my|misplaced|umbrella|wallet
job|jobs|hiring|vacancy|apply|work for you
age|old|years old|minimum age|from fourteen|from the age
trainee|apprentice|apprentices|student cut|supervision|learner
massage|massages|masseur|back rub
extension|extensions|longer hair|tape-ins
highlight|highlights|lowlights|streaks|balayage
manicure|pedicure|gel|polish
wax|waxing|hair removal|legs
venue|on location|come to us|come to the|to your home|at home|come to my
shampoo|conditioner|product|unopened
price match|match it|match any|cheaper online|as cheap as|beat the price
first aid|until you get here|what do i do|valve
gas|smell gas|rotten eggs
tile|tiles|tiling|remodel|remodels|renovation
license|permit
`;

export const meanings: readonly (readonly string[])[] = sameMeaning
  .trim()
  .split('\n')
  .map((line) => line.split('|'));

/** What a question of this kind is answered with, although nobody asks by those words. */
export const answeredWith: readonly { asked: RegExp; words: readonly string[] }[] = [
  { asked: /\bhow (?:long|soon)\b|\bduration\b/, words: ['minutes', 'hours', 'weeks', 'months', 'days', 'takes'] },
  { asked: /\bhow (?:often|many times)\b/, words: ['visits', 'weeks', 'months', 'every'] },
  { asked: /\bhow old\b|\btoo young\b/, words: ['age', 'years', 'weeks', 'under'] },
  { asked: /\bwhat time\b|\bhow late\b|\bwhen\b/, words: ['opens', 'from', 'until', 'pm', 'am', 'window'] },
];
