import { expect, it } from 'vitest';
import { inEvenTime } from '@/lib/portal/even-time';

it.each([
  ['a quick answer', async () => 'known'],
  ['a quick refusal', async () => Promise.reject(new Error('unknown'))],
])('%s takes the time of a slow one', async (_what, work) => {
  const started = performance.now();

  await inEvenTime(work, 60).catch(() => undefined);

  expect(performance.now() - started).toBeGreaterThan(55);
});
