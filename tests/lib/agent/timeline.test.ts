import fc from 'fast-check';
import { expect, it } from 'vitest';
import { planCall } from '@/lib/agent/plan-call';
import { dayTimeline } from '@/lib/agent/timeline';
import { momentAt } from '@/lib/hours/local-time';
import { describePlan } from '@/lib/routing/plan';
import { arbitraryConfig } from '@/tests/support/arbitrary-config';
import { makeConfig } from '@/tests/support/make-config';

const line = { callerNumber: '+12025550100', dialedNumber: '+12025550101' };

it('tells a day in as few pieces as it has, each with its plan', () => {
  const friday = dayTimeline({ ...line, config: makeConfig(), date: '2026-11-20' });
  const saturday = dayTimeline({ ...line, config: makeConfig(), date: '2026-11-21' });

  expect(friday.map(({ from, until, plan }) => `${from} ${until} ${describePlan(plan, 'Mia')}`)).toEqual([
    '00:00 09:00 Mia answers with the after-hours greeting',
    '09:00 17:00 Mia answers',
    '17:00 24:00 Mia answers with the after-hours greeting',
  ]);
  expect(saturday.map(({ from, until }) => `${from} ${until}`)).toEqual(['00:00 24:00']);
});

it('says for every minute of a day what the call at that minute gets, also when clocks change', () => {
  fc.assert(
    fc.property(
      arbitraryConfig,
      fc.constantFrom('2026-03-08', '2026-03-29', '2026-11-01', '2026-12-25', '2027-05-14'),
      fc.array(fc.integer({ min: 0, max: 1439 }), { minLength: 20, maxLength: 20 }),
      (config, date, minutes) => {
        const segments = dayTimeline({ ...line, config, date });

        for (const minute of minutes) {
          const time = `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
          const segment = segments.find(({ from, until }) => from <= time && time < until);
          const now = momentAt(date, time, config.identity.timeZone);
          const plan = planCall({ ...line, config, now, liveCalls: 0, tenantStatus: 'active' });
          // A time that the clocks skip is no minute of that day.
          if (momentAt(date, nextMinute(time), config.identity.timeZone) <= now) continue;

          expect(segment && describePlan(segment.plan, 'Mia')).toBe(describePlan(plan, 'Mia'));
        }
      },
    ),
    { numRuns: 60 },
  );
});

function nextMinute(time: string): string {
  const minute = Number(time.slice(0, 2)) * 60 + Number(time.slice(3)) + 1;
  if (minute === 1440) return '24:00';
  return `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
}
