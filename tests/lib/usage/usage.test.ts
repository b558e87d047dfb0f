import { expect, it } from 'vitest';
import { sumParts, sumUsage, type UsageDay } from '@/lib/usage/usage';
import { usageHead, usageRows } from '@/lib/usage/usage-rows';

const day: UsageDay = {
  day: '2026-11-03',
  calls: 2,
  seconds: 130,
  microDollars: 1_234_567,
  audio: 1_000_000,
  text: 200_000,
  cached: 4_567,
  transcription: 5_000,
  carrier: 25_000,
  testMicroDollars: 42,
  unpriced: 1,
};

it('adds up days', () => {
  const { day: _, ...figures } = day;
  const twice = Object.fromEntries(Object.entries(figures).map(([key, value]) => [key, value * 2]));

  expect(sumUsage([day, { ...day, day: '2026-11-04' }])).toEqual(twice);
  expect(Object.values(sumUsage([]))).toEqual(Object.values(figures).map(() => 0));
});

it('adds up the parts of a call', () => {
  const part = { entries: 3, audio: 0, text: 0, cached: 0, unpriced: 0 };
  const total = sumParts([
    { ...part, kind: 'response', model: 'a', microDollars: 60, audio: 30, text: 20, cached: 10 },
    { ...part, kind: 'transcription', model: 'b', microDollars: 5 },
    { ...part, kind: 'carrier_minutes', model: 'c', microDollars: 8_500 },
    { ...part, kind: 'response', model: 'unknown', microDollars: 0, unpriced: 3 },
  ]);

  expect(total).toEqual({
    microDollars: 8_565,
    audio: 30,
    text: 20,
    cached: 10,
    transcription: 5,
    carrier: 8_500,
    unpriced: 3,
  });
});

it('writes dollars to the micro-dollar, a row as long as its head', () => {
  const [row] = usageRows([day]);

  expect(row).toEqual([
    '2026-11-03',
    2,
    130,
    '1.234567',
    '1.000000',
    '0.200000',
    '0.004567',
    '0.005000',
    '0.025000',
    '0.000042',
    1,
  ]);
  expect(row).toHaveLength(usageHead.length);
});
