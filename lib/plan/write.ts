import type { Db } from '@/lib/platform/database';
import { databaseError } from '@/lib/platform/database-error';

/** From now on; the database asks for the admin again and writes the audit row. */
export async function setTenantPlan(adminDb: Db, tenantId: string, planId: string): Promise<void> {
  const { error } = await adminDb.rpc('set_tenant_plan', { p_tenant: tenantId, p_plan: planId });
  if (error) throw databaseError(error, 'The plan could not be changed.');
}
