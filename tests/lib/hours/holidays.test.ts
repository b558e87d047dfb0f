import { expect, it } from 'vitest';
import { defaultHours, type HolidayCountry, holidayCountries } from '@/lib/contracts/hours';
import { easterSunday } from '@/lib/hours/calendar-days';
import { holidayClosing, holidayOptions, holidaysIn, usualHolidays } from '@/lib/hours/holidays';
import { momentAt } from '@/lib/hours/local-time';
import { describeSpecialDays, nextOpening, situationAt } from '@/lib/hours/schedule';

const zone = 'America/New_York';

function choice(country: HolidayCountry, closedOn = usualHolidays(country)) {
  return { country, closedOn, inLieu: true };
}

function daysOff(country: HolidayCountry, year: number): string[] {
  const dates: string[] = [];
  for (let at = Date.UTC(year, 0, 1); at < Date.UTC(year + 1, 0, 1); at += 86_400_000) {
    const date = new Date(at).toISOString().slice(0, 10);
    if (holidayClosing(choice(country), date)) dates.push(date.slice(5));
  }
  return dates;
}

it('finds Easter where the churches keep it', () => {
  expect([2019, 2024, 2025, 2026, 2027, 2028, 2029, 2030, 2038, 2049].map(easterSunday)).toEqual([
    '2019-04-21',
    '2024-03-31',
    '2025-04-20',
    '2026-04-05',
    '2027-03-28',
    '2028-04-16',
    '2029-04-01',
    '2030-04-21',
    '2038-04-25',
    '2049-04-18',
  ]);
});

it.each([
  ['US', 2026, '01-01 01-19 02-16 05-25 06-19 07-03 07-04 09-07 10-12 11-11 11-26 12-25'],
  ['US', 2027, '01-01 01-18 02-15 05-31 06-18 06-19 07-04 07-05 09-06 10-11 11-11 11-25 12-24 12-25 12-31'],
  ['GB', 2026, '01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-26 12-28'],
  ['GB', 2027, '01-01 03-26 03-29 05-03 05-31 08-30 12-25 12-26 12-27 12-28'],
  ['GB', 2033, '01-01 01-03 04-15 04-18 05-02 05-30 08-29 12-25 12-26 12-27'],
  ['DE', 2026, '01-01 04-03 04-06 05-01 05-14 05-25 10-03 12-25 12-26'],
  ['DE', 2027, '01-01 03-26 03-29 05-01 05-06 05-17 10-03 12-25 12-26'],
  ['FR', 2026, '01-01 04-06 05-01 05-08 05-14 05-25 07-14 08-15 11-01 11-11 12-25'],
  ['ES', 2026, '01-01 01-06 04-03 05-01 08-15 10-12 11-01 12-06 12-08 12-25'],
  ['CA', 2026, '01-01 04-03 05-18 07-01 09-07 10-12 12-25'],
  ['CA', 2028, '01-01 01-03 04-14 05-22 07-01 07-03 09-04 10-09 12-25'],
  ['AU', 2026, '01-01 01-26 04-03 04-06 04-25 12-25 12-26 12-28'],
  ['AU', 2027, '01-01 01-26 03-26 03-29 04-25 12-25 12-26 12-27 12-28'],
  ['IE', 2026, '01-01 02-02 03-17 04-06 05-04 06-01 08-03 10-26 12-25 12-26'],
  ['IE', 2030, '01-01 02-01 03-17 04-22 05-06 06-03 08-05 10-28 12-25 12-26'],
  ['NL', 2026, '01-01 04-05 04-06 04-27 05-14 05-24 05-25 12-25 12-26'],
  ['NL', 2031, '01-01 04-13 04-14 04-26 05-22 06-01 06-02 12-25 12-26'],
  ['IN', 2026, '01-26 08-15 10-02'],
] as const)('knows the days off that %s has published for %i', (country, year, dates) => {
  expect(daysOff(country, year).join(' ')).toBe(dates);
});

