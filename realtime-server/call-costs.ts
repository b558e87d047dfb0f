import { costOf } from '@/lib/billing/cost';
import type { PaidFor } from '@/lib/contracts/usage';
import type { Clock } from '@/lib/platform/clock';
import type { Db } from '@/lib/platform/database';
import type { CallId, TenantId } from '@/lib/platform/ids';
import type { Log } from '@/lib/platform/log';
import { saveUsage } from '@/lib/usage/write';

type Deps = { callDb(callId: CallId): Db; service: Db; clock: Clock; log: Log };
type Payer = { callId: CallId; tenantId: TenantId };

/**
 * What a call causes beside the conversation, greetings spoken for the calls after it and questions to its knowledge, is
 * its own cost in the ledger. It may be over by then, so the service's door is the second.
 */
export function makeCallCosts({ callDb, service, clock, log }: Deps) {
  return async function payFor({ callId, tenantId }: Payer, paid: PaidFor): Promise<void> {
    const entry = { ...paid, at: clock.now().toISOString() };
    const entries = [{ ...entry, cost: costOf(entry) }];
    try {
      await saveUsage(callDb(callId), { callId, tenantId }, entries).catch(() =>
        saveUsage(service, { callId, tenantId }, entries),
      );
    } catch (err) {
      log.error({ err, paid }, 'What a call paid for is not in the ledger');
    }
  };
}
