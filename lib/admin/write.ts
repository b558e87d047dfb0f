import type { Db } from '@/lib/platform/database';
import { databaseError } from '@/lib/platform/database-error';
import { AppError } from '@/lib/platform/errors';
import { readTenants } from './read';
import type { AdminTenant } from './tenant';

async function setStatus(adminDb: Db, tenantId: string, status: AdminTenant['status'], reason: string | null) {
  const { error } = await adminDb.rpc('set_tenant_status', { p_tenant: tenantId, p_status: status, p_reason: reason });
  if (error) throw databaseError(error, 'The tenant could not be changed.');
}

/** Its callers hear a polite sentence from now on. The database asks for the admin again and writes the audit row. */
export async function suspendTenant(
  adminDb: Db,
  { tenantId, typedName, reason }: { tenantId: string; typedName: string; reason: string },
): Promise<void> {
  const tenant = (await readTenants(adminDb)).find(({ id }) => id === tenantId);
  if (!tenant) throw new AppError('not_found', 'There is no such tenant.');
  if (tenant.name !== typedName) throw new AppError('invalid', 'The typed name is not the name of this tenant.');
  await setStatus(adminDb, tenantId, 'suspended', reason);
}

export async function restoreTenant(adminDb: Db, tenantId: string): Promise<void> {
  await setStatus(adminDb, tenantId, 'active', null);
}
