import type { Db } from '@/lib/platform/database';
import { databaseError } from '@/lib/platform/database-error';
import { AppError } from '@/lib/platform/errors';
import type { TenantId } from '@/lib/platform/ids';

export type Tenant = { slug: string; name: string; liveVersion: number | null };

export async function readTenant(db: Db, tenantId: TenantId): Promise<Tenant> {
  const { data, error } = await db.from('tenants').select('slug, name, live_version').eq('id', tenantId).maybeSingle();

  if (error) throw databaseError(error, 'The business could not be read.');
  if (!data) throw new AppError('not_found', 'There is no such business.');
  return { slug: data.slug, name: data.name, liveVersion: data.live_version };
}
