import { expect, it } from 'vitest';
import { describeChanges } from '@/lib/agent/changes';
import { lintConfig } from '@/lib/agent/lint';
import { defaultHours } from '@/lib/contracts/hours';
import { defaultRouting, type Person, type Routing } from '@/lib/contracts/routing';
import { makeConfig } from '@/tests/support/make-config';

const now = new Date('2026-11-21T15:30:00Z');
const dana: Person = {
  ...{ label: 'Dana', role: 'Desk', notes: '', phone: '+12025550111', hours: { kind: 'always' } },
  ...{ connect: 'announced', ringSeconds: 25 },
};
const closedWeek = { monday: [], tuesday: [], wednesday: [], thursday: [], friday: [], saturday: [], sunday: [] };
const closedRule = defaultRouting.afterHours;

function lint(routing: Partial<Routing>, rest: Parameters<typeof makeConfig>[0] = {}) {
  return lintConfig(makeConfig({ ...rest, routing }), now).map(({ sentence }) => sentence);
}

it('names people who can never be reached, and why', () => {
  expect(lint({ people: [{ ...dana, hours: { kind: 'own', week: closedWeek } }] })).toEqual([
    'Dana can never be reached: no hours are set.',
  ]);
  expect(lint({ people: [{ ...dana, phone: '+19005551234' }] })).toEqual([
    "Dana's number is never rung: +19005551234 is a premium-rate number.",
  ]);
  expect(lint({ people: [{ ...dana, phone: '+442079460018' }] })).toEqual([
    "Dana's number is never rung: +442079460018 is in United Kingdom, where calls may not be passed on to.",
  ]);
  expect(lint({ people: [{ ...dana, role: '' }] })).toEqual([
    'The receptionist does not know what Dana is there for: add a role or a note.',
  ]);
});

it('says when staff first rings nobody, or somebody who is not there', () => {
  const staffFirst = { enabled: true, when: 'open' as const, people: [], ringSeconds: 40 };

  expect(lint({ staffFirst })).toEqual([
    'Staff are to be rung first, but nobody is chosen: the receptionist answers at once.',
    'Callers may hear 40 seconds of ringing; many hang up after 30.',
  ]);
  expect(lint({ staffFirst: { ...staffFirst, people: ['Ann'], ringSeconds: 20 } })).toEqual([
    'Ann is to be rung first, but is not among the people.',
  ]);
});

it('says when being closed leads nowhere', () => {
  expect(lint({ afterHours: { ...closedRule, onHolidays: 'forward' } })).toEqual([
    'Calls are to be forwarded when we are closed, but there is no number to forward them to.',
  ]);
  expect(lint({ afterHours: { ...closedRule, usual: 'message_only' } }, { actions: { takeMessage: false } })).toContain(
    'Only messages are taken when we are closed, but taking messages is off.',
  );
  expect(
    lint({ afterHours: { ...closedRule, usual: 'voicemail' } }, { greeting: { afterHoursText: 'We are closed.' } }),
  ).toEqual(['The after-hours greeting is never heard: after hours calls go to voicemail.']);
});

it('says when a number answers nobody by day, a blocked number is one’s own, or an answer promises a closed day', () => {
  const numbers = [{ number: '+12025550101', behaviour: 'after_hours_only' as const }];
  const answers = [{ question: 'Are you open on Saturday?', answer: 'Yes, from nine.' }];

  expect(lint({ numbers, fallbackNumber: null })).toContain(
    'On +12025550101 nobody answers in opening hours: choose who is rung, or a fallback number.',
  );
  expect(lint({ people: [dana], blockedCallers: [{ number: dana.phone, note: '' }] })).toEqual([
    '+12025550111 is blocked, and is also a number of yours.',
  ]);
  expect(lint({}, { knowledge: { answers } })).toEqual([
    '“Are you open on Saturday?” says that we are open on Saturday, and we are closed.',
  ]);
});

it('says when holidays belong elsewhere or are not known any further', () => {
  const holidays = (country: 'GB' | 'IN', closedOn: string[]) => ({
    hours: { ...defaultHours, holidays: { country, closedOn, inLieu: true } },
  });

  expect(lint({}, holidays('GB', ['independence']))).toEqual([
    'Some of the chosen holidays belong to another country and close nothing.',
    'The holidays are those of GB, but the time zone is in US.',
  ]);
  const late = makeConfig({ ...holidays('IN', ['diwali']), identity: { timeZone: 'Asia/Kolkata' } });
  expect(lintConfig(late, new Date('2031-01-01T00:00:00Z')).map(({ sentence }) => sentence)).toContain(
    'The dates of Diwali are not known any further: add them as one-off days.',
  );
});

it('tells changes of hours and routing in sentences', () => {
  const before = makeConfig();
  const after = makeConfig({
    hours: { holidays: { country: 'US', closedOn: ['christmas'], inLieu: true } },
    routing: { people: [dana], blockWithheld: true, afterHours: { ...closedRule, usual: 'voicemail' } },
  });

  expect(describeChanges(before, after).map(({ sentence }) => sentence)).toEqual([
    'Country of the holidays added',
    'Holidays on which we are closed added',
    'After hours from the receptionist answers to voicemail',
    'Callers who withhold their number from let through to blocked',
    'Dana added',
  ]);
});
