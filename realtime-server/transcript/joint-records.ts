import type { CallRecord } from '@/lib/call/write';
import type { Clock } from '@/lib/platform/clock';
import { isAppError } from '@/lib/platform/errors';
import { inPortions } from './portions';

/** All of it is on the disk by then, so nobody waits for this. */
const everyMs = 250;

/** `refused`: not all of what went together could be written; whoever asked writes its own alone. */
export type Joined = 'written' | 'refused';

/** Rejects when the database is away. */
export type JoinRecords = (record: CallRecord) => Promise<Joined>;

type Waiting = CallRecord & { resolve(joined: Joined): void; reject(reason: unknown): void };
type Deps = {
  /** All of it or nothing, of at most a hundred calls. */
  save(records: readonly CallRecord[]): Promise<void>;
  clock: Pick<Clock, 'setTimeout'>;
};

/** What the calls of a process have said and used, written together: a request costs more than what is in it. */
export function makeJointRecords({ save, clock }: Deps): JoinRecords {
  let waiting: Waiting[] = [];
  let isUnderWay = false;

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
    const rowsOf = ({ turns, used }: Waiting) => Math.max(turns.length, used.length);
    for (const portion of inPortions(records, rowsOf)) await saveSome(portion);
    isUnderWay = false;
    if (waiting.length > 0) arm();
  }

  function arm(): void {
    if (isUnderWay) return;
    isUnderWay = true;
    clock.setTimeout(() => void saveAll(), everyMs);
  }

  return (record) =>
    new Promise((resolve, reject) => {
      waiting.push({ ...record, resolve, reject });
      arm();
    });
}
