import { expect, it } from 'vitest';
import { makeDiskRounds } from '@/realtime-server/transcript/disk-rounds';

it('runs everything that joined, a few at a time, and who joins again only afterwards', async () => {
  const rounds = makeDiskRounds();
  const order: string[] = [];
  let running = 0;
  let most = 0;
  const write = (name: string) => async () => {
    running += 1;
    most = Math.max(most, running);
    await new Promise((resolve) => setImmediate(resolve));
    order.push(name);
    running -= 1;
  };

  let again = Promise.resolve();
  const first = ['a', 'b', 'c', 'd'].map((name) => rounds.join(write(name)));
  first.push(
    rounds.join(async () => {
      again = rounds.join(write('again'));
    }),
  );
  await Promise.all(first);
  expect(order).toEqual(['a', 'b', 'c', 'd']);
  await again;

  expect(order).toEqual(['a', 'b', 'c', 'd', 'again']);
  expect(most).toBe(2);
});
