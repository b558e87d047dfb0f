import { costOf } from '@/lib/billing/cost';
import type { PaidFor } from '@/lib/contracts/usage';
import type { Clock } from '@/lib/platform/clock';
import type { Db } from '@/lib/platform/database';
import type { Log } from '@/lib/platform/log';
import type { PricedApart } from '@/lib/usage/write';

/** Under the token of the job that paid. Never rejects: what a service has done is paid for, whatever becomes of the job. */
export type NoteCosts = (db: Db, paid: PaidFor, of?: Pick<PricedApart, 'callId' | 'line'>) => Promise<void>;

type Deps = { note(db: Db, entries: readonly PricedApart[]): Promise<unknown>; clock: Clock; log: Log };

export function makeNoteCosts({ note, clock, log }: Deps): NoteCosts {
  return async (db, paid, of) => {
    const entry = { ...paid, at: clock.now().toISOString() };
    try {
      await note(db, [{ ...entry, cost: costOf(entry), ...of }]);
    } catch (err) {
      log.error({ err, paid }, 'What a job paid for is not in the ledger');
    }
  };
}
