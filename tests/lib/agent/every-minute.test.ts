import { expect, it } from 'vitest';
import { planCall } from '@/lib/agent/plan-call';
import { defaultHours, type HolidayCountry, type Hours } from '@/lib/contracts/hours';
import { defaultRouting, type Routing } from '@/lib/contracts/routing';
import { usualHolidays } from '@/lib/hours/holidays';
import { makeConfig } from '@/tests/support/make-config';
import { painted, paintedYear } from '../hours/painted-year';

// With EVERY_MINUTE=1 every minute of the year; otherwise a prime step, and every minute of days that are not like others.
const isWhole = process.env.EVERY_MINUTE === '1';
const step = 13;
const year = 2026;
const zone = 'America/New_York';
const country: HolidayCountry = 'US';
/** As the government publishes them. */
const holidays = '01-01 01-19 02-16 05-25 06-19 07-03 07-04 09-07 10-12 11-11 11-26 12-25'.split(' ');

const hours: Hours = {
  week: {
    ...defaultHours.week,
    monday: [
      { opens: '08:17', closes: '12:00' },
      { opens: '13:30', closes: '24:00' },
    ],
    tuesday: [{ opens: '00:00', closes: '24:00' }],
    saturday: [],
    // Within the hour that one Sunday skips and another has twice.
    sunday: [
      { opens: '00:30', closes: '01:45' },
      { opens: '02:15', closes: '03:05' },
    ],
  },
  days: [
    { date: '2026-12-24', label: 'Short', blocks: [{ opens: '10:00', closes: '12:30' }] },
    { date: '2026-12-25', label: 'Open after all', blocks: [{ opens: '18:00', closes: '24:00' }] },
    { date: '2026-02-10', label: 'Away', blocks: [] },
  ],
  holidays: { country, closedOn: usualHolidays(country), inLieu: true },
};
const dana = { label: 'Dana', role: '', notes: '', phone: '+12025550111', hours: { kind: 'always' as const } };
const routing: Routing = {
  ...defaultRouting,
  people: [{ ...dana, connect: 'announced', ringSeconds: 25 }],
  staffFirst: { enabled: true, when: 'open', people: ['Dana'], ringSeconds: 15 },
  afterHours: { usual: 'voicemail', onBreak: 'message_only', onHolidays: 'forward', forwardTo: '+12025550150' },
};
const wanted: Record<number, string> = {
  [painted.open]: 'ring_staff, agent',
  [painted.onBreak]: 'agent for messages',
  [painted.closed]: 'voicemail',
  [painted.dayOff]: 'forward',
};

/** Holidays, one-off days, the two Sundays on which clocks change, and a week like any other; by UTC, the night after too. */
const peculiar = new Set(
  [
    ...holidays.map((day) => `${year}-${day}`),
    ...hours.days.map(({ date }) => date),
    ...['2026-03-08', '2026-11-01'],
    ...Array.from({ length: 7 }, (_, day) => `2026-08-${String(day + 3).padStart(2, '0')}`),
  ].flatMap((date) =>
    [0, 1].map((later) => new Date(Date.parse(date) + later * 86_400_000).toISOString().slice(0, 10)),
  ),
);
const isPeculiar = (now: Date) => peculiar.has(now.toISOString().slice(0, 10));

it('a call at every minute of a year gets what a calculation of another kind says', { timeout: 120_000 }, () => {
  const config = makeConfig({ identity: { timeZone: zone }, hours, routing });
  const line = { config, callerNumber: '+12025550177', dialedNumber: '+12025550101', liveCalls: 0 };
  const minutes = paintedYear(
    hours,
    zone,
    year,
    holidays.map((day) => `${year}-${day}`),
  );
  const wrong: string[] = [];
  const seen = new Set<string>();
  let asked = 0;

  minutes.forEach((what, minute) => {
    const now = new Date(Date.UTC(year, 0, 1) + minute * 60_000);
    if (!isWhole && minute % step !== 0 && !isPeculiar(now)) return;
    asked += 1;
    const { steps } = planCall({ ...line, now, tenantStatus: 'active' });
    const got = steps
      .map((step) => (step.do === 'agent' && step.messageOnly ? 'agent for messages' : step.do))
      .join(', ');
    seen.add(got);
    if (got !== wanted[what]) wrong.push(`${now.toISOString()}: ${got}, not ${wanted[what]}`);
  });

  expect(wrong.slice(0, 5)).toEqual([]);
  expect([...seen].sort()).toEqual(Object.values(wanted).sort());
  expect(minutes).toHaveLength(365 * 1440);
  expect(asked).toBeGreaterThan(isWhole ? 365 * 1440 - 1 : 60_000);
});
