import type { Identity } from '@/lib/contracts/identity';
import type { Db } from '@/lib/platform/database';
import { databaseError } from '@/lib/platform/database-error';

/** Opens a business of which the signed-in person is the owner; gives its slug. */
export async function createTenant(db: Db, identity: Identity): Promise<string> {
  const { data, error } = await db.rpc('create_tenant', { p_name: identity.businessName, p_identity: identity });
  if (error) throw databaseError(error, 'The business could not be created.');
  return data;
}
