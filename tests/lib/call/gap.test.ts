import { expect, it } from 'vitest';
import { gapKind, gapWords, medianGap } from '@/lib/call/gap';

it('calls a wait slow from a second and a half, and long from three', () => {
  expect([0, 1500, 1501, 3000, 3001].map(gapKind)).toEqual(['quick', 'quick', 'slow', 'slow', 'long']);
  expect([640, 1849, 12_000].map(gapWords)).toEqual(['0.6 s', '1.8 s', '12.0 s']);
});

it.each([
  [[], null],
  [[null, null], null],
  [[900], 900],
  [[null, 2000, 500, 700], 700],
  [[100, 201], 151],
])('the median of %j is %s', (gaps, median) => {
  expect(medianGap(gaps.map((gapMs) => ({ gapMs })))).toBe(median);
});
