import { z } from 'zod';
import { textDirections, textKeywords, textStatuses } from '@/lib/contracts/texting';
import type { Db } from '@/lib/platform/database';
import { databaseError } from '@/lib/platform/database-error';
import type { TenantId } from '@/lib/platform/ids';
import type { ShownText, TextFilter } from './conversation';

const columns =
  'id, call_id, direction, from_number, to_number, body, template, status, keyword, problem, created_at' as const;
const sentence = 'The texts could not be loaded.';

const rowSchema = z
  .object({
    id: z.string(),
    call_id: z.string().nullable(),
    direction: z.enum(textDirections),
    from_number: z.string(),
    to_number: z.string(),
    body: z.string(),
    template: z.string().nullable(),
    status: z.enum(textStatuses),
    keyword: z.enum(textKeywords).nullable(),
    problem: z.string().nullable(),
    created_at: z.string(),
  })
  .transform(
    (row): ShownText => ({
      id: row.id,
      callId: row.call_id,
      direction: row.direction,
      number: row.direction === 'inbound' ? row.from_number : row.to_number,
      body: row.body,
      label: row.template ?? '',
      status: row.status,
      keyword: row.keyword,
      problem: row.problem ?? '',
      at: row.created_at,
    }),
  );

/** So many texts are looked through for conversations; older ones are found by their number. */
export const mostTexts = 500;

/** The newest first. */
export async function readTexts(db: Db, tenantId: TenantId, { view, search }: TextFilter): Promise<ShownText[]> {
  let query = db.from('texts').select(columns).eq('tenant_id', tenantId);
  if (view === 'received') query = query.eq('direction', 'inbound');
  if (view === 'failed') query = query.eq('status', 'failed');
  const digits = search.replaceAll(/\D/g, '');
  if (digits) query = query.or(`from_number.like.%${digits}%,to_number.like.%${digits}%`);
  const { data, error } = await query.order('created_at', { ascending: false }).order('id').limit(mostTexts);
  if (error) throw databaseError(error, sentence);
  const texts = z.array(rowSchema).parse(data);
  // Our own number is at one end of every text: only the other end is looked for.
  return digits ? texts.filter(({ number }) => number.includes(digits)) : texts;
}

/** What went to and came from one telephone, the newest first. */
export async function readTextsWith(db: Db, tenantId: TenantId, number: string): Promise<ShownText[]> {
  const ends = (direction: 'inbound' | 'outbound', end: 'from_number' | 'to_number') =>
    db
      .from('texts')
      .select(columns)
      .eq('tenant_id', tenantId)
      .eq('direction', direction)
      // The local API takes a plus sign in eq for something else.
      .like(end, number)
      .order('created_at', { ascending: false })
      .limit(mostTexts);
  const [received, sent] = await Promise.all([ends('inbound', 'from_number'), ends('outbound', 'to_number')]);
  const error = received.error ?? sent.error;
  if (error) throw databaseError(error, sentence);
  return z
    .array(rowSchema)
    .parse([...(received.data ?? []), ...(sent.data ?? [])])
    .sort((one, other) => new Date(other.at).getTime() - new Date(one.at).getTime());
}

export async function readTextsOfCall(db: Db, tenantId: TenantId, callId: string): Promise<ShownText[]> {
  const { data, error } = await db
    .from('texts')
    .select(columns)
    .eq('tenant_id', tenantId)
    .eq('call_id', callId)
    .order('created_at');
  if (error) throw databaseError(error, 'The texts of this call could not be loaded.');
  return z.array(rowSchema).parse(data);
}

/** Numbers that want no texts. */
export async function readOptOuts(db: Db, tenantId: TenantId): Promise<Set<string>> {
  const { data, error } = await db.from('text_opt_outs').select('number').eq('tenant_id', tenantId).limit(10_000);
  if (error) throw databaseError(error, sentence);
  return new Set(data.map(({ number }) => number));
}
