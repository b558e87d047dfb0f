import fc from 'fast-check';
import { expect, it } from 'vitest';
import { defaultHours, type Hours } from '@/lib/contracts/hours';
import { addDays, localTime } from '@/lib/hours/local-time';
import { describeBlocks, describeClock, describeSpecialDays, isOpenAt, nextOpening } from '@/lib/hours/schedule';

const zone = 'America/New_York';
const sunday: Hours = {
  ...defaultHours,
  week: { ...defaultHours.week, sunday: [{ opens: '01:00', closes: '03:00' }] },
};

it("opens and closes by the wall clock, in the tenant's zone and not the server's", () => {
  expect(isOpenAt(defaultHours, zone, new Date('2026-11-20T13:59:00Z'))).toBe(false);
  expect(isOpenAt(defaultHours, zone, new Date('2026-11-20T14:00:00Z'))).toBe(true);
  expect(isOpenAt(defaultHours, zone, new Date('2026-11-20T21:59:59Z'))).toBe(true);
  expect(isOpenAt(defaultHours, zone, new Date('2026-11-20T22:00:00Z'))).toBe(false);
});

it('holds its hours through both clock changes', () => {
  // 8 March 2026: 2:00 becomes 3:00. 1 November 2026: 2:00 becomes 1:00, so the hour from 1:00 comes twice.
  expect(isOpenAt(sunday, zone, new Date('2026-03-08T06:30:00Z'))).toBe(true);
  expect(isOpenAt(sunday, zone, new Date('2026-03-08T07:00:00Z'))).toBe(false);
  expect(isOpenAt(sunday, zone, new Date('2026-11-01T05:30:00Z'))).toBe(true);
  expect(isOpenAt(sunday, zone, new Date('2026-11-01T06:30:00Z'))).toBe(true);
  expect(isOpenAt(sunday, zone, new Date('2026-11-01T08:00:00Z'))).toBe(false);
});

it('lets a one-off day replace its weekday', () => {
  const hours = {
    ...defaultHours,
    days: [{ date: '2026-12-24', label: 'Eve', blocks: [{ opens: '09:00', closes: '12:00' }] }],
  };

  expect(isOpenAt(hours, zone, new Date('2026-12-24T17:30:00Z'))).toBe(false);
  expect(isOpenAt(hours, zone, new Date('2026-12-24T16:30:00Z'))).toBe(true);
  expect(describeSpecialDays(hours, '2026-12-24')).toEqual(['Thursday, 24 December 2026 (Eve): 9 am to noon']);
  expect(describeSpecialDays(hours, '2026-12-25')).toEqual([]);
});

it('finds the next opening today, after the weekend, or never', () => {
  const never = {
    ...defaultHours,
    week: { ...defaultHours.week, monday: [], tuesday: [], wednesday: [], thursday: [], friday: [] },
  };

  expect(nextOpening(defaultHours, zone, new Date('2026-11-20T12:00:00Z'))).toEqual({
    date: '2026-11-20',
    weekday: 'friday',
    opens: '09:00',
  });
  expect(nextOpening(defaultHours, zone, new Date('2026-11-20T23:00:00Z'))).toEqual({
    date: '2026-11-23',
    weekday: 'monday',
    opens: '09:00',
  });
  expect(nextOpening(never, zone, new Date('2026-11-20T23:00:00Z'))).toBeNull();
});

it('never finds an opening in the past', () => {
  fc.assert(
    fc.property(fc.date({ min: new Date('2024-01-01'), max: new Date('2030-01-01'), noInvalidDate: true }), (now) => {
      const { date, time } = localTime(now, zone);
      const next = nextOpening(sunday, zone, now);
      expect(`${next?.date} ${next?.opens}` > `${date} ${time}`).toBe(true);
    }),
  );
});

it('says times as people do', () => {
  expect(['00:00', '09:05', '12:00', '12:30', '23:00', '24:00'].map(describeClock)).toEqual([
    'midnight',
    '9:05 am',
    'noon',
    '12:30 pm',
    '11 pm',
    'midnight',
  ]);
  expect(describeBlocks([{ opens: '00:00', closes: '24:00' }])).toBe('open all day and night');
  expect(addDays('2026-12-31', 1)).toBe('2027-01-01');
});
