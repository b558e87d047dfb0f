import type { Vault } from '@/lib/platform/crypto';
import type { Db } from '@/lib/platform/database';
import { listSealedOtherwise, type StoredSecret } from './read';
import { placeInVault } from './secret';
import { type Resealed, resealSecrets } from './write';

export type Rotation = {
  resealed: number;
  /** Those that no key here opens; they stay as they are. */
  unopened: StoredSecret[];
};

const atOnce = 500;

/** Seals with the vault's first key whatever another sealed. Values stay readable all the while; broken off, it goes on. */
export async function rotateSecrets(service: Db, vault: Vault, onProgress = (_: number) => {}): Promise<Rotation> {
  const unopened: StoredSecret[] = [];
  let resealed = 0;
  for (;;) {
    const found = await listSealedOtherwise(service, vault.keyId, atOnce + unopened.length);
    const fresh = found.filter((row) => !unopened.some((known) => isSame(known, row)));
    if (fresh.length === 0) return { resealed, unopened };

    const opened = fresh.map((row) => resealedOrNull(vault, row));
    unopened.push(...fresh.filter((_, at) => opened[at] === null));
    const rows = opened.filter((row) => row !== null);
    if (rows.length > 0) resealed += await resealSecrets(service, rows);
    onProgress(resealed);
  }
}

function resealedOrNull(vault: Vault, row: StoredSecret): Resealed | null {
  const place = placeInVault(row.tenantId, row);
  try {
    return { ...row, sealedNow: vault.seal(vault.open(row.sealed, place), place) };
  } catch {
    return null;
  }
}

function isSame(one: StoredSecret, other: StoredSecret): boolean {
  return one.tenantId === other.tenantId && one.tool === other.tool && one.header === other.header;
}
