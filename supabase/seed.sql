-- Demo data: two businesses, the people in them, and their last thirty days. Safe to run twice.
-- Everybody's password is foyer-demo-2026. Numbers are of the range that is kept for fiction.

create function pg_temp.demo_id(name text)
returns uuid
language sql immutable
as $$ select overlay(overlay(md5('foyer demo ' || name) placing '4' from 13) placing '8' from 17)::uuid $$;

insert into identity.users (id, email, name, password_hash, email_verified_at)
select pg_temp.demo_id(email), email, name, hash, now() - interval '60 days'
from (
  values
    ('owner@bright-smile.example', 'Dana Whitfield', '$argon2id$v=19$m=19456,t=2,p=1$yDeuhK/Q3b0m47Ibq5lG3Q$jxMm0p8qk3fthnnSjQces/1RwkFaXNEUEis2Y1LwERQ'),
    ('manager@bright-smile.example', 'Priya Raman', '$argon2id$v=19$m=19456,t=2,p=1$5SZegFq/bzh20OamkkLtzA$KSEK9EXZU3Zam5YtsZtSTEryPvcfrOmlC0j5E55LgcY'),
    ('staff@bright-smile.example', 'Owen Castillo', '$argon2id$v=19$m=19456,t=2,p=1$41z25okQfNe2YqCmclLQTA$kIc25Ka30IFJ+GCvOwNwC+Hd5r0hGuRc7WEWiRoEDTA'),
    ('viewer@bright-smile.example', 'Helen Brandt', '$argon2id$v=19$m=19456,t=2,p=1$OnqC0tpfKyhSbnV4HC+oKQ$t2sKTdQasi1qj4/7gCPA1jsy3lH+xj+sr/TicMt5Z18'),
    ('owner@rapid-rooter.example', 'Marcus Reyes', '$argon2id$v=19$m=19456,t=2,p=1$T1gHAA16HrNj62Rs0BeMnQ$Dg2SfVLlE9Uco1woY20rGUiYXaMLe2T/UdF2NMh5/70'),
    ('manager@rapid-rooter.example', 'Tess Lindqvist', '$argon2id$v=19$m=19456,t=2,p=1$52J+RfIZ0nQcrjPPZBhFbA$FN1UbdHMvP9n1yxfr5vqhFOX0lGEhvgML0Bj07xfqFk'),
    ('staff@rapid-rooter.example', 'Andre Boone', '$argon2id$v=19$m=19456,t=2,p=1$fV9Rq9uVkSxajuQ2gB5B7g$XVkGSOJXdkTWNfOP5zxSTY+h0jEeLoWabP9p4SSp4u4'),
    ('viewer@rapid-rooter.example', 'Lucy Okafor', '$argon2id$v=19$m=19456,t=2,p=1$2dAznpRjRtQqQM0KyDIu4Q$fwUs5ge2JubwAZafZLxLnRJ4xqrUdqXDU7Kd9O1E1rU'),
    ('admin@foyer.example', 'Robin Hale', '$argon2id$v=19$m=19456,t=2,p=1$VVG5TKl78W8KZUBDX0I/qw$lkwRr/WhbrPb3+0phNu0w4BgarGsdVgpyuntBC6ZNTI')
) as people (email, name, hash)
on conflict do nothing;

insert into public.tenants (id, slug, name, created_at)
values
  (pg_temp.demo_id('bright-smile'), 'bright-smile', 'Bright Smile Dental', now() - interval '45 days'),
  (pg_temp.demo_id('rapid-rooter'), 'rapid-rooter', 'Rapid Rooter Plumbing', now() - interval '41 days')
on conflict do nothing;

insert into public.members (tenant_id, user_id, role, created_at)
select pg_temp.demo_id(split_part(split_part(email, '@', 2), '.', 1)), users.id,
  split_part(email, '@', 1)::public.member_role, now() - interval '40 days'
from identity.users
where users.id = pg_temp.demo_id(email) and email ~ '@(bright-smile|rapid-rooter)\.example$'
on conflict do nothing;

insert into public.platform_admins (user_id) values (pg_temp.demo_id('admin@foyer.example')) on conflict do nothing;

insert into public.phone_numbers (id, tenant_id, e164, label)
values
  (pg_temp.demo_id('+12025550101'), pg_temp.demo_id('bright-smile'), '+12025550101', 'Front desk'),
  (pg_temp.demo_id('+12025550102'), pg_temp.demo_id('rapid-rooter'), '+12025550102', 'Main and emergencies')
on conflict do nothing;

