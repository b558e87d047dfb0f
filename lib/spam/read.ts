import { type SpamReason, spamReasonSchema } from '@/lib/contracts/spam';
import type { Db } from '@/lib/platform/database';
import { databaseError } from '@/lib/platform/database-error';
import type { TenantId } from '@/lib/platform/ids';

/** Why the call counts as spam; null for one that does not. */
export async function readSpamReason(db: Db, tenantId: TenantId, callId: string): Promise<SpamReason | null> {
  const { data, error } = await db
    .from('spam_marks')
    .select('reason')
    .eq('tenant_id', tenantId)
    .eq('call_id', callId)
    .is('undone_at', null)
    .maybeSingle();
  if (error) throw databaseError(error, 'Whether the call was spam could not be read.');
  return data ? spamReasonSchema.parse(data.reason) : null;
}

export async function isCallerBlocked(db: Db, tenantId: TenantId, e164: string): Promise<boolean> {
  const { data, error } = await db
    .from('callers')
    .select('blocked_at')
    .eq('tenant_id', tenantId)
    .eq('e164', e164)
    .maybeSingle();
  if (error) throw databaseError(error, 'Whether the caller is blocked could not be read.');
  return data?.blocked_at != null;
}
