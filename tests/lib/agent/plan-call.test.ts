import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type PlannedCall, planCall } from '@/lib/agent/plan-call';
import { defaultHours } from '@/lib/contracts/hours';
import { defaultRouting, type Person, type Routing } from '@/lib/contracts/routing';
import { describePlan } from '@/lib/routing/plan';
import { arbitraryConfig } from '@/tests/support/arbitrary-config';
import { makeConfig } from '@/tests/support/make-config';

// Friday 20 November 2026 in New York.
const noon = new Date('2026-11-20T17:00:00Z');
const night = new Date('2026-11-21T03:00:00Z');
const christmas = new Date('2026-12-25T17:00:00Z');
const lunch = new Date('2026-11-20T17:30:00Z');
const ours = '+12025550101';
const caller = '+12025550177';

function person(label: string, phone: string, hours: Person['hours'] = { kind: 'always' }): Person {
  return { label, phone, hours, role: 'Staff', notes: '', connect: 'announced', ringSeconds: 25 };
}

const dana = person('Dana', '+12025550111');
const luis = person('Luis', '+12025550112', { kind: 'business' });

function plan(routing: Partial<Routing>, call: Partial<PlannedCall> = {}) {
  const config = makeConfig({ routing });
  const known = { config, now: noon, callerNumber: caller, dialedNumber: ours, liveCalls: 0, tenantStatus: 'active' };
  return planCall({ ...known, ...call } as PlannedCall);
}

const steps = (...call: Parameters<typeof plan>) => plan(...call).steps;
const staffFirst = { enabled: true, when: 'open' as const, people: ['Dana', 'Luis'], ringSeconds: 20 };
const agent = { do: 'agent', afterHours: false, messageOnly: false };

it('lets the receptionist answer where nothing is set, by day and by night', () => {
  expect(plan({})).toEqual({
    steps: [agent],
    reasons: ['We are open then.'],
    fallback: [{ do: 'forward', to: '+12025550199' }, { do: 'voicemail' }, { do: 'goodbye' }],
  });
  expect(steps({}, { now: night })).toEqual([{ ...agent, afterHours: true }]);
});

it('rejects a blocked caller, and withheld numbers only where they are blocked', () => {
  const blockedCallers = [{ number: caller, note: 'Robocalls' }];

  expect(plan({ blockedCallers })).toEqual({
    steps: [{ do: 'reject' }],
    reasons: [`${caller} is a blocked caller.`],
    fallback: [{ do: 'goodbye' }],
  });
  expect(steps({ blockedCallers }, { callerNumber: null })).toEqual([agent]);
  expect(steps({ blockWithheld: true }, { callerNumber: null })).toEqual([{ do: 'reject' }]);
});

it('turns callers away in the order of what weighs most', () => {
  const blocked = { blockedCallers: [{ number: caller, note: '' }] };
  const busy = { liveCalls: 10 };

  expect(steps(blocked, { ...busy, tenantStatus: 'suspended' })[0]).toEqual({ do: 'apologise', because: 'suspended' });
  expect(steps(blocked, { ...busy, tenantStatus: 'paused' })[0]).toEqual({ do: 'apologise', because: 'paused' });
  expect(steps(blocked, busy)[0]).toEqual({ do: 'reject' });
  expect(steps({}, busy)[0]).toEqual({ do: 'apologise', because: 'busy' });
  expect(steps({}, { liveCalls: 9 })[0]).toEqual(agent);
});

it('turns callers away when the lines of the plan are in use, fewer as they are than the owner allows', () => {
  const solo = { planLines: 3 };

  expect(plan({}, { ...solo, liveCalls: 3 })).toMatchObject({
    steps: [{ do: 'apologise', because: 'busy' }],
    reasons: ['All 3 lines are in use.', 'The plan has no more.'],
  });
  expect(steps({}, { ...solo, liveCalls: 2 })).toEqual([agent]);
  expect(plan({}, { planLines: 50, liveCalls: 10 }).reasons).toEqual(['All 10 lines are in use.']);
  expect(plan({}, { planLines: 1, liveCalls: 1 }).reasons).toEqual([
    'The one line is in use.',
    'The plan has no more.',
  ]);
});

it('rings staff first, together, and only those who may and should be rung', () => {
  const people = [dana, luis];
  const withheld = person('Ann', '+19005551234');

  expect(steps({ people, staffFirst })).toEqual([
    {
      do: 'ring_staff',
      people: [
        { label: 'Dana', phone: '+12025550111' },
        { label: 'Luis', phone: '+12025550112' },
      ],
      seconds: 20,
    },
    agent,
  ]);
  expect(steps({ people, staffFirst }, { now: night })).toEqual([{ ...agent, afterHours: true }]);
  expect(describePlan(plan({ people, staffFirst: { ...staffFirst, when: 'always' } }, { now: night }), 'Mia')).toBe(
    'Dana is rung for 20 seconds, then Mia answers with the after-hours greeting',
  );
  expect(plan({ people: [withheld], staffFirst: { ...staffFirst, people: ['Ann', 'Nobody'] } })).toMatchObject({
    steps: [agent],
    reasons: ['We are open then.', 'Ann is not rung: the number is a premium-rate number.'],
  });
});