-- What each agent is today.
create temporary table demo_agents (slug text primary key, zone text, config jsonb);
insert into demo_agents values ('bright-smile', 'America/New_York', $json$
{
  "identity": {
    "businessName": "Bright Smile Dental",
    "agentName": "Mia",
    "industry": "dental",
    "about": "A family dental practice with three dentists. We look after children, nervous patients and everybody in between.",
    "address": "1420 Maple Avenue, Suite 200, Washington, DC 20009",
    "timeZone": "America/New_York",
    "languages": ["en", "es"]
  },
  "greeting": {
    "text": "Thank you for calling {business}. This is {agent}. How can I help you smile today?",
    "afterHoursText": "Thank you for calling {business}. This is {agent}. The office is closed right now, but I can answer questions or take a message for the morning.",
    "aiNotice": "I am the practice's AI receptionist.",
    "recordingNotice": "",
    "interruptible": "always"
  },
  "voice": { "voice": "coral", "speed": 1, "model": "gpt-realtime-2.1" },
  "personality": {
    "warmth": 90, "empathy": 85, "smallTalk": 45, "humor": 25, "nameUse": 65, "energy": 55, "pace": 40, "expressiveness": 70,
    "naturalSpeech": 60, "listeningSounds": 55, "formality": 45, "verbosity": 45, "directness": 40, "vocabulary": 20,
    "courtesy": 80, "patience": 90, "interruptibility": 75, "confirmation": 75, "clarifying": 60, "silenceCheckIns": 55,
    "leadTheCall": 50, "proactivity": 60, "upselling": 10, "leadCapture": 60, "urgency": 40, "caution": 90, "scope": 75,
    "transferReadiness": 40, "deEscalation": 85, "aiOpenness": 75
  },
  "knowledge": {
    "answers": [
      { "question": "When are you open?", "answer": "Monday to Thursday from 8 in the morning to 5, Friday from 8 to 1, and Saturday from 9 to noon. We are closed on Sunday." },
      { "question": "Are you open on Saturday?", "answer": "Yes, on Saturday we are open from 9 in the morning until noon." },
      { "question": "Are you taking new patients?", "answer": "Yes, we welcome new patients of every age. The first visit takes about an hour: an exam, X-rays and a cleaning." },
      { "question": "How much is a cleaning without insurance?", "answer": "A cleaning with an exam is 149 dollars. New patients without insurance pay 99 dollars for the first visit, X-rays included." },
      { "question": "Which insurance do you take?", "answer": "We take Delta Dental, Cigna, Aetna, MetLife and Guardian. We gladly check the coverage of any other plan before the visit." },
      { "question": "Where are you, and is there parking?", "answer": "We are at 1420 Maple Avenue, Suite 200, across from the library. Parking behind the building is free for patients." },
      { "question": "What should I do about a toothache?", "answer": "We keep time open each day for pain. Leave a message with your number and somebody from the practice calls back within the hour during office hours." },
      { "question": "A tooth was knocked out. What now?", "answer": "Hold the tooth by its crown, rinse it gently, keep it in milk, and come in at once. After hours go to the nearest emergency room." },
      { "question": "Do you see children?", "answer": "Yes, from their first tooth on. Dr. Alvarez looks after our youngest patients." },
      { "question": "Do you offer whitening?", "answer": "Yes. Whitening in the office takes an hour and is 320 dollars; trays for home are 180 dollars." },
      { "question": "How do I cancel or move an appointment?", "answer": "Call at least 24 hours before. Later than that we charge 50 dollars, unless it is an emergency." },
      { "question": "Do you offer payment plans?", "answer": "Yes. Treatment over 300 dollars can be paid in up to twelve monthly parts, without interest for the first six." },
      { "question": "I am nervous about the dentist.", "answer": "Many of our patients are. We take breaks whenever you like, and offer nitrous oxide for 60 dollars." },
      { "question": "Who are the dentists?", "answer": "Dr. Dana Whitfield, Dr. Luis Alvarez and Dr. Karen Cho." }
    ]
  },
  "hours": {
    "week": {
      "monday": [{ "opens": "08:00", "closes": "17:00" }],
      "tuesday": [{ "opens": "08:00", "closes": "17:00" }],
      "wednesday": [{ "opens": "08:00", "closes": "17:00" }],
      "thursday": [{ "opens": "08:00", "closes": "17:00" }],
      "friday": [{ "opens": "08:00", "closes": "13:00" }],
      "saturday": [{ "opens": "09:00", "closes": "12:00" }],
      "sunday": []
    },
    "days": [
      { "date": "2026-11-26", "label": "Thanksgiving", "blocks": [] },
      { "date": "2026-12-24", "label": "Christmas Eve", "blocks": [{ "opens": "08:00", "closes": "12:00" }] },
      { "date": "2026-12-25", "label": "Christmas", "blocks": [] },
      { "date": "2027-01-01", "label": "New Year's Day", "blocks": [] }
    ]
  },
  "routing": { "fallbackNumber": "+12025550181" },
  "actions": { "takeMessage": true },
  "booking": {
    "enabled": true,
    "services": [
      { "id": "check-up", "name": "Check-up", "minutes": 30, "bufferMinutes": 0, "price": "79 dollars", "description": "A look at teeth and gums by a dentist", "askFor": "" },
      { "id": "cleaning", "name": "Cleaning", "minutes": 45, "bufferMinutes": 15, "price": "149 dollars with an exam", "description": "", "askFor": "" },
      { "id": "first-visit", "name": "First visit", "minutes": 60, "bufferMinutes": 0, "price": "99 dollars without insurance", "description": "For new patients: exam, X-rays and a cleaning", "askFor": "the insurance, if there is one" },
      { "id": "whitening", "name": "Whitening", "minutes": 60, "bufferMinutes": 15, "price": "320 dollars", "description": "Whitening in the office", "askFor": "" },
      { "id": "toothache", "name": "Toothache visit", "minutes": 30, "bufferMinutes": 0, "price": "", "description": "For pain that cannot wait", "askFor": "where it hurts and since when" }
    ],
    "calendars": [
      { "id": "chair-1", "name": "Chair 1", "services": [], "hours": { "kind": "business" } },
      { "id": "chair-2", "name": "Chair 2", "services": ["check-up", "cleaning", "toothache"], "hours": { "kind": "business" } }
    ],
    "stepMinutes": 15,
    "leastNoticeHours": 2,
    "mostDaysAhead": 90,
    "confirmations": "none",
    "maxPerCaller": 3
  },
  "texting": {
    "enabled": true,
    "link": "https://bright-smile.example",
    "templates": [
      { "name": "Address", "text": "{business}: we are at {address}. Parking is behind the building.", "when": "Somebody asks where we are or how to get here" },
      { "name": "New patient form", "text": "{business}: please fill in our new patient form before your first visit: {link}/new-patient", "when": "A new patient is coming for the first time" },
      { "name": "After an extraction", "text": "{business}: after an extraction bite on the gauze for 30 minutes, no straws or smoking for 3 days. Heavy bleeding or fever? Call us.", "when": "Somebody had a tooth taken out and asks what to do" }
    ],
    "perCall": 2, "perCallerPerDay": 4, "perDay": 100,
    "autoReply": "Thank you for your text to {business}. We read texts in opening hours and will get back to you. For anything urgent, please call us."
  },
  "connections": { "enabled": false },
  "privacy": { "transcriptDays": 90 },
  "limits": { "maxCallMinutes": 20, "maxLiveCalls": 8 },
  "advanced": {
    "extraInstructions": "Never give medical advice beyond first aid. If somebody has trouble breathing or swallowing, tell them to call 911.",
    "noiseReduction": "near_field"
  }
}
$json$), ('rapid-rooter', 'America/Chicago', $json$
{
  "identity": {
    "businessName": "Rapid Rooter Plumbing",
    "agentName": "Jack",
    "industry": "plumbing",
    "about": "Licensed plumbers with six vans, out day and night. Drains, water heaters, leaks and frozen pipes.",
    "address": "88 Industrial Way, Naperville, IL 60563",
    "timeZone": "America/Chicago",
    "languages": ["en"]
  },
  "greeting": {
    "text": "{business}, {agent} speaking. What is going on with your pipes?",
    "afterHoursText": "{business} emergency line, {agent} speaking. Is water running where it should not?",
    "aiNotice": "",
    "recordingNotice": "",
    "interruptible": "always"
  },
  "voice": { "voice": "cedar", "speed": 1.1, "model": "gpt-realtime-2.1-mini" },
  "personality": {
    "warmth": 50, "empathy": 45, "smallTalk": 10, "humor": 40, "nameUse": 30, "energy": 75, "pace": 75, "expressiveness": 40,
    "naturalSpeech": 70, "listeningSounds": 25, "formality": 15, "verbosity": 15, "directness": 90, "vocabulary": 25,
    "courtesy": 35, "patience": 45, "interruptibility": 90, "confirmation": 80, "clarifying": 70, "silenceCheckIns": 70,
    "leadTheCall": 85, "proactivity": 70, "upselling": 30, "leadCapture": 90, "urgency": 90, "caution": 60, "scope": 55,
    "transferReadiness": 70, "deEscalation": 60, "aiOpenness": 50
  },
  "knowledge": {
    "answers": [
      { "question": "When are you open?", "answer": "Somebody answers around the clock. Routine visits are Monday to Saturday from 7 in the morning to 7 in the evening; emergencies at any hour." },
      { "question": "Are you open on Saturday?", "answer": "Yes. Routine visits on Saturday run from 7 in the morning to 7 in the evening, and emergencies at any hour." },
      { "question": "How much is a visit?", "answer": "A visit is 89 dollars, and it comes off the bill if we do the work. Nights and Sundays are 149 dollars." },
      { "question": "How fast can you be here?", "answer": "For an emergency within 90 minutes in Naperville, Aurora, Lisle and Wheaton. Routine visits are usually the next day." },
      { "question": "A pipe burst. What do I do first?", "answer": "Shut the main valve: it is where the water line enters the house, often near the meter. Then open a tap on the lowest floor to drain the line." },
      { "question": "The toilet overflows. What do I do?", "answer": "Turn the small valve behind the toilet clockwise until it stops, and do not flush again." },
      { "question": "I smell gas.", "answer": "Leave the house now, touch no switch, and call 911 or the gas company from outside. Call us afterwards." },
      { "question": "How much is it to clear a drain?", "answer": "A kitchen or bathroom drain is 179 dollars. A main line is 349 dollars, with a camera inspection included." },
      { "question": "Do you replace water heaters?", "answer": "Yes. A 50 gallon tank starts at 1,890 dollars installed, a tankless heater at 3,400. Most are in the next day." },
      { "question": "Which areas do you serve?", "answer": "All of DuPage County, and Aurora and Plainfield. We do not go into the city of Chicago." },
      { "question": "Are you licensed and insured?", "answer": "Yes, by the state of Illinois, license 055-044120, and insured for two million dollars." },
      { "question": "Do you guarantee the work?", "answer": "One year on labor, and the maker's guarantee on parts. A drain that clogs again within 30 days is cleared for free." },
      { "question": "How can I pay?", "answer": "Card, check or cash when the work is done. For work over 1,500 dollars we offer monthly payments." },
      { "question": "Do you do frozen pipes?", "answer": "Yes, with a thawing machine, never a flame. Keep the tap open a little and the cabinet doors open until we come." }
    ]
  },
  "hours": {
    "week": {
      "monday": [{ "opens": "00:00", "closes": "24:00" }],
      "tuesday": [{ "opens": "00:00", "closes": "24:00" }],
      "wednesday": [{ "opens": "00:00", "closes": "24:00" }],
      "thursday": [{ "opens": "00:00", "closes": "24:00" }],
      "friday": [{ "opens": "00:00", "closes": "24:00" }],
      "saturday": [{ "opens": "00:00", "closes": "24:00" }],
      "sunday": [{ "opens": "06:00", "closes": "22:00" }]
    },
    "days": [{ "date": "2026-12-25", "label": "Christmas", "blocks": [{ "opens": "06:00", "closes": "12:00" }] }]
  },
  "routing": {
    "fallbackNumber": "+12025550182",
    "people": [
      { "label": "Sam", "role": "On-call plumber", "notes": "Burst pipes, floods and no water", "phone": "+12025550183", "hours": { "kind": "always" } },
      { "label": "Pat", "role": "Office", "notes": "Bills, quotes and appointments", "phone": "+12025550184", "hours": { "kind": "business" }, "connect": "blind" }
    ]
  },
  "actions": { "takeMessage": true },
  "booking": { "enabled": false },
  "texting": {
    "enabled": true,
    "link": "https://rapid-rooter.example",
    "templates": [
      { "name": "Shut-off valve", "text": "{business}: turn the main valve clockwise until it stops; it is usually where the water pipe enters the house. Pictures: {link}/valve", "when": "Water is running and the caller cannot find the valve" },
      { "name": "Price list", "text": "{business}: our prices, with the call-out fee: {link}/prices", "when": "Somebody wants prices in writing" }
    ],
    "perCall": 2, "perCallerPerDay": 4, "perDay": 200,
    "autoReply": "{business} here. We got your text. If water is running right now, call us: we answer day and night."
  },
  "connections": { "enabled": false },
  "privacy": { "transcriptDays": 30 },
  "limits": { "maxCallMinutes": 15, "maxLiveCalls": 10 },
  "advanced": {
    "extraInstructions": "Get the address and a callback number early: the line may drop. Never promise an exact arrival time.",
    "noiseReduction": "far_field"
  }
}
$json$);

