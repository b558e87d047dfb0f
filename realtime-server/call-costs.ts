import { costOf } from '@/lib/billing/cost';
import type { PaidFor } from '@/lib/contracts/usage';
import type { Clock } from '@/lib/platform/clock';
import type { Db } from '@/lib/platform/database';
import { isAppError } from '@/lib/platform/errors';
import type { CallId, TenantId } from '@/lib/platform/ids';
import type { Log } from '@/lib/platform/log';
import { saveUsage } from '@/lib/usage/write';

type Deps = { callDb(callId: CallId): Db; service: Db; clock: Clock; log: Log };
type Payer = { callId: CallId; tenantId: TenantId };

const firstRetryMs = 1_000;
const longestRetryMs = 60_000;
/** A little more than an hour. */
const mostTries = 66;

/**
 * What a call causes beside the conversation, greetings spoken for the calls after it and questions to its knowledge, is
 * its own cost in the ledger. It may be over by then, so the service's door is the second. An outage is waited for.
 */
export function makeCallCosts({ callDb, service, clock, log }: Deps) {
  return async function payFor({ callId, tenantId }: Payer, paid: PaidFor): Promise<void> {
    const entry = { ...paid, at: clock.now().toISOString() };
    const entries = [{ ...entry, cost: costOf(entry) }];
    const save = () =>
      saveUsage(callDb(callId), { callId, tenantId }, entries).catch(() =>
        saveUsage(service, { callId, tenantId }, entries),
      );
    const problem = await untilSaved(save, clock);
    if (problem) log.error({ err: problem, paid }, 'What a call paid for is not in the ledger');
  };
}

/** Gives what stood in the way to the end; null once it is saved. */
async function untilSaved(save: () => Promise<void>, clock: Clock): Promise<unknown> {
  let waitMs = firstRetryMs;
  for (let tries = 1; ; tries += 1) {
    try {
      await save();
      return null;
    } catch (err) {
      const isAway = isAppError(err) && err.code === 'unavailable';
      if (!isAway || tries === mostTries) return err;
    }
    const retryMs = waitMs;
    await new Promise<void>((resolve) => clock.setTimeout(resolve, retryMs));
    waitMs = Math.min(longestRetryMs, 2 * waitMs);
  }
}
