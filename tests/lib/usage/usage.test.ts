import { expect, it } from 'vitest';
import { sumParts, sumUsage, type UsageDay } from '@/lib/usage/usage';
import { usageHead, usageRows } from '@/lib/usage/usage-rows';

const day: UsageDay = {
  day: '2026-11-03',
  calls: 2,
  seconds: 130,
  microDollars: 1_246_077,
  audio: 1_000_000,
  text: 200_000,
  cached: 4_567,
  transcription: 5_000,
  carrier: 25_000,
  clips: 3_000,
  texts: 8_300,
  summaries: 200,
  embeddings: 10,
  testMicroDollars: 42,
  apartMicroDollars: 11_300,
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
    { ...part, kind: 'clip', model: 'd', microDollars: 400 },
    { ...part, kind: 'text', model: 'e', microDollars: 8_300 },
    { ...part, kind: 'text', model: 'f', microDollars: -300 },
    { ...part, kind: 'summary', model: 'g', microDollars: 70 },
    { ...part, kind: 'embedding', model: 'h', microDollars: 1 },
    { ...part, kind: 'response', model: 'unknown', microDollars: 0, unpriced: 3 },
  ]);

  expect(total).toEqual({
    microDollars: 17_036,
    audio: 30,
    text: 20,
    cached: 10,
    transcription: 5,
    carrier: 8_500,
    clips: 400,
    texts: 8_000,
    summaries: 70,
    embeddings: 1,
    unpriced: 3,
  });
});

it('writes dollars to the micro-dollar, a row as long as its head', () => {
  const [row] = usageRows([day]);

  expect(row).toEqual([
    '2026-11-03',
    2,
    130,
    '1.246077',
    '1.000000',
    '0.200000',
    '0.004567',
    '0.005000',
    '0.025000',
    '0.003000',
    '0.008300',
    '0.000200',
    '0.000010',
    '0.000042',
    '0.011300',
    1,
  ]);
  expect(row).toHaveLength(usageHead.length);
});

it('writes a day on which a price was only put right below nothing', () => {
  const [row] = usageRows([{ ...day, microDollars: -300, texts: -300 }]);

  expect([row?.[3], row?.[10]]).toEqual(['-0.000300', '-0.000300']);
});
