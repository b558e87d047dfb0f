import type { Clock } from '@/lib/platform/clock';
import type { Log } from '@/lib/platform/log';
import { type Job, repeat } from './repeat';

const everyMs = 15_000;
/** After an outage every server must have had the time to renew what it holds. */
const healthyForMs = 45_000;

type Deps = {
  reap(): Promise<number>;
  /** When the database last failed to take a lease, or null when it never did. */
  lastTroubleMs(): number | null;
  clock: Clock;
  log: Log;
};

/** Ends the calls of servers that died. */
export function startReaper({ reap, lastTroubleMs, clock, log }: Deps): Job {
  return repeat('reaper', {
    everyMs,
    clock,
    log,
    async run() {
      const trouble = lastTroubleMs();
      if (trouble !== null && clock.monotonicMs() - trouble < healthyForMs) return;
      const ended = await reap();
      if (ended > 0) log.warn({ ended }, 'Calls that nobody held were ended');
    },
  });
}
