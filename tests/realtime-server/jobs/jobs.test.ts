import pino from 'pino';
import { expect, it } from 'vitest';
import { maxAttempts, retryAfterMs } from '@/realtime-server/jobs/deliver-mail';
import { startReaper } from '@/realtime-server/jobs/reap';
import { repeat } from '@/realtime-server/jobs/repeat';
import { makeFakeClock } from '../../support/fake-clock';

const log = pino({ level: 'silent' });
const settled = () => new Promise((resolve) => setImmediate(resolve));

it('a job that fails runs again, and never twice at once', async () => {
  const clock = makeFakeClock();
  let runs = 0;
  let finish: () => void = () => undefined;
  const job = repeat('test', {
    everyMs: 1_000,
    clock,
    log,
    run() {
      runs += 1;
      if (runs === 1) return Promise.reject(new Error('No.'));
      return new Promise((resolve) => {
        finish = resolve;
      });
    },
  });

  clock.advance(1_000);
  await settled();
  clock.advance(1_000);
  clock.advance(10_000);
  expect(runs).toBe(2);

  const stopped = job.stop();
  finish();
  await stopped;
  clock.advance(10_000);
  expect(runs).toBe(2);
});

it('the reaper waits until every server could renew what it holds after an outage', async () => {
  const clock = makeFakeClock();
  let reaped = 0;
  let trouble: number | null = null;
  const job = startReaper({
    reap: async () => {
      reaped += 1;
      return 0;
    },
    lastTroubleMs: () => trouble,
    clock,
    log,
  });

  clock.advance(15_000);
  await settled();
  expect(reaped).toBe(1);
  trouble = clock.monotonicMs();
  for (let round = 0; round < 2; round += 1) {
    clock.advance(15_000);
    await settled();
  }
  expect(reaped).toBe(1);
  clock.advance(15_000);
  await settled();
  expect(reaped).toBe(2);
  await job.stop();
});

it('mail waits longer after each try', () => {
  expect([1, 2, 3, 4, 7, 8].map(retryAfterMs)).toEqual([5_000, 15_000, 45_000, 135_000, 3_600_000, 3_600_000]);
});

it('mail is tried for a day, and not for two', () => {
  const waits = Array.from({ length: maxAttempts - 1 }, (_, tries) => retryAfterMs(tries + 1));
  const hours = waits.reduce((sum, ms) => sum + ms, 0) / 3_600_000;

  expect(hours).toBeGreaterThanOrEqual(24);
  expect(hours).toBeLessThan(25);
});
