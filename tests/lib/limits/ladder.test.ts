import { describe, expect, it } from 'vitest';
import { defaultLimits, type Limits } from '@/lib/contracts/limits';
import { hasSharedCaps, noStep, type Spent, stepOf } from '@/lib/limits/ladder';

const nothing: Spent = { callMicroDollars: 0, dayMicroDollars: 0, daySeconds: 0, monthSeconds: 0 };
const limits = (changes: Partial<Limits>): Limits => ({ ...defaultLimits, ...changes });

describe('the ladder', () => {
  it('takes nothing from anybody where no limit is set, whatever was used', () => {
    const much = { callMicroDollars: 9e9, dayMicroDollars: 9e12, daySeconds: 1e7, monthSeconds: 1e8 };

    expect(stepOf(defaultLimits, much)).toEqual(noStep);
    expect(hasSharedCaps(defaultLimits)).toBe(false);
  });

  it.each([
    [79.9, 'full'],
    [80, 'shorter'],
    [89.9, 'shorter'],
    [90, 'message'],
    [99.9, 'message'],
    [100, 'over'],
    [250, 'over'],
  ])('at %d percent of the money of a day allows: %s', (percent, rung) => {
    const spent = { ...nothing, dayMicroDollars: (percent * 50_000_000) / 100 };

    expect(stepOf(limits({ maxDayMicroDollars: 50_000_000 }), spent).rung).toBe(rung);
  });

  it('goes by the limit that is used up by most, and names it', () => {
    const all = limits({
      maxDayMinutes: 10,
      maxMonthMinutes: 100,
      maxCallMicroDollars: 1_000_000,
      maxDayMicroDollars: 1_000_000,
    });

    expect(stepOf(all, { ...nothing, daySeconds: 480, monthSeconds: 5_700 })).toEqual({
      rung: 'message',
      cap: 'month_minutes',
      percent: 95,
    });
    expect(stepOf(all, { ...nothing, daySeconds: 480, callMicroDollars: 1_000_000 })).toMatchObject({
      rung: 'over',
      cap: 'call_money',
    });
  });
});