it('keeps the published dates of Diwali within a day of the new moon of autumn', () => {
  const newMoon = Date.UTC(2026, 10, 9, 7, 2);
  const month = 29.530588853 * 86_400_000;

  for (const year of [2026, 2027, 2028, 2029, 2030]) {
    const diwali = holidaysIn('IN', year).find(({ id }) => id === 'diwali')?.date ?? '';
    const moons = (Date.parse(`${diwali}T12:30:00Z`) - newMoon) / month;
    expect(Math.abs(moons - Math.round(moons)) * 29.53).toBeLessThan(1.5);
  }
});

it('lists each holiday once with an id of its own and its next date, across the turn of the year', () => {
  for (const country of holidayCountries) {
    const options = holidayOptions(country, '2026-12-27');
    expect(new Set(options.map(({ id }) => id)).size).toBe(options.length);
    for (const { id, next } of options) {
      expect(next?.date ?? '', id).toMatch(/^202[678]-/);
      expect((next?.inLieu ?? '') >= '2026-12-27' || (next?.date ?? '') >= '2026-12-27').toBe(true);
    }
  }
});

it('closes on chosen holidays alone, and opens on a day in lieu where the owner does not keep it', () => {
  const christmasAlone = choice('GB', ['christmas', 'boxing-day', 'no-such-day']);

  expect(holidayClosing(christmasAlone, '2026-04-03')).toBeNull();
  expect(holidayClosing(christmasAlone, '2026-12-28')).toBe('Boxing Day, day in lieu');
  expect(holidayClosing({ ...christmasAlone, inLieu: false }, '2026-12-28')).toBeNull();
  expect(holidayClosing({ ...christmasAlone, country: null }, '2026-12-25')).toBeNull();
});

it('lets a one-off day outrank a holiday, and tells both of them to the agent', () => {
  const hours = {
    ...defaultHours,
    days: [{ date: '2026-11-26', label: 'Open after all', blocks: [{ opens: '10:00', closes: '14:00' }] }],
    holidays: choice('US', ['thanksgiving', 'christmas']),
  };
  const at = (moment: string) => situationAt(hours, zone, new Date(moment));

  expect(at('2026-11-26T16:00:00Z')).toEqual({ kind: 'open' });
  expect(at('2026-11-26T22:00:00Z')).toEqual({ kind: 'closed' });
  expect(at('2026-12-25T16:00:00Z')).toEqual({ kind: 'holiday', name: 'Christmas Day' });
  expect(nextOpening(hours, zone, new Date('2026-12-24T23:00:00Z'))?.date).toBe('2026-12-28');
  expect(describeSpecialDays(hours, '2026-11-21')).toEqual([
    'Thursday, 26 November 2026 (Open after all): 10 am to 2 pm',
    'Friday, 25 December 2026 (Christmas Day): closed',
  ]);
});

it('tells a break between two blocks from the evening', () => {
  const blocks = [
    { opens: '09:00', closes: '12:00' },
    { opens: '13:00', closes: '17:00' },
  ];
  const hours = { ...defaultHours, week: { ...defaultHours.week, friday: blocks } };
  const at = (moment: string) => situationAt(hours, zone, new Date(moment)).kind;

  expect([at('2026-11-20T13:00:00Z'), at('2026-11-20T17:30:00Z'), at('2026-11-20T22:30:00Z')]).toEqual([
    'closed',
    'break',
    'closed',
  ]);
});

it('finds the moment of a time on the wall: at the skip when it is skipped, the first when it comes twice', () => {
  expect(momentAt('2026-03-08', '02:30', zone).toISOString()).toBe('2026-03-08T07:00:00.000Z');
  expect(momentAt('2026-11-01', '01:30', zone).toISOString()).toBe('2026-11-01T05:30:00.000Z');
  expect(momentAt('2026-11-20', '24:00', zone).toISOString()).toBe('2026-11-21T05:00:00.000Z');
  expect(momentAt('2026-11-20', '12:15', 'Asia/Kathmandu').toISOString()).toBe('2026-11-20T06:30:00.000Z');
  expect(momentAt('2026-10-04', '02:10', 'Australia/Lord_Howe').toISOString()).toBe('2026-10-03T15:30:00.000Z');
});
