import { describe, expect, it } from 'vitest';
import { dayKey, formatDay, formatMoment, formatTime, formatWhen } from '@/lib/format/day';
import { formatDuration, formatMinutes, secondsBetween } from '@/lib/format/duration';
import { formatMoney } from '@/lib/format/money';
import { formatPhone } from '@/lib/format/phone';

const newYork = 'America/New_York';

describe('phone numbers', () => {
  it.each([
    ['+12025550101', '+1 202 555 0101'],
    ['+442079460018', '+44 20 7946 0018'],
    [null, 'Number withheld'],
    ['anonymous', 'anonymous'],
  ])('shows %s as %s', (e164, shown) => {
    expect(formatPhone(e164)).toBe(shown);
  });
});

describe('durations', () => {
  it.each([
    [0, '0:00'],
    [7.9, '0:07'],
    [754, '12:34'],
    [3723, '1:02:03'],
    [-5, '0:00'],
  ])('shows %d seconds as %s', (seconds, shown) => {
    expect(formatDuration(seconds)).toBe(shown);
  });

  it('counts a begun minute as a whole one', () => {
    expect(formatMinutes(61)).toBe('2 min');
  });

  it('counts a call that goes on until now', () => {
    expect(secondsBetween('2026-11-21T10:00:00Z', null, new Date('2026-11-21T10:01:30Z'))).toBe(90);
  });
});

describe('money', () => {
  it.each([
    [0, '$0.00'],
    [12_340_000, '$12.34'],
    [1_500, '$0.0015'],
    [1_234_567_890_000, '$1,234,567.89'],
  ])('shows %d micro-dollars as %s', (micros, shown) => {
    expect(formatMoney(micros)).toBe(shown);
  });
});

describe('moments', () => {
  const lateEvening = '2026-11-21T03:30:00Z';

  it("are told in the tenant's time zone, not in the machine's", () => {
    expect(formatDay(lateEvening, newYork)).toBe('Nov 20, 2026');
    expect(formatTime(lateEvening, newYork)).toBe('10:30 PM');
    expect(formatMoment(lateEvening, newYork)).toBe('Nov 20, 2026, 10:30 PM EST');
    expect(dayKey(lateEvening, newYork)).toBe('2026-11-20');
  });

  it.each([
    ['2026-11-21T15:00:00Z', 'Today 10:00 AM'],
    [lateEvening, 'Yesterday 10:30 PM'],
    ['2026-11-12T14:00:00Z', 'Nov 12, 9:00 AM'],
    ['2025-11-12T14:00:00Z', 'Nov 12, 2025'],
  ])('say how near they are: %s is %s', (at, shown) => {
    expect(formatWhen(at, newYork, new Date('2026-11-21T20:00:00Z'))).toBe(shown);
  });

  it('knows yesterday across a change of clocks', () => {
    expect(formatWhen('2026-10-31T16:00:00Z', newYork, new Date('2026-11-01T17:00:00Z'))).toBe('Yesterday 12:00 PM');
  });
});
