import type { Clock } from '@/lib/platform/clock';
import type { Log } from '@/lib/platform/log';
import { type Job, repeat } from './repeat';

type Erasure = { callerId: string; callIds: string[]; erasedAt: string };
type Owner = { callerId: string } | { callId: string };

const everyMs = 60_000;
const atOnce = 500;
/** A clip that nobody used for two weeks is gone anyway. */
const lookBackMs = 15 * 24 * 60 * 60_000;
/** What was being spoken at the moment of an erasure is looked for once more. */
const againMs = 10 * 60_000;

type Deps = {
  erasures(since: string, limit: number): Promise<Erasure[]>;
  /** On this server's own disk: each replica forgets for itself. */
  forget(owners: Owner[]): Promise<void>;
  clock: Clock;
  log: Log;
};

/** Greetings with the name of a caller who was erased go within a minute. */
export function startForgettingClips({ erasures, forget, clock, log }: Deps): Job {
  let since = new Date(clock.now().getTime() - lookBackMs).toISOString();

  return repeat('clips of erased callers', {
    everyMs,
    clock,
    log,
    async run() {
      const startedAt = clock.now().getTime();
      for (;;) {
        const found = await erasures(since, atOnce);
        const owners = found.flatMap(({ callerId, callIds }) => [
          { callerId },
          ...callIds.map((callId) => ({ callId })),
        ]);
        if (owners.length > 0) await forget(owners);
        const last = found.at(-1)?.erasedAt;
        if (found.length < atOnce || !last || last === since) break;
        since = last;
      }
      since = new Date(startedAt - againMs).toISOString();
    },
  });
}