insert into public.agent_versions (tenant_id, number, config, note, author_id, author_name, published_at)
select pg_temp.demo_id(a.slug), v.number, a.config || v.earlier, v.note, users.id, users.name, now() - v.age
from demo_agents a
join (
  values
    ('bright-smile', 1, 'First version', 'owner', interval '44 days', '{
      "greeting": {"text": "Thank you for calling {business}. How can I help you?", "afterHoursText": "", "aiNotice": "", "recordingNotice": "", "interruptible": "always"},
      "voice": {"voice": "marin", "speed": 1, "model": "gpt-realtime-2.1"},
      "advanced": {"extraInstructions": "", "noiseReduction": "off"}}'::jsonb),
    ('bright-smile', 2, 'Warmer voice, and what to say when we are closed', 'manager', interval '24 days', '{
      "advanced": {"extraInstructions": "", "noiseReduction": "off"}}'),
    ('bright-smile', 3, 'First aid only; holiday hours', 'owner', interval '6 days', '{}'),
    ('rapid-rooter', 1, 'First version', 'owner', interval '40 days', '{
      "voice": {"voice": "ash", "speed": 1, "model": "gpt-realtime-2.1-mini"},
      "limits": {"maxCallMinutes": 30, "maxLiveCalls": 4}}'),
    ('rapid-rooter', 2, 'Jack speaks faster and takes more calls at once', 'owner', interval '17 days', '{}')
) as v (slug, number, note, author, age, earlier) on v.slug = a.slug
join identity.users on users.id = pg_temp.demo_id(v.author || '@' || a.slug || '.example')
on conflict do nothing;

update public.tenants
set live_version = (select max(number) from public.agent_versions where tenant_id = tenants.id)
where live_version is null and id in (pg_temp.demo_id('bright-smile'), pg_temp.demo_id('rapid-rooter'));

