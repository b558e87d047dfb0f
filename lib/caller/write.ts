import type { Db } from '@/lib/platform/database';
import { databaseError } from '@/lib/platform/database-error';
import type { TenantId } from '@/lib/platform/ids';

export async function saveCaller(
  db: Db,
  tenantId: TenantId,
  caller: { id: string; name: string; note: string },
): Promise<void> {
  const { error } = await db.rpc('save_caller', {
    p_tenant: tenantId,
    p_caller: caller.id,
    p_name: caller.name,
    p_note: caller.note,
  });
  if (error) throw databaseError(error, 'The caller could not be saved.');
}

/** Empty words forget it. */
export async function editMemory(db: Db, tenantId: TenantId, memory: { id: string; text: string }): Promise<void> {
  const { error } = await db.rpc('edit_caller_memory', {
    p_tenant: tenantId,
    p_memory: memory.id,
    p_text: memory.text,
  });
  if (error) throw databaseError(error, 'What is remembered could not be changed.');
}

/** Memory, number, words, messages and recordings, once and for all. */
export async function eraseCaller(db: Db, tenantId: TenantId, callerId: string): Promise<void> {
  const { error } = await db.rpc('erase_caller', { p_tenant: tenantId, p_caller: callerId });
  if (error) throw databaseError(error, 'The caller could not be erased. Nothing was removed.');
}
