import { randomUUID } from 'node:crypto';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import pino from 'pino';
import { expect, it } from 'vitest';
import type { ClaimedRow } from '@/lib/job/write';
import { callStorage } from '@/lib/platform/database';
import { databaseEnv } from '@/lib/platform/database-env';
import { retryAfterSeconds } from '@/realtime-server/jobs/retry';
import { type Handler, type JobStore, startJobs } from '@/realtime-server/jobs/runner';
import { testKeys } from '../../support/database';
import { makeFakeClock } from '../../support/fake-clock';

const log = pino({ level: 'silent' });
const settled = () => new Promise((resolve) => setImmediate(resolve));
const settings = { atOnce: 2, everyMs: 1_000, leaseSeconds: 30, longestMs: 60_000, stopWithinMs: 5_000 };
const nowhere = callStorage('token', databaseEnv({ ...testKeys, SUPABASE_URL: 'http://127.0.0.1:9' }));

const waiting = (attempts = 1): ClaimedRow => ({
  id: randomUUID(),
  tenant_id: randomUUID(),
  kind: 'summarize_call',
  payload: {},
  attempts,
  max_attempts: 5,
  lease: randomUUID(),
});

/** Jobs in memory; every step of them is noted in order. */
function makeRunner(rows: ClaimedRow[], summarize: Handler, renews = true) {
  const did: string[] = [];
  const store: JobStore = {
    claim: async ({ limit }) => rows.splice(0, limit),
    open: () => nowhere,
    renew: async () => {
      did.push('renew');
      return renews;
    },
    finish: async () => {
      did.push('finish');
      return true;
    },
    fail: async (_, problem, after) => {
      did.push(`fail ${problem} ${after}`);
      return 'queued';
    },
  };
  const clock = makeFakeClock();
  const handlers = {
    summarize_call: summarize,
    apply_retention: async () => 'done' as const,
    read_knowledge: async () => 'done' as const,
  };
  return { did, clock, jobs: startJobs({ store, handlers, settings, clock, log }) };
}

it('does so many at once, and the next as soon as one is done', async () => {
  const open: (() => void)[] = [];
  const work = () => new Promise<'done'>((resolve) => open.push(() => resolve('done')));
  const { clock, jobs } = makeRunner([waiting(), waiting(), waiting()], work);

  clock.advance(1_000);
  await settled();
  expect(open).toHaveLength(2);
  open[0]?.();
  await settled();
  await settled();

  expect(open).toHaveLength(3);
  for (const end of open) end();
  await jobs.stop();
});

it('a job that has ended itself is not ended again; one that failed goes back with patience', async () => {
  const ends: ('ended' | 'done' | 'no')[] = ['ended', 'done', 'no'];
  const { clock, did, jobs } = makeRunner([waiting(), waiting(), waiting(3)], async () => {
    const end = ends.shift();
    if (end === 'ended' || end === 'done') return end;
    throw new Error('No.');
  });

  clock.advance(1_000);
  for (let round = 0; round < 5; round++) await settled();
  await jobs.stop();

  expect(did).toEqual(['finish', 'fail Error: No. 80']);
});

it('holds its lease while it works, and lets go of what it has lost', async () => {
  let signal: AbortSignal | undefined;
  const never: Handler = (job) => {
    signal = job.signal;
    return new Promise(() => undefined);
  };
  const held = makeRunner([waiting()], never);
  held.clock.advance(1_000);
  await settled();
  held.clock.advance(10_000);
  await settled();
  expect(held.did).toEqual(['renew']);
  expect(signal?.aborted).toBe(false);

  const lost = makeRunner([waiting()], never, false);
  lost.clock.advance(1_000);
  await settled();
  lost.clock.advance(10_000);
  await settled();
  expect(signal?.aborted).toBe(true);
  expect(lost.did).toEqual(['renew', 'fail Error: The lease of the job was lost. 5']);
});

it('a stop waits for what is under way, puts back what takes too long, and claims nothing more', async () => {
  const rows = [waiting(), waiting(), waiting()];
  const { clock, did, jobs } = makeRunner(rows, () => new Promise(() => undefined));
  clock.advance(1_000);
  await settled();

  const stopped = jobs.stop();
  await settled();
  clock.advance(5_000);
  await stopped;

  expect(did).toEqual(['fail Error: The server was stopped. 5', 'fail Error: The server was stopped. 5']);
  expect(rows).toHaveLength(1);
});

it('asks less and less often, and never later than in an hour', () => {
  expect([1, 2, 3, 4, 5, 50].map(retryAfterSeconds)).toEqual([5, 20, 80, 320, 1280, 3600]);
});

it('keeps nothing of a job that is done, while it goes on itself', async () => {
  setFlagsFromString('--expose-gc');
  const collect: () => void = runInNewContext('gc');
  let job: WeakRef<object> | null = null;
  const { clock, jobs } = makeRunner([waiting()], async (done) => {
    job = new WeakRef(done.signal);
    return 'done';
  });
  clock.advance(1_000);
  await settled();
  await settled();

  collect();
  await settled();
  collect();
  const held = (job as WeakRef<object> | null)?.deref();
  await jobs.stop();

  expect(job).not.toBeNull();
  expect(held).toBeUndefined();
});
