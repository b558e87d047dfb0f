import { expect, it } from 'vitest';
import { defaultHours, type HolidayCountry, type Hours } from '@/lib/contracts/hours';
import { usualHolidays } from '@/lib/hours/holidays';
import { isOpenAt } from '@/lib/hours/schedule';
import { clocks, paintedYear } from './painted-year';

// With EVERY_MINUTE=1 every minute of the year; otherwise a prime step, and every minute around clock changes.
const isWhole = process.env.EVERY_MINUTE === '1';
const step = isWhole ? 1 : 13;
const year = 2026;

/** Published by the governments, and typed here rather than computed. */
const closed: Partial<Record<HolidayCountry, string[]>> = {
  US: '01-01 01-19 02-16 05-25 06-19 07-03 07-04 09-07 10-12 11-11 11-26 12-25'.split(' '),
  GB: '01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-26 12-28'.split(' '),
  AU: '01-01 01-26 04-03 04-06 04-25 12-25 12-26 12-28'.split(' '),
  CA: '01-01 04-03 05-18 07-01 09-07 10-12 12-25'.split(' '),
  IN: '01-26 08-15 10-02'.split(' '),
};

const week: Hours['week'] = {
  monday: [
    { opens: '00:00', closes: '02:30' },
    { opens: '08:17', closes: '12:00' },
    { opens: '13:30', closes: '24:00' },
  ],
  tuesday: [{ opens: '00:00', closes: '24:00' }],
  wednesday: [{ opens: '09:00', closes: '09:01' }],
  thursday: [{ opens: '09:00', closes: '17:00' }],
  friday: [
    { opens: '06:45', closes: '07:15' },
    { opens: '07:15', closes: '11:59' },
  ],
  saturday: [{ opens: '22:00', closes: '24:00' }],
  sunday: [
    { opens: '00:30', closes: '01:45' },
    { opens: '02:15', closes: '03:05' },
  ],
};

function hoursFor(country: HolidayCountry | null): Hours {
  return {
    ...defaultHours,
    week,
    days: [
      { date: '2026-12-24', label: 'Short', blocks: [{ opens: '10:00', closes: '12:30' }] },
      { date: '2026-12-25', label: 'Open after all', blocks: [{ opens: '18:00', closes: '24:00' }] },
      { date: '2026-02-10', label: 'Away', blocks: [] },
    ],
    holidays: { country, closedOn: country ? usualHolidays(country) : [], inLieu: true },
  };
}

it.each([
  ['America/New_York', 'US'],
  ['America/St_Johns', 'CA'],
  ['Europe/London', 'GB'],
  ['Asia/Kolkata', 'IN'],
  ['Asia/Kathmandu', null],
  ['Australia/Adelaide', 'AU'],
  ['Australia/Lord_Howe', 'AU'],
] as const)(
  'is open in %s exactly when a calculation of another kind says so',
  { timeout: 60_000 },
  (zone, country) => {
    const hours = hoursFor(country);
    const dates = (country ? (closed[country] ?? []) : []).map((day) => `${year}-${day}`);
    // The UTC year ends within New Year's Day of the east.
    if (country === 'AU') dates.push(`${year + 1}-01-01`);
    const painted = paintedYear(hours, zone, year, dates);
    const wrong: string[] = [];

    for (const minute of minutesOf(painted.length, zone)) {
      const at = new Date(Date.UTC(year, 0, 1) + minute * 60_000);
      if (isOpenAt(hours, zone, at) !== (painted[minute] === 1)) wrong.push(at.toISOString());
    }

    expect(wrong.slice(0, 5)).toEqual([]);
  },
);

function* minutesOf(count: number, zone: string): Generator<number> {
  const { summer } = clocks[zone]?.(year) ?? {};
  const changes = summer ? [summer.from, summer.until] : [];
  for (let minute = 0; minute < count; minute += step) yield minute;
  if (isWhole) return;
  for (const change of changes) {
    const middle = (change - Date.UTC(year, 0, 1)) / 60_000;
    for (let minute = middle - 200; minute < middle + 200; minute += 1) yield minute;
  }
}