insert into public.agent_drafts (
  tenant_id, identity, greeting, voice, personality, knowledge, hours, routing, actions, privacy, limits, advanced,
  booking, texting, connections, section_versions, updated_by, updated_at
)
select versions.tenant_id, config -> 'identity', config -> 'greeting', config -> 'voice', config -> 'personality',
  config -> 'knowledge', config -> 'hours', config -> 'routing', config -> 'actions', config -> 'privacy',
  config -> 'limits', config -> 'advanced', config -> 'booking', config -> 'texting', config -> 'connections',
  (select jsonb_object_agg(section, number) from jsonb_object_keys(config) as section), author_id, published_at
from public.agent_versions as versions
join public.tenants on tenants.id = versions.tenant_id and tenants.live_version = versions.number
where tenants.id in (pg_temp.demo_id('bright-smile'), pg_temp.demo_id('rapid-rooter'))
on conflict do nothing;

-- What people phone about. A turn is [speaker, heard, not heard any more]; of tools [name, arguments, result].
create temporary table demo_scripts (
  slug text, name text, open boolean, position integer, outcome public.call_outcome, end_reason text, turns jsonb
);
insert into demo_scripts values
('bright-smile', 'saturday', true, 1, 'answered', 'caller_hung_up', $json$[
  ["caller", "Hi, are you open on Saturday?"],
  ["agent", "Yes, on Saturday we are open from nine in the morning until noon."],
  ["caller", "Great, and is there parking?"],
  ["agent", "There is. Parking behind the building is free for patients."],
  ["caller", "Perfect, thank you. Bye."],
  ["agent", "You are very welcome. Have a lovely day!"]]$json$),
('bright-smile', 'cleaning', true, 2, 'message_taken', 'agent_ended', $json$[
  ["caller", "Hello, I would like to book a cleaning."],
  ["agent", "Happy to help with that. May I have your name?"],
  ["caller", "It's {name}."],
  ["agent", "Thank you, {name}. Is the number you are calling from a good one to reach you?"],
  ["caller", "Yes. Some afternoon next week would be best."],
  ["tool", "take_message", {"message": "Would like a cleaning, some afternoon next week.", "urgent": false}],
  ["agent", "I have noted that you would like a cleaning, some afternoon next week. Somebody calls you back today. Anything else?"],
  ["caller", "No, that's all. Thanks!"],
  ["agent", "Thank you for calling. Goodbye!"]]$json$),
('bright-smile', 'insurance', true, 3, 'answered', 'caller_hung_up', $json$[
  ["caller", "Do you take Cigna?"],
  ["agent", "Yes, we take Cigna, along with Delta Dental, Aetna, MetLife and Guardian.", " We gladly check the coverage of any other plan before the visit."],
  ["caller", "Sorry, just Cigna is fine. And what does a cleaning cost if the plan doesn't cover it?"],
  ["agent", "A cleaning with an exam is 149 dollars."],
  ["caller", "Okay. I'll talk to my husband and call back."],
  ["agent", "Of course, take your time. We are here until five."]]$json$),
('bright-smile', 'toothache', true, 4, 'message_taken', 'agent_ended', $json$[
  ["caller", "My tooth is killing me. Since last night, on the left side."],
  ["agent", "Oh, I am sorry, that sounds painful. We keep time open each day for pain. Do you have trouble breathing or swallowing?"],
  ["caller", "No, no. It just throbs."],
  ["agent", "Good. May I have your name, so that somebody calls you back within the hour?"],
  ["caller", "{name}."],
  ["tool", "take_message", {"message": "Throbbing toothache on the left side since last night. No trouble swallowing.", "urgent": true}],
  ["agent", "Thank you, {name}. I have marked it as urgent. Until then a cold pack on the cheek can help."],
  ["caller", "Thank you so much."],
  ["agent", "Feel better soon. Goodbye."]]$json$),
('bright-smile', 'child', true, 5, 'answered', 'caller_hung_up', $json$[
  ["caller", "Hi, my daughter is three. Do you see children that small?"],
  ["agent", "We do, from their first tooth on. Dr. Alvarez looks after our youngest patients."],
  ["caller", "She's pretty nervous."],
  ["agent", "Many of our patients are. We take breaks whenever she likes, and you can stay with her the whole time."],
  ["caller", "That's good to hear. I'll book online tonight."],
  ["agent", "Wonderful. We look forward to meeting you both."]]$json$),
('bright-smile', 'cancel', true, 6, 'message_taken', 'agent_ended', $json$[
  ["caller", "I need to move my appointment tomorrow. It's {name}."],
  ["agent", "No problem, {name}. When would suit you better?"],
  ["caller", "Any morning the week after."],
  ["tool", "take_message", {"message": "Has to move tomorrow's appointment to a morning of the week after.", "urgent": false}],
  ["agent", "I have passed that on. The front desk confirms the new time with you today."],
  ["caller", "Thanks, bye."],
  ["agent", "Thank you for letting us know. Goodbye!"]]$json$),
('bright-smile', 'whitening', true, 7, 'answered', 'silence', $json$[
  ["caller", "How much is whitening?"],
  ["agent", "Whitening in the office takes an hour and is 320 dollars. Trays for home are 180 dollars."],
  ["caller", "Hmm, okay."],
  ["agent", "Are you still there?"],
  ["agent", "I seem to have lost you. Please call again any time. Goodbye."]]$json$),
('bright-smile', 'closed_hours', false, 1, 'answered', 'caller_hung_up', $json$[
  ["caller", "Oh, you're closed. When do you open again?"],
  ["agent", "We are open Monday to Thursday from eight to five, Friday from eight to one, and Saturday from nine to noon."],
  ["caller", "Okay, I'll call back then."],
  ["agent", "We look forward to it. Good night!"]]$json$),
('bright-smile', 'closed_message', false, 2, 'message_taken', 'agent_ended', $json$[
  ["caller", "A crown came off while I was eating dinner."],
  ["agent", "I am sorry to hear that. Keep the crown in a clean bag, and do not glue it. May I have your name?"],
  ["caller", "{name}. I can come in first thing in the morning."],
  ["tool", "take_message", {"message": "A crown came off at dinner. Can come in first thing in the morning.", "urgent": true}],
  ["agent", "Thank you, {name}. The front desk calls you when we open."],
  ["caller", "Okay, thanks. Bye."],
  ["agent", "Goodbye, and take care."]]$json$),
('rapid-rooter', 'burst', true, 1, 'message_taken', 'agent_ended', $json$[
  ["caller", "Yeah, there's water all over my basement, I think a pipe burst!"],
  ["agent", "Okay. Shut the main valve first: it is where the water line comes in, often near the meter. Tell me when it is off."],
  ["caller", "Hang on. Okay, it's off."],
  ["agent", "Good. Name and address?"],
  ["caller", "{name}, 417 Willow Lane, Naperville."],
  ["tool", "take_message", {"message": "Burst pipe in the basement at 417 Willow Lane, Naperville. Main valve is off.", "urgent": true}],
  ["agent", "Got it: 417 Willow Lane, Naperville. The plumber on call phones you within ten minutes."],
  ["caller", "Please hurry."],
  ["agent", "We are on it. Keep the valve shut."]]$json$),
