import type { CommandState } from '@/lib/contracts/command';
import type { Db } from '@/lib/platform/database';
import { databaseError } from '@/lib/platform/database-error';
import type { TenantId } from '@/lib/platform/ids';

/** Null where the tenant has no such command. */
export async function readCommandState(
  db: Db,
  tenantId: TenantId,
  commandId: string,
  now: Date,
): Promise<CommandState | null> {
  const { data, error } = await db
    .from('call_commands')
    .select('result, detail, taken_at, expires_at')
    .eq('id', commandId)
    .eq('tenant_id', tenantId)
    .maybeSingle();
  if (error) throw databaseError(error, 'What became of it could not be read.');
  if (!data) return null;
  if (data.result) return { result: data.result, detail: data.detail };
  return { result: new Date(data.expires_at) < now ? 'expired' : 'waiting', detail: '' };
}
