import { z } from 'zod';
import { memoryKinds } from '@/lib/contracts/memory';
import type { Db } from '@/lib/platform/database';
import { databaseError } from '@/lib/platform/database-error';
import type { TenantId } from '@/lib/platform/ids';
import { type Caller, type CallerMemory, memoryNamespace } from './caller';

const columns = 'id, tenant_id, e164, display_name, note, first_call_at, last_call_at, call_count' as const;
const sentence = 'The callers could not be loaded.';

const rowSchema = z
  .object({
    id: z.string(),
    tenant_id: z.string(),
    e164: z.string(),
    display_name: z.string(),
    note: z.string(),
    first_call_at: z.string(),
    last_call_at: z.string(),
    call_count: z.number(),
  })
  .transform(
    (row): Caller => ({
      id: row.id,
      namespace: memoryNamespace(row.tenant_id, row.e164),
      e164: row.e164,
      name: row.display_name,
      note: row.note,
      firstCallAt: row.first_call_at,
      lastCallAt: row.last_call_at,
      calls: row.call_count,
    }),
  );

export const callersPerPage = 50;

export type CallerPage = { callers: (Caller & { lastReason: string })[]; total: number };

const reasonsSchema = z.array(z.object({ text: z.string(), remembered_at: z.string() }));

/** Whoever called last comes first. `search` is a part of a name or of a number. */
export async function readCallers(
  db: Db,
  tenantId: TenantId,
  { search, page }: { search: string; page: number },
): Promise<CallerPage> {
  let query = db
    .from('callers')
    .select(`${columns}, caller_memories!caller_memories_caller_id_tenant_id_fkey(text, remembered_at)`, {
      count: 'exact',
    })
    .eq('tenant_id', tenantId)
    .eq('caller_memories.kind', 'reason');
  const digits = search.replaceAll(/\D/g, '');
  if (digits.length >= 3) query = query.like('e164', `%${digits}%`);
  else if (search) query = query.ilike('display_name', `%${search.replaceAll(/[%_\\]/g, '\\$&')}%`);

  const first = (page - 1) * callersPerPage;
  const { data, error, count } = await query
    .order('last_call_at', { ascending: false })
    .order('id')
    .range(first, first + callersPerPage - 1);
  if (error) throw databaseError(error, sentence);

  const callers = data.map((row) => {
    const reasons = reasonsSchema.parse(row.caller_memories);
    const last = reasons.sort((a, b) => b.remembered_at.localeCompare(a.remembered_at))[0];
    return { ...rowSchema.parse(row), lastReason: last?.text ?? '' };
  });
  return { callers, total: count ?? callers.length };
}

export async function findCaller(db: Db, tenantId: TenantId, callerId: string): Promise<Caller | null> {
  const { data, error } = await db
    .from('callers')
    .select(columns)
    .eq('tenant_id', tenantId)
    .eq('id', callerId)
    .maybeSingle();
  if (error) throw databaseError(error, 'This caller could not be loaded.');
  return data ? rowSchema.parse(data) : null;
}

/** Null for a number that has not been remembered, or none at all. */
export async function findCallerByNumber(db: Db, tenantId: TenantId, e164: string | null): Promise<Caller | null> {
  if (!e164) return null;
  const { data, error } = await db
    .from('callers')
    .select(columns)
    .eq('tenant_id', tenantId)
    .like('e164', e164)
    .maybeSingle();
  if (error) throw databaseError(error, 'This caller could not be loaded.');
  return data ? rowSchema.parse(data) : null;
}

const memorySchema = z
  .object({
    id: z.string(),
    call_id: z.string().nullable(),
    kind: z.enum(memoryKinds),
    text: z.string(),
    remembered_at: z.string(),
    edited_at: z.string().nullable(),
  })
  .transform(
    (row): CallerMemory => ({
      id: row.id,
      callId: row.call_id,
      kind: row.kind,
      text: row.text,
      rememberedAt: row.remembered_at,
      edited: row.edited_at !== null,
    }),
  );

/** The latest first. */
export async function readMemories(db: Db, tenantId: TenantId, callerId: string): Promise<CallerMemory[]> {
  const { data, error } = await db
    .from('caller_memories')
    .select('id, call_id, kind, text, remembered_at, edited_at')
    .eq('tenant_id', tenantId)
    .eq('caller_id', callerId)
    .order('remembered_at', { ascending: false })
    .order('id')
    .limit(100);
  if (error) throw databaseError(error, 'What is remembered could not be loaded.');
  return z.array(memorySchema).parse(data);
}
