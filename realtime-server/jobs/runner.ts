import type { JobKind, JobState } from '@/lib/contracts/job';
import type { ClaimedRow } from '@/lib/job/write';
import type { CancelTimer, Clock } from '@/lib/platform/clock';
import type { Db, DbAndStorage } from '@/lib/platform/database';
import { mintTenantId, type TenantId } from '@/lib/platform/ids';
import type { Log } from '@/lib/platform/log';
import { type Job as Repeated, repeat } from './repeat';
import { retryAfterSeconds } from './retry';

export type Job = {
  id: string;
  tenantId: TenantId;
  payload: Record<string, unknown>;
  /** The database as this job may see it: its own tenant, while its lease holds. */
  db: DbAndStorage;
  /** A failure now is the end of it. */
  isLastAttempt: boolean;
  /** Fires when the lease is lost or the job has taken too long: nothing that is done from then on counts. */
  signal: AbortSignal;
};

/** Does the work. Doing it twice has to be the same as doing it once; `ended` where that has ended the job too. */
export type Handler = (job: Job) => Promise<'done' | 'ended'>;
export type Handlers = Readonly<Partial<Record<JobKind, Handler>>>;

export type JobStore = {
  claim(asked: { kinds: readonly JobKind[]; limit: number; leaseSeconds: number }): Promise<ClaimedRow[]>;
  /** Under the token of that job and lease. */
  open(row: Pick<ClaimedRow, 'id' | 'lease'>): DbAndStorage;
  renew(db: Db, leaseSeconds: number): Promise<boolean>;
  finish(db: Db): Promise<boolean>;
  fail(db: Db, problem: string, retryAfterSeconds: number): Promise<JobState | null>;
};

export type RunnerSettings = {
  atOnce: number;
  everyMs: number;
  leaseSeconds: number;
  longestMs: number;
  /** How long a stop waits for what is under way before it puts it back. */
  stopWithinMs: number;
};
export const usualSettings: RunnerSettings = {
  atOnce: 4,
  everyMs: 1_000,
  leaseSeconds: 60,
  longestMs: 120_000,
  stopWithinMs: 10_000,
};

type Deps = { store: JobStore; handlers: Handlers; settings?: RunnerSettings; clock: Clock; log: Log };

/** Claims what is due and does it, so many at once. Stopping claims nothing more and waits for what is under way. */
export function startJobs({ store, handlers, settings = usualSettings, clock, log }: Deps): Repeated {
  const kinds = Object.keys(handlers).filter((kind): kind is JobKind => kind in handlers);
  const { atOnce, everyMs, leaseSeconds } = settings;
  const running = new Set<Promise<void>>();
  const stopping = new AbortController();
  let stopped = false;

  /** A job that ends makes room for the next one at once. */
  function start(row: ClaimedRow): void {
    const work = perform(row, stopping.signal, { store, handlers, settings, clock, log }).finally(() => {
      running.delete(work);
      if (!stopped) void claim().catch((err) => log.warn({ err }, 'No jobs could be claimed'));
    });
    running.add(work);
  }

  let claiming: Promise<void> | null = null;
  function claim(): Promise<void> {
    claiming ??= (async () => {
      const limit = atOnce - running.size;
      if (stopped || limit <= 0) return;
      for (const row of await store.claim({ kinds, limit, leaseSeconds })) start(row);
    })().finally(() => {
      claiming = null;
    });
    return claiming;
  }

  const polling = repeat('jobs', { everyMs, run: claim, clock, log });
  return {
    async stop() {
      stopped = true;
      await polling.stop();
      await claiming?.catch(() => undefined);
      const cancel = clock.setTimeout(
        () => stopping.abort(new Error('The server was stopped.')),
        settings.stopWithinMs,
      );
      await Promise.all(running);
      cancel();
    },
  };
}

/** One job from its claim to its end. Never rejects: what becomes of a failure is the database's to know. */
async function perform(
  row: ClaimedRow,
  stopping: AbortSignal,
  deps: Deps & { settings: RunnerSettings },
): Promise<void> {
  const { store, handlers, settings, clock, log } = deps;
  const db = store.open(row);
  const lost = new AbortController();
  const letGo = hold(db, lost, deps);
  const tooLong = clock.setTimeout(() => lost.abort(new Error('The job took too long.')), settings.longestMs);
  // Tied by hand: a signal made of others is held by them, and by its listeners, long after the job is done.
  const stop = () => lost.abort(stopping.reason);
  if (stopping.aborted) stop();
  stopping.addEventListener('abort', stop);
  const { signal } = lost;
  const about = { jobId: row.id, kind: row.kind, attempts: row.attempts };

  try {
    const handler = handlers[row.kind];
    if (!handler) throw new Error('Nobody here can do this job.');
    const work = handler({
      id: row.id,
      tenantId: mintTenantId(row.tenant_id),
      payload: row.payload,
      db,
      isLastAttempt: row.attempts >= row.max_attempts,
      signal,
    });
    if ((await Promise.race([work, whenAborted(signal)])) === 'done') await store.finish(db);
  } catch (err) {
    const state = await store.fail(db, problemOf(err), retryAfterSeconds(row.attempts)).catch(() => null);
    if (state === 'dead') log.error({ err, ...about }, 'A job was given up');
    else log.warn({ err, ...about }, 'A job failed and will be tried again');
  } finally {
    tooLong();
    letGo();
    stopping.removeEventListener('abort', stop);
  }
}

/** Renews the lease well before it ends; a lease that cannot be renewed is let go of by us too. */
function hold(db: Db, lost: AbortController, { store, settings, clock, log }: Deps & { settings: RunnerSettings }) {
  let stop: CancelTimer = () => undefined;
  let over = false;
  const next = () => {
    stop = clock.setTimeout(
      async () => {
        try {
          const held = await store.renew(db, settings.leaseSeconds);
          if (!held) lost.abort(new Error('The lease of the job was lost.'));
        } catch (err) {
          log.warn({ err }, 'The lease of a job could not be renewed');
        }
        if (!over) next();
      },
      (settings.leaseSeconds * 1_000) / 3,
    );
  };
  next();
  return () => {
    over = true;
    stop();
  };
}

function whenAborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
}

/** For the job's row: what failed, never anybody's words. */
function problemOf(err: unknown): string {
  return err instanceof Error ? `${err.name}: ${err.message}`.slice(0, 500) : 'It failed.';
}
