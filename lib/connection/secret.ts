import { originOf } from '@/lib/contracts/connection-address';
import type { Connection, SecretPlace } from '@/lib/contracts/connections';
import type { Vault } from '@/lib/platform/crypto';
import type { TenantId } from '@/lib/platform/ids';

export type SealedSecret = { header: string; origin: string; sealed: string };

const minToShow = 12;

/** What a value is sealed with: anywhere else it does not open. */
export function placeInVault(tenantId: string, { tool, header, origin }: SecretPlace): string {
  return JSON.stringify(['connection', tenantId, tool, header.toLowerCase(), origin]);
}

export function sealSecret(vault: Vault, tenantId: TenantId, place: SecretPlace, value: string) {
  return {
    sealed: vault.seal(value, placeInVault(tenantId, place)),
    lastFour: value.length >= minToShow ? value.slice(-4) : '',
  };
}

/** By header; null where one that the connection names is missing or belongs to another server. Throws what the vault throws. */
export function openSecrets(
  vault: Vault,
  tenantId: TenantId,
  { name: tool, url, secretHeaders }: Connection,
  stored: readonly SealedSecret[],
): ReadonlyMap<string, string> | null {
  const origin = originOf(url);
  const opened = new Map<string, string>();
  for (const header of secretHeaders) {
    const found = stored.find((one) => one.header === header.toLowerCase() && one.origin === origin);
    if (!found) return null;
    opened.set(header, vault.open(found.sealed, placeInVault(tenantId, { ...found, tool })));
  }
  return opened;
}
