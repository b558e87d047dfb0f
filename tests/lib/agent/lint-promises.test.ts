import { describe, expect, it } from 'vitest';
import { lintConfig } from '@/lib/agent/lint';
import { weekdays } from '@/lib/contracts/hours';
import type { Person } from '@/lib/contracts/routing';
import { makeConfig } from '@/tests/support/make-config';

const now = new Date('2026-11-21T15:30:00Z');
const found = (config: ReturnType<typeof makeConfig>) =>
  lintConfig(config, now)
    .filter(({ weight }) => weight === 'problem')
    .map(({ section, sentence }) => `${section}: ${sentence}`);
const allDay = [{ opens: '00:00', closes: '24:00' }];
const always = { week: Object.fromEntries(weekdays.map((day) => [day, allDay])) as never };
const dana: Person = {
  ...{ label: 'Dana', role: 'Desk', notes: '', phone: '+12025550111', hours: { kind: 'always' } },
  ...{ connect: 'announced', ringSeconds: 25 },
};

describe('what is promised and not kept', () => {
  it.each(['We are open 24/7.', 'Our doors are always open!', 'We are open around the clock.', 'Open day and night.'])(
    'is that we are always open, where the hours say otherwise: %s',
    (text) => {
      expect(found(makeConfig({ greeting: { text } }))).toEqual([
        'greeting: The greeting says that we are always open, and the hours say otherwise.',
      ]);
      expect(found(makeConfig({ greeting: { text }, hours: always }))).toEqual([]);
    },
  );

  it.each([
    'We answer the phone 24/7.',
    'We are not always open on holidays.',
    'Our phone line is open around the clock.',
    'Except for emergencies we are open when it says so, always.',
  ])('is not what an agent can keep: %s', (text) => {
    expect(found(makeConfig({ greeting: { text } }))).toEqual([]);
  });

  it('may stand in an answer too, and a day off makes it untrue', () => {
    const knowledge = { answers: [{ question: 'When are you open?', answer: 'We are open 24 hours a day.' }] };
    const dayOff = { ...always, days: [{ date: '2026-12-25', label: '', blocks: [] }] };

    expect(found(makeConfig({ knowledge }))).toEqual([
      'knowledge: “When are you open?” says that we are always open, and the hours say otherwise.',
    ]);
    expect(found(makeConfig({ knowledge, hours: always }))).toEqual([]);
    expect(found(makeConfig({ knowledge, hours: dayOff }))).toHaveLength(1);
  });

  it('is a person, where nobody is listed', () => {
    const eager = { personality: { transferReadiness: 90 } };

    expect(found(makeConfig(eager))).toEqual([
      'personality: Transfer readiness says to hand over early, but nobody is listed to connect callers to.',
    ]);
    expect(found(makeConfig({ ...eager, routing: { people: [dana] } }))).toEqual([]);
    expect(found(makeConfig({ personality: { transferReadiness: 60 } }))).toEqual([]);
  });
});
