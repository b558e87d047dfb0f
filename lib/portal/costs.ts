import { costOf } from '@/lib/billing/cost';
import type { PaidFor } from '@/lib/contracts/usage';
import { makeLog } from '@/lib/platform/log';
import { serviceDatabase } from '@/lib/platform/service-database';
import { saveUsageApart } from '@/lib/usage/write';
import type { Member } from './session';

const log = makeLog('portal');

/** What a member had done that is paid for stands in the ledger of their business. Nobody waits for it, and it never rejects. */
export async function noteCost({ tenantId }: Pick<Member, 'tenantId'>, paid: PaidFor): Promise<void> {
  const entry = { ...paid, at: new Date().toISOString() };
  try {
    await saveUsageApart(serviceDatabase(), tenantId, { ...entry, cost: costOf(entry) });
  } catch (err) {
    log.error({ err, paid }, 'What the portal paid for is not in the ledger');
  }
}
