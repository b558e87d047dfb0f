import { expect, it } from 'vitest';
import { makeRateLimit } from '@/lib/platform/rate-limit';

it('lets the allowed number through and then says when to come back', async () => {
  const limit = makeRateLimit({ name: 'sign-in', allowed: 2, perSeconds: 60 });

  const verdicts = [await limit.take('ann'), await limit.take('ann'), await limit.take('ann'), await limit.take('ben')];

  expect(verdicts).toEqual([
    { allowed: true },
    { allowed: true },
    { allowed: false, retryAfterSeconds: 60 },
    { allowed: true },
  ]);
});

it('refuses with an error that may be shown, and forgives', async () => {
  const limit = makeRateLimit({ name: 'reset', allowed: 1, perSeconds: 60 });
  await limit.require('ann');

  await expect(limit.require('ann')).rejects.toMatchObject({
    code: 'rate_limited',
    message: expect.stringContaining('Too many'),
  });

  await limit.forgive('ann');
  await expect(limit.require('ann')).resolves.toBeUndefined();
});
