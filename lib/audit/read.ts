import type { Db } from '@/lib/platform/database';
import { databaseError } from '@/lib/platform/database-error';
import type { TenantId } from '@/lib/platform/ids';

/** Whether the tenant was told of this version before; needs the service key. */
export async function isVersionNoted(
  db: Db,
  tenantId: TenantId,
  eventType: string,
  versionNumber: number,
): Promise<boolean> {
  const { data, error } = await db
    .from('audit_events')
    .select('id')
    .eq('tenant_id', tenantId)
    .eq('event_type', eventType)
    .contains('details', { version: versionNumber })
    .limit(1);
  if (error) throw databaseError(error, 'The log could not be read.');
  return data.length > 0;
}