('rapid-rooter', 'drain_price', true, 2, 'answered', 'caller_hung_up', $json$[
  ["caller", "What do you guys charge to clear a kitchen drain?"],
  ["agent", "179 dollars. The 89 for the visit comes off if we do the work."],
  ["caller", "And if it clogs again?"],
  ["agent", "Within 30 days we clear it for free."],
  ["caller", "Alright, sounds fair. I'll let you know."],
  ["agent", "Sure thing. Bye."]]$json$),
('rapid-rooter', 'heater', true, 3, 'message_taken', 'agent_ended', $json$[
  ["caller", "No hot water since this morning. The heater is maybe fifteen years old."],
  ["agent", "At fifteen years it is likely done. A 50 gallon tank starts at 1,890 dollars installed,", " and a tankless heater at 3,400. Most are in the next day."],
  ["caller", "Just send somebody to look at it. I'm {name}, 92 Cherry Court in Lisle."],
  ["agent", "92 Cherry Court, Lisle. Best number is the one you are calling from?"],
  ["caller", "Yep."],
  ["tool", "take_message", {"message": "No hot water, heater about fifteen years old. 92 Cherry Court, Lisle. Wants somebody to look at it.", "urgent": false}],
  ["agent", "Noted. The office calls within the hour to set a time."],
  ["caller", "Great, thanks."],
  ["agent", "You bet. Bye."]]$json$),
('rapid-rooter', 'area', true, 4, 'answered', 'caller_hung_up', $json$[
  ["caller", "Do you come out to Chicago?"],
  ["agent", "Sorry, not into the city. All of DuPage County, plus Aurora and Plainfield."],
  ["caller", "Ah, okay. Thanks anyway."],
  ["agent", "No problem. Good luck."]]$json$),
('rapid-rooter', 'toilet', true, 5, 'answered', 'caller_hung_up', $json$[
  ["caller", "My toilet is overflowing right now, what do I do?"],
  ["agent", "Turn the small valve behind the toilet clockwise until it stops. Do not flush again."],
  ["caller", "Okay. It stopped. Oh thank goodness."],
  ["agent", "Nice work. Want a plumber to clear it today?"],
  ["caller", "Let me try the plunger first."],
  ["agent", "Fair enough. Call back if it does not give."]]$json$),
('rapid-rooter', 'gas', true, 6, 'answered', 'caller_hung_up', $json$[
  ["caller", "I think I smell gas near the water heater."],
  ["agent", "Leave the house now, touch no switch, and call 911 from outside. Call us afterwards."],
  ["caller", "Okay, going."]]$json$),
('rapid-rooter', 'wrong_number', true, 7, 'answered', 'agent_ended', $json$[
  ["caller", "Hi, is this Tony's Pizza?"],
  ["agent", "No, this is Rapid Rooter Plumbing. Wrong kind of pipes, I am afraid."],
  ["caller", "Ha, sorry. Bye."],
  ["agent", "No worries. Bye."]]$json$),
('rapid-rooter', 'night', false, 1, 'message_taken', 'agent_ended', $json$[
  ["caller", "Sorry to call this late. The sump pump is not running and it is pouring."],
  ["agent", "That is what we are here for. Is there water on the floor?"],
  ["caller", "Not yet, but it is close to the top."],
  ["agent", "Check that the float is not stuck, and that the outlet has power. Name and address?"],
  ["caller", "{name}, 5 Prairie Avenue in Wheaton."],
  ["tool", "take_message", {"message": "Sump pump does not run, pit nearly full. 5 Prairie Avenue, Wheaton.", "urgent": true}],
  ["agent", "5 Prairie Avenue, Wheaton. The plumber on call phones you in ten minutes."],
  ["caller", "Thank you."],
  ["agent", "Hang in there."]]$json$);

create temporary table demo_calls as
with slots as (
  select a.slug, a.zone, a.config, n,
    -- Two busy days for each quiet one, and times of day that wander.
    ((now() at time zone a.zone)::date - 1 - (n * 29 / (case a.slug when 'bright-smile' then 35 else 31 end)))
      + make_time(case a.slug when 'bright-smile' then 8 + (n * 5) % 11 else (n * 11 + 5) % 24 end, (n * 37) % 60, 0) as local_time
  from demo_agents a
  cross join generate_series(0, 34) as n
  where a.slug = 'bright-smile' or n <= 30
),
timed as (
  select *,
    exists (
      select from jsonb_array_elements(config -> 'hours' -> 'week' -> trim(to_char(local_time, 'day'))) as block
      where to_char(local_time, 'HH24:MI') >= block ->> 'opens' and to_char(local_time, 'HH24:MI') < block ->> 'closes'
    ) as open
  from slots
),
counted as (
  select *, row_number() over (partition by slug, open order by n) as turn_of_its_kind from timed
)
select counted.slug, counted.n, local_time at time zone zone as started_at, counted.open, scripts.name as script, outcome, end_reason,
  pg_temp.demo_id(counted.slug || ' call ' || n) as id,
  callers.number as caller,
  (array['Karen Doyle', 'James Whitaker', 'Maria Santos', 'Tom Becker', 'Aisha Khan', 'Robert Nguyen', 'Ellen Fischer',
    'Sam Carter', 'Grace Lee', 'Peter Novak', 'Nina Rossi', 'David Park', 'Joan Miller', 'Luis Ortega'
  ])[1 + ('x' || substr(md5(callers.number), 1, 4))::bit(16)::integer % 14] as name,
  turns
from counted
cross join lateral (
  select case counted.slug when 'bright-smile' then '+1202555' else '+1630555' end || lpad((110 + (n * 13) % 70)::text, 4, '0')
    as number
) as callers
join demo_scripts as scripts on scripts.slug = counted.slug and scripts.open = counted.open
  and scripts.position = 1 + (turn_of_its_kind * 3) % (
    select count(*) from demo_scripts as s where s.slug = counted.slug and s.open = counted.open
  );

