import { defaultIdentity } from '@/lib/contracts/identity';
import type { Db } from '@/lib/platform/database';
import { databaseError } from '@/lib/platform/database-error';

type NewBusiness = { name: string; industry: typeof defaultIdentity.industry; timeZone: string };

/** Makes the tenant with the asking person as its owner; gives its slug. */
export async function createBusiness(db: Db, { name, industry, timeZone }: NewBusiness): Promise<string> {
  const identity = { ...defaultIdentity, businessName: name, industry, timeZone };
  const { data, error } = await db.rpc('create_tenant', { p_name: name, p_identity: identity });
  if (error) throw databaseError(error, 'The business could not be created. Try again shortly.');
  return data;
}
