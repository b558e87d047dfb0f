import type { Clock } from '@/lib/platform/clock';
import type { Db } from '@/lib/platform/database';
import type { Log } from '@/lib/platform/log';
import { type Job as Repeated, repeat } from './repeat';
import type { Handler } from './runner';

const everyMs = 15 * 60_000;
const callsAtOnce = 50;
const mostSteps = 200;

/** Removes, in steps, the words of a tenant's calls whose time is over. */
export function makeApplyRetention({
  apply,
  clock,
}: {
  apply(db: Db, now: Date, limit: number): Promise<number>;
  clock: Clock;
}): Handler {
  return async ({ db, signal }) => {
    for (let step = 0; step < mostSteps; step++) {
      signal.throwIfAborted();
      if ((await apply(db, clock.now(), callsAtOnce)) < callsAtOnce) break;
    }
    return 'done';
  };
}

type Deps = {
  /** Asked for again within the hour, it is the same. */
  queue(now: Date): Promise<void>;
  /** What lies on our own disk for longer than it may. */
  sweep(now: Date): Promise<void>;
  clock: Clock;
  log: Log;
};

/** Asks for the clearing-up, now and for ever. */
export function startRetention({ queue, sweep, clock, log }: Deps): Repeated {
  const once = async () => {
    await queue(clock.now());
    await sweep(clock.now());
  };
  const first = once().catch((err) => log.warn({ err }, 'Old words could not be cleared up at the start'));
  const repeated = repeat('retention', { everyMs, run: once, clock, log });
  return {
    async stop() {
      await repeated.stop();
      await first;
    },
  };
}