it('does at night, on a break and on a holiday what is set for each', () => {
  const afterHours = {
    usual: 'voicemail',
    onBreak: 'answer',
    onHolidays: 'forward',
    forwardTo: '+12025550150',
  } as const;
  const hours = {
    ...defaultHours,
    week: {
      ...defaultHours.week,
      friday: [
        { opens: '09:00', closes: '12:15' },
        { opens: '13:00', closes: '17:00' },
      ],
    },
    holidays: { country: 'US' as const, closedOn: ['christmas'], inLieu: true },
  };
  const config = makeConfig({ hours, routing: { ...defaultRouting, afterHours } });
  const at = (now: Date) => planCall({ ...facts, config, now }).steps;

  expect(at(night)).toEqual([{ do: 'voicemail' }]);
  expect(at(lunch)).toEqual([{ ...agent, afterHours: true }]);
  expect(at(christmas)).toEqual([{ do: 'forward', to: '+12025550150' }]);
  expect(planCall({ ...facts, config, now: christmas }).reasons).toEqual([
    'We are closed then: Christmas Day.',
    'Calls are forwarded then.',
  ]);
});

const facts = { callerNumber: caller, dialedNumber: ours, liveCalls: 0, tenantStatus: 'active' as const };

it('lets the receptionist answer where forwarding has no number that may be dialled, and says why', () => {
  const forward = (forwardTo: string | null) => ({
    afterHours: { usual: 'forward' as const, onBreak: null, onHolidays: null, forwardTo },
  });

  expect(plan(forward(null), { now: night }).steps).toEqual([{ ...agent, afterHours: true }]);
  expect(plan(forward('+442079460018'), { now: night })).toMatchObject({
    steps: [{ ...agent, afterHours: true }],
    reasons: [
      'We are closed then.',
      'Calls are forwarded then, but the number is in United Kingdom, where calls may not be passed on to.',
    ],
  });
  expect(steps({ ...forward('+442079460018'), transferCountries: ['GB'] }, { now: night })).toEqual([
    { do: 'forward', to: '+442079460018' },
  ]);
});

it('lets each of our numbers behave in its own way', () => {
  const people = [dana];
  const rest = { people, staffFirst: { ...staffFirst, enabled: false, people: ['Dana'] } };
  const backup = { ...rest, numbers: [{ number: ours, behaviour: 'after_hours_only' as const }] };
  const messages = { ...rest, numbers: [{ number: ours, behaviour: 'message_only' as const }] };

  expect(describePlan(plan(backup), 'Mia')).toBe(
    'Dana is rung for 20 seconds, then it goes to +12025550199, then it goes to voicemail, then the caller hears a goodbye',
  );
  expect(steps(backup, { now: night })).toEqual([{ ...agent, afterHours: true }]);
  expect(steps(messages)).toEqual([{ ...agent, messageOnly: true }]);
  expect(steps(messages, { dialedNumber: '+12025550109' })).toEqual([agent]);
});

it('never rings in the chain a number that it has just rung, and always ends in words', () => {
  const afterHours = { usual: 'forward' as const, onBreak: null, onHolidays: null, forwardTo: '+12025550199' };

  expect(plan({ afterHours }, { now: night }).fallback).toEqual([{ do: 'voicemail' }, { do: 'goodbye' }]);
  expect(plan({ voicemail: { ...defaultRouting.voicemail, afterFallback: false } }).fallback).toEqual([
    { do: 'forward', to: '+12025550199' },
    { do: 'goodbye' },
  ]);
});

it('has an answer for every call to every configuration, and dials only what is stored', () => {
  fc.assert(
    fc.property(
      arbitraryConfig,
      fc.date({ min: new Date('2026-01-01'), max: new Date('2029-01-01'), noInvalidDate: true }),
      fc.constantFrom(null, caller, '+12025550111'),
      fc.constantFrom(null, ours, '+12025550102'),
      fc.nat(20),
      (config, now, callerNumber, dialedNumber, liveCalls) => {
        const {
          steps: planned,
          fallback,
          reasons,
        } = planCall({
          ...{ config, now, callerNumber, dialedNumber, liveCalls },
          tenantStatus: 'active',
        });
        const { routing } = config;
        const stored = [
          routing.fallbackNumber,
          routing.afterHours.forwardTo,
          ...routing.people.map((one) => one.phone),
        ];
        const dialled = [...planned, ...fallback].flatMap((step) => {
          if (step.do === 'forward') return [step.to];
          return step.do === 'ring_staff' ? step.people.map(({ phone }) => phone) : [];
        });

        expect(planned.length).toBeGreaterThan(0);
        expect(reasons.length).toBeGreaterThan(0);
        expect(fallback.at(-1)).toEqual({ do: 'goodbye' });
        expect(dialled.every((number) => stored.includes(number))).toBe(true);
      },
    ),
    { numRuns: 150 },
  );
});
