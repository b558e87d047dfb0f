import type { CancelTimer, Clock } from '@/lib/platform/clock';
import type { Log } from '@/lib/platform/log';

export type Job = {
  /** Resolves when the run under way, if any, is over; no other begins. */
  stop(): Promise<void>;
};

type Deps = { everyMs: number; run(): Promise<void>; clock: Clock; log: Log };

/** Runs again and again, never twice at once; a failed run is logged and the next one comes as usual. */
export function repeat(name: string, { everyMs, run, clock, log }: Deps): Job {
  let stopped = false;
  let cancel: CancelTimer = () => undefined;
  let running = Promise.resolve();

  async function once(): Promise<void> {
    try {
      await run();
    } catch (err) {
      log.warn({ err, job: name }, 'A job failed and will be tried again');
    }
    schedule();
  }

  function schedule(): void {
    if (stopped) return;
    cancel = clock.setTimeout(() => {
      running = once();
    }, everyMs);
  }

  schedule();
  return {
    async stop() {
      stopped = true;
      cancel();
      await running;
    },
  };
}
