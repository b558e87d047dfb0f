import type { Db } from '@/lib/platform/database';
import { databaseError } from '@/lib/platform/database-error';
import type { TenantId } from '@/lib/platform/ids';

export type TenantNumber = { e164: string; label: string };

/** The numbers that the tenant's agent answers. */
export async function readNumbers(db: Db, tenantId: TenantId): Promise<TenantNumber[]> {
  const { data, error } = await db
    .from('phone_numbers')
    .select('e164, label')
    .eq('tenant_id', tenantId)
    .order('created_at')
    .order('e164')
    .limit(500);

  if (error) throw databaseError(error, 'The numbers could not be loaded.');
  return data;
}
