import type { CallRecord } from '@/lib/call/write';
import type { CancelTimer, Clock } from '@/lib/platform/clock';
import { isAppError } from '@/lib/platform/errors';
import { inPortions } from './portions';

/** What comes sooner after a request than this goes together. All of it is on the disk by then: nobody waits for this. */
const pauseMs = 250;

/** `refused`: not all of what went together could be written; whoever asked writes its own alone. */
export type Joined = 'written' | 'refused';

export type JointRecords = {
  /** Rejects when the database is away. */
  join(record: CallRecord): Promise<Joined>;
  /** What waits goes now, or right after the request that is under way. */
  hurry(): void;
};

type Waiting = CallRecord & { resolve(joined: Joined): void; reject(reason: unknown): void };
type Deps = {
  /** All of it or nothing, of at most a hundred calls. */
  save(records: readonly CallRecord[]): Promise<void>;
  clock: Pick<Clock, 'setTimeout'>;
};

/** What the calls of a process have said and used, written together: a request costs more than what is in it. */
export function makeJointRecords({ save, clock }: Deps): JointRecords {
  let waiting: Waiting[] = [];
  let isSaving = false;
  let cancelPause: CancelTimer | null = null;

  async function saveSome(records: readonly Waiting[]): Promise<void> {
    try {
      await save(records.map(({ callId, turns, used }) => ({ callId, turns, used })));
      for (const { resolve } of records) resolve('written');
    } catch (err) {
      const isRefused = isAppError(err) && err.code !== 'unavailable';
      for (const { resolve, reject } of records) isRefused ? resolve('refused') : reject(err);
    }
  }

  async function saveAll(): Promise<void> {
    const records = waiting;
    waiting = [];
    isSaving = true;
    cancelPause = clock.setTimeout(endPause, pauseMs);
    const rowsOf = ({ turns, used }: Waiting) => Math.max(turns.length, used.length);
    for (const portion of inPortions(records, rowsOf)) await saveSome(portion);
    isSaving = false;
    maybeSave();
  }

  function maybeSave(): void {
    if (waiting.length > 0 && !isSaving && !cancelPause) void saveAll();
  }

  function endPause(): void {
    cancelPause?.();
    cancelPause = null;
    maybeSave();
  }

  return {
    join: (record) =>
      new Promise((resolve, reject) => {
        waiting.push({ ...record, resolve, reject });
        maybeSave();
      }),
    hurry: endPause,
  };
}
