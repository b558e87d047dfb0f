import { defaultIdentity } from '@/lib/contracts/identity';
import type { NotifiedOf } from '@/lib/contracts/member';
import type { Db } from '@/lib/platform/database';
import { databaseError } from '@/lib/platform/database-error';
import type { TenantId } from '@/lib/platform/ids';

type NewBusiness = { name: string; industry: typeof defaultIdentity.industry; timeZone: string };

/** Makes the tenant with the asking person as its owner; gives its slug. */
export async function createBusiness(db: Db, { name, industry, timeZone }: NewBusiness): Promise<string> {
  const identity = { ...defaultIdentity, businessName: name, industry, timeZone };
  const { data, error } = await db.rpc('create_tenant', { p_name: name, p_identity: identity });
  if (error) throw databaseError(error, 'The business could not be created. Try again shortly.');
  return data;
}

/** For the asking person, in this business. */
export async function chooseNotifications(db: Db, tenantId: TenantId, notifiedOf: NotifiedOf): Promise<void> {
  const { error } = await db.rpc('choose_notifications', { p_tenant: tenantId, p_notified_of: notifiedOf });
  if (error) throw databaseError(error, 'Your choice could not be saved. Try again shortly.');
}
