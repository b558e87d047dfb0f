import { describe, expect, it } from 'vitest';
import { countableQuotas, describeMinutes, minuteQuota, type Plan, quotaTone } from '@/lib/plan/plan';

const plan: Plan = {
  ...{ id: 'team', name: 'Team', microDollars: 149_000_000, includedMinutes: 1000 },
  ...{ mostNumbers: 5, mostCallsAtOnce: 10, mostMembers: 20, mostSources: 60 },
};

describe('the minutes of a plan', () => {
  it.each([
    [600 * 60, 1240 * 60, 'At this pace 1,240 of 1,000 minutes by Nov 30.'],
    [600 * 60, 800 * 60, 'At this pace 800 of 1,000 minutes by Nov 30: enough.'],
    [600 * 60, null, '400 of 1,000 minutes are left.'],
    [1100 * 60, 2000 * 60, '100 minutes more than the 1,000 that are included.'],
    [59 * 60 + 1, 59 * 60 + 1, 'At this pace 60 of 1,000 minutes by Nov 30: enough.'],
  ])('of %i seconds, and %s to come, say so in a sentence', (used, byEnd, sentence) => {
    expect(describeMinutes(minuteQuota(plan, used, byEnd), 'Nov 30')).toBe(sentence);
  });

  it('are never forecast below what is used', () => {
    expect(minuteQuota(plan, 600 * 60, 10)).toEqual({ used: 600, byEnd: 600, most: 1000 });
  });
});

it.each([
  [{ used: 5, most: 10 }, 'brand'],
  [{ used: 9, most: 10 }, 'waiting'],
  [{ used: 5, byEnd: 11, most: 10 }, 'waiting'],
  [{ used: 11, most: 10 }, 'danger'],
])('a quota of %j is told in %s', (quota, tone) => {
  expect(quotaTone(quota)).toBe(tone);
});

it('what can be counted stands beside what the plan has room for', () => {
  expect(countableQuotas({ plan, since: null, numbers: 1, members: 2, sources: 3 })).toEqual([
    { name: 'Numbers', used: 1, most: 5 },
    { name: 'Members', used: 2, most: 20 },
    { name: 'Sources of knowledge', used: 3, most: 60 },
  ]);
});
