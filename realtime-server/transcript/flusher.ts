import type { Clock } from '@/lib/platform/clock';
import { isAppError } from '@/lib/platform/errors';
import type { Log } from '@/lib/platform/log';
import type { Entry } from './entry';

const firstRetryMs = 250;
const longestRetryMs = 10_000;
const batchSize = 100;

/** Carries entries to the database, in order, however long it is away. */
export type Flusher = {
  push(entry: Entry): void;
  /** Resolves when everything pushed so far is written. */
  flushed(): Promise<void>;
  waiting(): number;
};

type Deps = {
  /** Writing the same entries again must change nothing. */
  write(entries: readonly Entry[]): Promise<void>;
  clock: Clock;
  log: Log;
};

export function makeFlusher({ write, clock, log }: Deps): Flusher {
  const queue: Entry[] = [];
  let pushed = 0;
  let written = 0;
  let running = false;
  let retryMs = firstRetryMs;
  let oneByOne = 0;
  let listeners: { upTo: number; resolve: () => void }[] = [];

  async function run(): Promise<void> {
    running = true;
    while (queue.length > 0) {
      const batch = queue.slice(0, oneByOne > 0 ? 1 : batchSize);
      try {
        await write(batch);
        retryMs = firstRetryMs;
        settle(batch.length);
      } catch (err) {
        await recover(err, batch);
      }
    }
    running = false;
  }

  /** The database may be away; or it may refuse one entry, which must not hold up the rest. */
  async function recover(err: unknown, batch: readonly Entry[]): Promise<void> {
    if (!isRefusal(err)) {
      log.warn({ err, waiting: queue.length }, 'The record of a call waits for the database');
      await new Promise<void>((resolve) => clock.setTimeout(resolve, retryMs));
      retryMs = Math.min(longestRetryMs, retryMs * 2);
    } else if (batch.length > 1) {
      oneByOne = batch.length;
    } else {
      log.error({ err, kind: batch[0]?.is }, 'The database refused a part of the record of a call');
      settle(1);
    }
  }

  function settle(count: number): void {
    queue.splice(0, count);
    written += count;
    oneByOne = Math.max(0, oneByOne - count);
    const due = listeners.filter(({ upTo }) => upTo <= written);
    listeners = listeners.filter(({ upTo }) => upTo > written);
    for (const { resolve } of due) resolve();
  }

  return {
    push(entry) {
      queue.push(entry);
      pushed += 1;
      if (!running) void run();
    },
    flushed() {
      if (written >= pushed) return Promise.resolve();
      const upTo = pushed;
      return new Promise((resolve) => listeners.push({ upTo, resolve }));
    },
    waiting: () => queue.length,
  };
}

function isRefusal(err: unknown): boolean {
  return isAppError(err) && ['invalid', 'conflict', 'forbidden', 'not_found'].includes(err.code);
}
