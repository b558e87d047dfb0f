import fc from 'fast-check';
import { expect, it } from 'vitest';
import { describeChanges } from '@/lib/agent/changes';
import { defaultHours } from '@/lib/contracts/hours';
import { arbitraryConfig } from '@/tests/support/arbitrary-config';
import { makeConfig } from '@/tests/support/make-config';

it('tells each change in one sentence', () => {
  const from = makeConfig({ knowledge: { answers: [{ question: 'Parking?', answer: 'Yes.' }] } });
  const to = makeConfig({
    personality: { warmth: 85 },
    greeting: { text: 'A whole new greeting, longer than fits in a sentence.', recordingNotice: 'Recorded.' },
    voice: { voice: 'cedar' },
    hours: { week: { ...defaultHours.week, saturday: [{ opens: '09:00', closes: '13:00' }] } },
    routing: { fallbackNumber: null },
    actions: { takeMessage: false },
    knowledge: { answers: [{ question: 'Cost?', answer: 'Ten.' }] },
  });

  expect(describeChanges(from, to).map(({ sentence }) => sentence)).toEqual([
    'Greeting changed',
    'Recording notice added',
    'Voice from marin to cedar',
    'Warmth from 60 to 85',
    'Answer to “Parking?” removed',
    'Answer to “Cost?” added',
    'Hours on Saturday from closed to 9 am to 1 pm',
    'Fallback number removed',
    'Taking messages from on to off',
  ]);
});

it('finds a change exactly where two configurations differ', () => {
  fc.assert(
    fc.property(arbitraryConfig, arbitraryConfig, (one, other) => {
      expect(describeChanges(one, one)).toEqual([]);
      const told = new Set(describeChanges(one, other).map(({ section }) => section));
      for (const section of ['voice', 'personality', 'greeting', 'actions', 'routing'] as const) {
        expect(told.has(section)).toBe(JSON.stringify(one[section]) !== JSON.stringify(other[section]));
      }
    }),
    { numRuns: 60 },
  );
}, 30_000);
