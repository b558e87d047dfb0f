import type { Db } from '@/lib/platform/database';
import { databaseError } from '@/lib/platform/database-error';
import type { TenantId } from '@/lib/platform/ids';

/** Either way, by a member: what is spam is left out of what the tenant pays. */
export async function markSpam(db: Db, tenantId: TenantId, { call, isSpam }: { call: string; isSpam: boolean }) {
  const { error } = await db.rpc('mark_call_spam', { p_tenant: tenantId, p_call: call, p_is_spam: isSpam });
  if (error) throw databaseError(error, 'This could not be saved.');
}

/** Whoever called in this call: rejected before it is answered, or let in again. */
export async function blockCaller(db: Db, tenantId: TenantId, input: { call: string; isBlocked: boolean }) {
  const { error } = await db.rpc('block_caller_of', {
    p_tenant: tenantId,
    p_call: input.call,
    p_is_blocked: input.isBlocked,
  });
  if (error) throw databaseError(error, 'This caller could not be blocked.');
}
