import { describe, expect, it } from 'vitest';
import { addDays, daysBetween, isDay, localDay, startOfDay } from '@/lib/call/local-day';

describe('a day at the tenant', () => {
  it.each([
    ['2026-11-21', 'America/New_York', '2026-11-21T05:00:00.000Z'],
    ['2026-07-01', 'America/New_York', '2026-07-01T04:00:00.000Z'],
    ['2026-03-08', 'America/New_York', '2026-03-08T05:00:00.000Z'],
    ['2026-11-01', 'America/New_York', '2026-11-01T04:00:00.000Z'],
    ['2026-11-02', 'America/New_York', '2026-11-02T05:00:00.000Z'],
    ['2026-11-21', 'Asia/Kathmandu', '2026-11-20T18:15:00.000Z'],
    ['2026-11-21', 'Pacific/Kiritimati', '2026-11-20T10:00:00.000Z'],
    ['2026-11-21', 'UTC', '2026-11-21T00:00:00.000Z'],
  ])('%s begins at its own midnight in %s', (day, zone, moment) => {
    expect(startOfDay(day, zone).toISOString()).toBe(moment);
  });

  it('begins after the gap where the clock skips midnight', () => {
    const start = startOfDay('2026-09-06', 'America/Santiago');

    expect(localDay(start, 'America/Santiago')).toBe('2026-09-06');
    expect(localDay(new Date(start.getTime() - 1), 'America/Santiago')).toBe('2026-09-05');
  });

  it('is counted over months and years', () => {
    expect([addDays('2026-12-31', 1), addDays('2026-03-01', -1), daysBetween('2025-12-31', '2026-01-02')]).toEqual([
      '2027-01-01',
      '2026-02-28',
      2,
    ]);
  });

  it.each(['2026-02-30', '2026-13-01', 'yesterday', '', '2026-1-1'])('is not "%s"', (text) => {
    expect(isDay(text)).toBe(false);
  });
});