-- Each turn with its times: people speak some fifteen letters a second and wait a moment before they answer.
create temporary table demo_turns as
with spoken as (
  select c.slug, c.id as call_id, 1 as sequence, 'agent' as speaker, greeting.text, '' as unheard, null::jsonb as detail
  from demo_calls c
  join demo_agents a on a.slug = c.slug
  cross join lateral (
    select replace(replace(
      case when c.open then a.config #>> '{greeting,text}' else a.config #>> '{greeting,afterHoursText}' end,
      '{business}', a.config #>> '{identity,businessName}'), '{agent}', a.config #>> '{identity,agentName}'
    ) as text
  ) as greeting
  union all
  select c.slug, c.id, turn.position::integer + 1, turn.value ->> 0,
    case turn.value ->> 0 when 'tool' then '' else replace(turn.value ->> 1, '{name}', c.name) end,
    case turn.value ->> 0 when 'agent' then coalesce(turn.value ->> 2, '') else '' end,
    case turn.value ->> 0 when 'tool' then jsonb_build_object(
      'name', turn.value ->> 1,
      'arguments', (turn.value -> 2) || jsonb_build_object('caller_name', c.name, 'callback_number', c.caller),
      'result', 'The message is saved. Tell the caller that somebody calls back.'
    ) end
  from demo_calls c
  cross join lateral jsonb_array_elements(c.turns) with ordinality as turn (value, position)
)
select *,
  (sum(700 + 65 * length(text)) over (partition by call_id order by sequence) - 65 * length(text))::integer as started_ms,
  (sum(700 + 65 * length(text)) over (partition by call_id order by sequence))::integer as ended_ms,
  -- Mostly well under a second; one answer in a dozen takes its time.
  case when speaker = 'agent' and lag(speaker) over (partition by call_id order by sequence) = 'caller' then
    520 + chance % 480 + case when chance % 12 = 0 then 1100 else 0 end
  end as gap_ms
from spoken
cross join lateral (select ('x' || substr(md5(call_id::text || sequence), 1, 4))::bit(16)::integer as chance) as dice;

insert into public.calls (
  id, tenant_id, phone_number_id, channel, carrier_call_sid, caller_number, dialed_number, status, outcome, end_reason,
  version_number, started_at, answered_at, ended_at, closed_at, first_audio_ms, lease_until
)
select c.id, numbers.tenant_id, numbers.id, 'phone', 'CA' || md5(c.id::text), c.caller, numbers.e164, 'ended', c.outcome,
  c.end_reason, versions.number, c.started_at, c.started_at + interval '1.2 seconds', ends.at, ends.at,
  340 + (c.n * 53) % 420, ends.at + interval '60 seconds'
from demo_calls c
join public.phone_numbers as numbers on numbers.tenant_id = pg_temp.demo_id(c.slug)
cross join lateral (
  select c.started_at + interval '2 seconds' + make_interval(secs => max(ended_ms) / 1000.0) as at
  from demo_turns
  where call_id = c.id
) as ends
cross join lateral (
  select max(number) as number from public.agent_versions
  where tenant_id = numbers.tenant_id and published_at <= c.started_at
) as versions
on conflict do nothing;

insert into public.turns (
  call_id, tenant_id, sequence, speaker, text, unheard_text, started_ms, ended_ms, interrupted, final, detail, gap_ms
)
select call_id, pg_temp.demo_id(slug), sequence, speaker::public.turn_speaker, text, unheard, started_ms, ended_ms,
  unheard <> '', true, detail, gap_ms
from demo_turns
on conflict do nothing;

insert into public.messages (id, tenant_id, call_id, tool_call_id, caller_name, callback_number, message, urgent, created_at)
select pg_temp.demo_id('message ' || call_id), calls.tenant_id, call_id, 'call_' || substr(md5(call_id::text), 1, 16),
  detail #>> '{arguments,caller_name}', calls.caller_number, detail #>> '{arguments,message}',
  (detail #>> '{arguments,urgent}')::boolean, calls.answered_at + make_interval(secs => started_ms / 1000.0)
from demo_turns
join public.calls on calls.id = demo_turns.call_id
where speaker = 'tool'
on conflict do nothing;

-- One that was refused because the lines were full, one that failed, and one test call from a browser.
insert into public.calls (
  id, tenant_id, phone_number_id, channel, is_test, carrier_call_sid, caller_number, dialed_number, status, outcome,
  end_reason, version_number, draft_config, browser_sound, started_by, started_at, answered_at, ended_at, closed_at,
  first_audio_ms, lease_until
)
select pg_temp.demo_id(a.slug || ' ' || kind), numbers.tenant_id,
  case kind when 'test' then null else numbers.id end, case kind when 'test' then 'browser' else 'phone' end::public.call_channel,
  kind = 'test', case kind when 'test' then null else 'CA' || md5(a.slug || kind) end,
  case kind when 'test' then null else '+13125550' || 140 + length(a.slug || kind) end,
  case kind when 'test' then null else numbers.e164 end, 'ended', outcome::public.call_outcome, reason,
  case kind when 'test' then null else tenants.live_version end, case kind when 'test' then a.config end,
  case kind when 'test' then 'wide' end,
  case kind when 'test' then pg_temp.demo_id('owner@' || a.slug || '.example') end,
  at, case kind when 'refused' then null else at + interval '1 second' end, at + length, at + length,
  case kind when 'test' then 310 end, at + length
from demo_agents a
join public.phone_numbers as numbers on numbers.tenant_id = pg_temp.demo_id(a.slug)
join public.tenants on tenants.id = numbers.tenant_id
cross join (
  values
    ('refused', 'refused', 'refused_busy', 3, time '10:42', interval '0 seconds'),
    ('failed', 'failed', 'ai_unavailable', 5, time '09:17', interval '9 seconds'),
    ('test', 'answered', 'caller_hung_up', 2, time '16:05', interval '24 seconds')
) as other (kind, outcome, reason, days, clock, length)
cross join lateral (select ((now() at time zone a.zone)::date - days + clock) at time zone a.zone as at) as moment
on conflict do nothing;

insert into public.turns (call_id, tenant_id, sequence, speaker, text, started_ms, ended_ms)
select pg_temp.demo_id(slug || ' ' || kind), pg_temp.demo_id(slug), sequence, speaker::public.turn_speaker, text, started_ms, ended_ms
from (
  values
    ('bright-smile', 'failed', 1, 'agent', 'Thank you for calling Bright Smile Dental. This is Mia. How can I help you smile today?', 700, 6400),
    ('rapid-rooter', 'failed', 1, 'agent', 'Rapid Rooter Plumbing, Jack speaking. What is going on with your pipes?', 700, 5300),
    ('bright-smile', 'test', 1, 'agent', 'Thank you for calling Bright Smile Dental. This is Mia. How can I help you smile today?', 300, 6000),
    ('bright-smile', 'test', 2, 'caller', 'Do you offer payment plans?', 7200, 9000),
    ('bright-smile', 'test', 3, 'agent', 'Yes. Treatment over 300 dollars can be paid in up to twelve monthly parts, without interest for the first six.', 9900, 17200),
    ('rapid-rooter', 'test', 1, 'agent', 'Rapid Rooter Plumbing, Jack speaking. What is going on with your pipes?', 300, 4900),
    ('rapid-rooter', 'test', 2, 'caller', 'How can I pay?', 6100, 7000),
    ('rapid-rooter', 'test', 3, 'agent', 'Card, check or cash when the work is done. Over 1,500 dollars we offer monthly payments.', 7800, 13500)
) as said (slug, kind, sequence, speaker, text, started_ms, ended_ms)
on conflict do nothing;

insert into public.call_events (id, call_id, tenant_id, at, kind, detail)
select pg_temp.demo_id('event ' || id), id, tenant_id, ended_at, 'ai_unavailable', '{"attempts": 3, "code": "server_error"}'
from public.calls
where id in (pg_temp.demo_id('bright-smile failed'), pg_temp.demo_id('rapid-rooter failed'))
on conflict do nothing;

-- What those calls used, at the prices of lib/billing/prices.ts: each answer reads all that came before it, and what the
-- answer before it had read comes from the cache. The greeting is a clip, and cost once, when its version was published.
with heard as (
  select turns.*, calls.answered_at, coalesce(versions.config, calls.draft_config) #>> '{voice,model}' as model,
    65 * length(turns.text || turns.unheard_text) as sound_ms
  from public.turns
  join public.calls on calls.id = turns.call_id
  left join public.agent_versions as versions
    on versions.tenant_id = calls.tenant_id and versions.number = calls.version_number
  where calls.tenant_id in (pg_temp.demo_id('bright-smile'), pg_temp.demo_id('rapid-rooter'))
    and (calls.is_test or calls.carrier_call_sid = 'CA' || md5(calls.id::text)) and turns.speaker <> 'system'
),
read as (
  select *,
    2600 + 45 * (sequence - 1) as text_in,
    coalesce(sum(sound_ms / case speaker when 'caller' then 100 else 50 end) filter (where speaker <> 'tool')
      over (partition by call_id order by sequence rows between unbounded preceding and 1 preceding), 0)::integer as audio_in
  from heard
),
answers as (
  select *,
    320 * (lag(text_in, 1, 0) over (partition by call_id order by sequence) / 320) as text_cached,
    320 * (lag(audio_in, 1, 0) over (partition by call_id order by sequence) / 320) as audio_cached,
    case speaker when 'tool' then 60 else 5 * (1 + length(text || unheard_text) / 20) end as text_out,
    case speaker when 'tool' then 0 else sound_ms / 50 end as audio_out
  from read
  where speaker <> 'caller' and sequence > 1
),
priced as (
  select answers.*, prices.*,
    (audio_in - audio_cached) * audio_price + audio_out * 2 * audio_price as audio,
    (text_in - text_cached) * text_price + text_out * text_out_price as text_cost,
    round(audio_cached * audio_cached_price + text_cached * text_cached_price) as cached
  from answers
  join (
    values ('gpt-realtime-2.1', 32, 0.4, 4, 0.4, 24), ('gpt-realtime-2.1-mini', 10, 0.3, 0.6, 0.06, 2.4)
  ) as prices (name, audio_price, audio_cached_price, text_price, text_cached_price, text_out_price) on name = model
)
insert into public.usage_ledger (
  call_id, tenant_id, kind, provider_id, model, raw, micro_dollars, audio_micro_dollars, text_micro_dollars,
  cached_micro_dollars, priced_by, at
)
select call_id, tenant_id, 'response'::public.usage_kind, 'resp_' || substr(md5(call_id::text || sequence), 1, 20), model,
  jsonb_build_object(
    'total_tokens', text_in + audio_in + text_out + audio_out, 'input_tokens', text_in + audio_in,
    'output_tokens', text_out + audio_out,
    'input_token_details', jsonb_build_object(
      'text_tokens', text_in, 'audio_tokens', audio_in, 'cached_tokens', text_cached + audio_cached,
      'cached_tokens_details', jsonb_build_object('text_tokens', text_cached, 'audio_tokens', audio_cached)
    ),
    'output_token_details', jsonb_build_object('text_tokens', text_out, 'audio_tokens', audio_out)
  ),
  audio + text_cost + cached, audio, text_cost, cached, date '2026-07-01', answered_at + make_interval(secs => ended_ms / 1000.0)
from priced
union all
select call_id, tenant_id, 'transcription'::public.usage_kind, 'item_' || substr(md5(call_id::text || sequence), 1, 20), 'gpt-transcribe',
  jsonb_build_object('type', 'duration', 'seconds', sound_ms / 1000.0), round(sound_ms * 0.075), 0, 0, 0, date '2026-07-01',
  answered_at + make_interval(secs => (ended_ms + 400) / 1000.0)
from heard
where speaker = 'caller'
union all
select id, tenant_id, 'carrier_minutes'::public.usage_kind, 'line', 'carrier-inbound-us-local',
  jsonb_build_object('minutes', minutes, 'seconds', seconds), minutes * 8500, 0, 0, 0, date '2026-07-01', ended_at
from public.calls
cross join lateral (select extract(epoch from ended_at - answered_at) as seconds) as talk
cross join lateral (select ceil(seconds / 60)::integer as minutes) as billed
where id in (
  select pg_temp.demo_id(slug || ' failed') from demo_agents
  union
  select id from demo_calls
) and answered_at is not null
on conflict do nothing;

-- What is in the book of Bright Smile: the last working days and the next ones.
with working_days as (
  select day::date as day, day::date >= today as is_ahead,
    row_number() over (partition by day::date >= today order by abs(day::date - today), day) as place
  from (select (now() at time zone 'America/New_York')::date as today) as clock
  cross join generate_series(today - 10, today + 14, interval '1 day') as day
  where extract(isodow from day) between 1 and 4 and day::date <> today and to_char(day, 'MM-DD') <> '11-26'
)
insert into public.appointments (
  id, tenant_id, reference, status, ended_at, calendar_id, calendar_name, service_id, service_name, starts_at, ends_at,
  blocked_until, time_zone, caller_number, caller_name, note, created_at
)
select pg_temp.demo_id('appointment ' || reference), pg_temp.demo_id('bright-smile'), reference,
  status::public.appointment_status, case status when 'booked' then null else now() - interval '1 day' end, calendar,
  case calendar when 'chair-1' then 'Chair 1' else 'Chair 2' end, service, title, at, at + length, at + length + rest,
  'America/New_York', number, name, note, least(at, now()) - interval '3 days'
from (
  values
    (true, 1, time '08:30', 'chair-1', 'cleaning', 'Cleaning', interval '45 minutes', interval '15 minutes', 'KM742', 'booked', '+12025550131', 'Nora Petersen', ''),
    (true, 1, time '09:00', 'chair-2', 'check-up', 'Check-up', interval '30 minutes', interval '0', 'LT385', 'booked', '+12025550134', 'Samuel Ortiz', ''),
    (true, 1, time '13:00', 'chair-1', 'whitening', 'Whitening', interval '1 hour', interval '15 minutes', 'PX629', 'booked', '+12025550136', 'Grace Lindholm', ''),
    (true, 2, time '10:00', 'chair-1', 'first-visit', 'First visit', interval '1 hour', interval '0', 'RH457', 'booked', '+12025550138', 'Theo Malik', 'Delta Dental'),
    (true, 2, time '14:30', 'chair-2', 'cleaning', 'Cleaning', interval '45 minutes', interval '15 minutes', 'CW834', 'cancelled', '+12025550133', 'Joan Ibarra', ''),
    (true, 4, time '11:15', 'chair-2', 'toothache', 'Toothache visit', interval '30 minutes', interval '0', 'FD298', 'booked', '+12025550139', 'Peter Novak', 'Lower left, since Sunday'),
    (true, 5, time '15:00', 'chair-1', 'cleaning', 'Cleaning', interval '45 minutes', interval '15 minutes', 'GY563', 'booked', '+12025550132', 'Iris Hammond', ''),
    (false, 1, time '09:30', 'chair-1', 'check-up', 'Check-up', interval '30 minutes', interval '0', 'TJ876', 'booked', '+12025550135', 'Walter Kim', ''),
    (false, 3, time '16:00', 'chair-2', 'cleaning', 'Cleaning', interval '45 minutes', interval '15 minutes', 'AL947', 'booked', '+12025550137', 'Bea Collins', '')
) as booked (is_ahead, place, clock, calendar, service, title, length, rest, reference, status, number, name, note)
join working_days using (is_ahead, place)
cross join lateral (select (day + clock) at time zone 'America/New_York' as at) as moment
on conflict do nothing;

select private.append_audit(
  tenants.id, 'tenant.created', 'info', 'member', pg_temp.demo_id('owner@' || slug || '.example'), null,
  jsonb_build_object('name', name)
)
from public.tenants
where id in (pg_temp.demo_id('bright-smile'), pg_temp.demo_id('rapid-rooter'))
  and not exists (select from public.audit_events where tenant_id = tenants.id);

-- Texts: one that the agent sent, one that came in and was answered, and a number that wants none.
insert into public.texts (
  id, tenant_id, direction, from_number, to_number, body, template, status, segments, keyword, answers, created_at, sent_at
)
select pg_temp.demo_id(slug || ' text ' || place), pg_temp.demo_id(slug), direction::public.text_direction,
  case direction when 'inbound' then caller else line end, case direction when 'inbound' then line else caller end,
  body, template, status::public.text_status, 1, keyword,
  case when template in ('auto-reply', 'stop') then pg_temp.demo_id(slug || ' text ' || place - 1) end,
  now() - age, case direction when 'outbound' then now() - age end
from (
  values
    ('bright-smile', '+12025550101', 1, 'outbound', '+12025550141', 'Bright Smile Dental: we are at 1420 Maple Avenue, Suite 200, Washington, DC 20009. Parking is behind the building. Reply STOP to get no more texts.', 'Address', 'delivered', null, interval '26 hours'),
    ('bright-smile', '+12025550101', 2, 'inbound', '+12025550141', 'Thanks! Is there a ramp? I come with my mother in a wheelchair.', null, 'received', null, interval '25 hours'),
    ('bright-smile', '+12025550101', 3, 'outbound', '+12025550141', 'Thank you for your text to Bright Smile Dental. We read texts in opening hours and will get back to you. For anything urgent, please call us.', 'auto-reply', 'sent', null, interval '24 hours 59 minutes'),
    ('bright-smile', '+12025550101', 4, 'inbound', '+12025550142', 'STOP', null, 'received', 'stop', interval '3 days'),
    ('bright-smile', '+12025550101', 5, 'outbound', '+12025550142', 'Bright Smile Dental: You will get no more texts from this number. Reply START to get them again.', 'stop', 'sent', null, interval '71 hours 59 minutes'),
    ('rapid-rooter', '+12025550102', 1, 'outbound', '+12025550151', 'Rapid Rooter Plumbing: our prices, with the call-out fee: https://rapid-rooter.example/prices Reply STOP to get no more texts.', 'Price list', 'delivered', null, interval '5 hours'),
    ('rapid-rooter', '+12025550102', 2, 'inbound', '+12025550151', 'Ok, tomorrow at 10 works.', null, 'received', null, interval '4 hours')
) as told (slug, line, place, direction, caller, body, template, status, keyword, age)
on conflict do nothing;
insert into public.text_opt_outs (tenant_id, number, at, keyword)
values (pg_temp.demo_id('bright-smile'), '+12025550142', now() - interval '3 days', 'stop')
on conflict do nothing;

-- What was paid for outside of conversations: the words that were spoken ahead of calls, and the texts above.
with spoken as (
  select v.tenant_id, v.number, v.config #>> '{voice,model}' as model, place, v.published_at + make_interval(secs => 3 * place) as at,
    110 + 9 * place as text_in, 6 + 4 * place as text_out, 30 + 26 * place as audio_out
  from public.agent_versions v
  cross join generate_series(1, 6) as place
  where v.tenant_id in (pg_temp.demo_id('bright-smile'), pg_temp.demo_id('rapid-rooter'))
)
insert into public.usage_ledger (tenant_id, kind, provider_id, model, raw, micro_dollars, priced_by, at, line)
select tenant_id, 'clip'::public.usage_kind, 'resp_' || substr(md5(tenant_id::text || number || ' clip ' || place), 1, 20), model,
  jsonb_build_object(
    'total_tokens', text_in + text_out + audio_out, 'input_tokens', text_in, 'output_tokens', text_out + audio_out,
    'input_token_details', jsonb_build_object('text_tokens', text_in, 'audio_tokens', 0, 'cached_tokens', 0),
    'output_token_details', jsonb_build_object('text_tokens', text_out, 'audio_tokens', audio_out)
  ),
  round(text_in * text_price + text_out * text_out_price + audio_out * audio_out_price), date '2026-07-01', at, null
from spoken
join (
  values ('gpt-realtime-2.1', 4, 24, 64), ('gpt-realtime-2.1-mini', 0.6, 2.4, 20)
) as prices (name, text_price, text_out_price, audio_out_price) on name = model
union all
select tenant_id, 'text'::public.usage_kind, id::text, 'sms-' || direction || '-us', jsonb_build_object('segments', segments),
  segments * 8300, date '2026-07-01', coalesce(sent_at, created_at),
  case direction when 'inbound' then to_number else from_number end
from public.texts
where tenant_id in (pg_temp.demo_id('bright-smile'), pg_temp.demo_id('rapid-rooter')) and segments = 1
on conflict do nothing;

drop table demo_turns, demo_calls, demo_scripts, demo_agents;
drop function pg_temp.demo_id;
