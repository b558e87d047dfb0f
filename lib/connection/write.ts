import type { SecretPlace } from '@/lib/contracts/connections';
import type { Db } from '@/lib/platform/database';
import { databaseError } from '@/lib/platform/database-error';
import type { TenantId } from '@/lib/platform/ids';
import type { StoredSecret } from './read';

export type NewSecret = SecretPlace & { sealed: string; lastFour: string };

export async function setSecret(db: Db, tenantId: TenantId, secret: NewSecret): Promise<void> {
  const { error } = await db.rpc('set_connection_secret', {
    p_tenant: tenantId,
    p_tool: secret.tool,
    p_header: secret.header,
    p_origin: secret.origin,
    p_sealed: secret.sealed,
    p_last_four: secret.lastFour,
  });
  if (error) throw databaseError(error, 'The secret could not be saved.');
}

export async function removeSecret(db: Db, tenantId: TenantId, tool: string, header: string): Promise<void> {
  const { error } = await db.rpc('remove_connection_secret', { p_tenant: tenantId, p_tool: tool, p_header: header });
  if (error) throw databaseError(error, 'The secret could not be removed.');
}

export type Resealed = StoredSecret & { sealedNow: string };

/** Gives how many were written; one that was replaced in the meantime is left alone. */
export async function resealSecrets(service: Db, rows: readonly Resealed[]): Promise<number> {
  const { data, error } = await service.rpc('reseal_connection_secrets', {
    p_rows: rows.map(({ tenantId, tool, header, sealed, sealedNow }) => {
      return { tenant_id: tenantId, tool, header, sealed_before: sealed, sealed_now: sealedNow };
    }),
  });
  if (error) throw databaseError(error, 'The secrets could not be sealed anew.');
  return data;
}
