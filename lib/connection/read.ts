import type { KnownSecret } from '@/lib/contracts/connections';
import type { Db } from '@/lib/platform/database';
import { databaseError } from '@/lib/platform/database-error';
import type { TenantId } from '@/lib/platform/ids';
import type { SealedSecret } from './secret';

/** Names and endings; no member gets more. */
export async function listSecrets(db: Db, tenantId: TenantId): Promise<KnownSecret[]> {
  const { data, error } = await db.rpc('list_connection_secrets', { p_tenant: tenantId });
  if (error) throw databaseError(error, 'The secrets could not be listed.');
  return data.map(({ tool, header, origin, last_four, set_at }) => {
    return { tool, header, origin, lastFour: last_four, changedAt: set_at };
  });
}

/** Still sealed, under a call's own token: of which tenant, the database decides. */
export async function readSecretsOfCall(db: Db, tool: string): Promise<SealedSecret[]> {
  const { data, error } = await db.rpc('my_connection_secrets', { p_tool: tool });
  if (error) throw databaseError(error, 'The secrets could not be read.');
  return data;
}

/** Still sealed; past every policy, for a member who was proven to manage this tenant. */
export async function readSealedSecrets(service: Db, tenantId: TenantId, tool: string): Promise<SealedSecret[]> {
  const { data, error } = await service
    .from('connection_secrets')
    .select('header, origin, sealed')
    .eq('tenant_id', tenantId)
    .eq('tool', tool);
  if (error) throw databaseError(error, 'The secrets could not be read.');
  return data;
}

export type StoredSecret = SealedSecret & { tenantId: string; tool: string };

/** Those that another key than this one sealed, of all tenants. */
export async function listSealedOtherwise(service: Db, keyId: string, limit: number): Promise<StoredSecret[]> {
  const { data, error } = await service
    .from('connection_secrets')
    .select('tenant_id, tool, header, origin, sealed')
    .neq('key_id', keyId)
    .order('tenant_id')
    .order('tool')
    .order('header')
    .limit(limit);
  if (error) throw databaseError(error, 'The secrets could not be read.');
  return data.map(({ tenant_id, ...row }) => ({ ...row, tenantId: tenant_id }));
}
