import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { forecastMonth } from '@/lib/usage/forecast';
import { addDays, daysOf, monthOf, readMonth } from '@/lib/usage/month';

const november = monthOf('2026-11-21');
const spentOn = (days: string[], cost: (day: string) => number) => days.map((day) => ({ day, amount: cost(day) }));
const isWeekend = (day: string) => [0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay());

describe('the forecast', () => {
  it('goes on as the same weekdays went of late', () => {
    const lately = daysOf({ firstDay: '2026-10-01', endDay: '2026-11-21' });
    const cost = (day: string) => (isWeekend(day) ? 100 : 1000);

    const forecast = forecastMonth(spentOn(lately, cost), november, '2026-11-21');

    expect(forecast).toBe(daysOf(november).reduce((sum, day) => sum + cost(day), 0));
  });

  it('never falls below what is spent, today included', () => {
    const days = daysOf({ firstDay: '2026-11-01', endDay: '2026-11-22' });
    fc.assert(
      fc.property(fc.array(fc.nat(1_000_000), { minLength: days.length, maxLength: days.length }), (costs) => {
        const spent = days.map((day, place) => ({ day, amount: costs[place] ?? 0 }));
        const total = spent.reduce((sum, { amount }) => sum + amount, 0);

        expect(forecastMonth(spent, november, '2026-11-21') ?? total).toBeGreaterThanOrEqual(total);
      }),
    );
  });

  it('counts quiet days as quiet, but not those before the first cost', () => {
    const spent = [
      { day: '2026-11-10', amount: 700 },
      { day: '2026-11-16', amount: 700 },
    ];

    expect(forecastMonth(spent, november, '2026-11-17')).toBe(1400 + 14 * 0 + 700 * 2 + 700 * 2);
  });

  it('says nothing before three whole days', () => {
    const spent = spentOn(['2026-11-19', '2026-11-20', '2026-11-21'], () => 500);

    expect(forecastMonth(spent, november, '2026-11-21')).toBeNull();
    expect(forecastMonth(spent, november, '2026-11-22')).not.toBeNull();
    expect(forecastMonth([], november, '2026-11-22')).toBeNull();
  });

  it('needs no more of a month that is over than its sum', () => {
    const spent = spentOn(daysOf(november), () => 10);

    expect(forecastMonth(spent, november, '2026-12-01')).toBe(300);
  });
});

describe('months', () => {
  it('have their own days, also in a leap year', () => {
    expect(daysOf(monthOf('2028-02-14'))).toHaveLength(29);
    expect(monthOf('2026-12-31')).toEqual({
      name: '2026-12',
      firstDay: '2026-12-01',
      endDay: '2027-01-01',
      previous: '2026-11',
      next: '2027-01',
    });
    expect(addDays('2026-03-01', -1)).toBe('2026-02-28');
  });

  it.each([
    [undefined, '2026-11'],
    ['2026-10', '2026-10'],
    ['2026-12', '2026-11'],
    ['2026-13', '2026-11'],
    ['nonsense', '2026-11'],
  ])('%s is read as %s', (asked, name) => {
    expect(readMonth(asked, '2026-11-21').name).toBe(name);
  });
});
