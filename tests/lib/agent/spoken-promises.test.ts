import { describe, expect, it } from 'vitest';
import { promisesIn, setsRight } from '@/lib/agent/spoken-promises';

const heard = (text: string) => promisesIn(text).map(({ kind, tense }) => `${kind} ${tense}`);

describe('what an agent says it did', () => {
  it.each([
    ["I've noted that down for the team.", 'message done'],
    ['I have passed your message on to Dana.', 'message done'],
    ['Your message has been saved.', 'message done'],
    ['Great, I took your message.', 'message done'],
    ["I've let them know.", 'message done'],
    ['I’m transferring you now.', 'transfer done'],
    ["One moment, I'll connect you with Dana.", 'transfer done'],
    ["I'm putting you through to the office.", 'transfer done'],
    ['Connecting you now.', 'transfer done'],
    ["I've booked you in for Tuesday at ten.", 'booking done'],
    ["You're all set for Tuesday at ten.", 'booking done'],
    ["You're booked for a cleaning on Tuesday.", 'booking done'],
    ['Your appointment has been confirmed for Tuesday.', 'booking done'],
    ['Cleaning is booked for Tuesday at 10 am.', 'booking done'],
    ["I've rescheduled it to Friday.", 'booking done'],
    ["I've sent you a text with the address.", 'text done'],
    ["I'm texting you the link now.", 'text done'],
    ['The link has been sent to your phone.', 'text done'],
    ['He anotado su mensaje.', 'message done'],
    ['Le paso con la doctora.', 'transfer done'],
    ['Votre rendez-vous est confirmé pour mardi.', 'booking done'],
    ['Ich habe Ihre Nachricht notiert.', 'message done'],
    ['Ich verbinde Sie mit der Praxis.', 'transfer done'],
  ])('is heard in “%s”', (text, expected) => {
    expect(heard(text)).toEqual([expected]);
  });
});

describe('what an agent says it will do', () => {
  it.each([
    ["I'll pass that on to the team.", 'message will'],
    ['Someone will call you back tomorrow.', 'message will'],
    ["We'll get back to you within the hour.", 'message will'],
    ["I'll have someone call you.", 'message will'],
    ["I'll book that for you.", 'booking will'],
    ["I'll text you the address.", 'text will'],
  ])('is heard in “%s”', (text, expected) => {
    expect(heard(text)).toEqual([expected]);
  });
});

describe('what promises nothing', () => {
  it.each([
    'Would you like me to connect you?',
    "Shall I say that I've booked it?",
    'I can take a message for the team.',
    'I could connect you with Dana.',
    "If you like, I'll pass that on.",
    "I can't transfer you to a person right now.",
    "I'm sorry, I have not booked anything yet.",
    'I was unable to send you a text.',
    "I haven't passed your message on.",
    'We are open on Saturday from nine until noon.',
    'Parking behind the building is free for patients.',
    'You can book online as well.',
    'Thank you for calling Bright Smile Dental.',
    'Let me know when you are ready.',
    'A cleaning takes forty-five minutes.',
  ])('is heard as nothing: “%s”', (text) => {
    expect(heard(text)).toEqual([]);
  });
});

it('keeps the words, and one promise of each kind', () => {
  const text = "I can't connect you, but I've noted your message. I've saved it. And I've booked you for Tuesday.";

  expect(promisesIn(text)).toEqual([
    { kind: 'message', tense: 'done', said: "I've noted your message." },
    { kind: 'booking', tense: 'done', said: "And I've booked you for Tuesday." },
  ]);
});

it('hears that something is taken back, or asked for', () => {
  expect(setsRight("I'm sorry, that is not booked yet.")).toBe(true);
  expect(setsRight('What day would suit you?')).toBe(true);
  expect(setsRight('We are open until five.')).toBe(false);
});

it.each([
  'Lovely. Is there anything else?',
  'Can I help you with something else today?',
  '¿Necesita algo más?',
  'Avez-vous besoin d’autre chose ?',
  'Kann ich sonst noch etwas für Sie tun?',
])('takes no question of one who goes on for one that sets anything right: “%s”', (text) => {
  expect(setsRight(text)).toBe(false);
  expect(setsRight(`${text} And what is your name?`)).toBe(true);
});
