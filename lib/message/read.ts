import { z } from 'zod';
import { inboxKinds } from '@/lib/contracts/inbox';
import type { Db } from '@/lib/platform/database';
import { databaseError } from '@/lib/platform/database-error';
import type { TenantId } from '@/lib/platform/ids';
import type { InboxFilter, InboxItem } from './inbox';
import type { TakenMessage } from './taken-message';

const rowSchema = z
  .object({
    id: z.string(),
    caller_name: z.string(),
    callback_number: z.string().nullable(),
    message: z.string(),
    urgent: z.boolean(),
    created_at: z.string(),
  })
  .transform(
    (row): TakenMessage => ({
      id: row.id,
      callerName: row.caller_name,
      callbackNumber: row.callback_number,
      message: row.message,
      urgent: row.urgent,
      takenAt: row.created_at,
    }),
  );

export async function readMessagesOfCall(db: Db, tenantId: TenantId, callId: string): Promise<TakenMessage[]> {
  const { data, error } = await db
    .from('messages')
    .select('id, caller_name, callback_number, message, urgent, created_at')
    .eq('tenant_id', tenantId)
    .eq('call_id', callId)
    .order('created_at');

  if (error) throw databaseError(error, 'The messages of this call could not be loaded.');
  return z.array(rowSchema).parse(data);
}

export const inboxPerPage = 50;

const inboxRowSchema = z
  .object({
    id: z.string(),
    kind: z.enum(inboxKinds),
    call_id: z.string().nullable(),
    phone_number: z.string().nullable(),
    title: z.string(),
    detail: z.string(),
    urgent: z.boolean(),
    created_at: z.string(),
    read_at: z.string().nullable(),
    handled_at: z.string().nullable(),
    handled_by_name: z.string(),
    messages: z
      .object({ caller_name: z.string(), callback_number: z.string().nullable(), message: z.string() })
      .nullable(),
    calls: z.object({ caller_number: z.string().nullable() }).nullable(),
  })
  .transform(
    ({ messages: message, ...row }): InboxItem => ({
      id: row.id,
      kind: row.kind,
      callId: row.call_id,
      title: message ? `Message from ${message.caller_name}` : row.title,
      text: message ? message.message : row.detail,
      callbackNumber: message?.callback_number ?? row.phone_number ?? row.calls?.caller_number ?? null,
      urgent: row.urgent,
      createdAt: row.created_at,
      unread: row.read_at === null && row.handled_at === null,
      handled: row.handled_at === null ? null : { at: row.handled_at, by: row.handled_by_name },
    }),
  );

/** What waits comes with the urgent first; what is handled, the latest first. */
export async function readInbox(
  db: Db,
  tenantId: TenantId,
  { view, kind, urgentOnly, page }: InboxFilter,
): Promise<{ items: InboxItem[]; total: number }> {
  let query = db
    .from('inbox_items')
    .select(
      'id, kind, call_id, phone_number, title, detail, urgent, created_at, read_at, handled_at, handled_by_name, messages(caller_name, callback_number, message), calls(caller_number)',
      { count: 'exact' },
    )
    .eq('tenant_id', tenantId);
  if (view === 'open') query = query.is('handled_at', null);
  if (view === 'handled') query = query.not('handled_at', 'is', null);
  if (kind) query = query.eq('kind', kind);
  if (urgentOnly) query = query.is('urgent', true);
  if (view === 'open') query = query.order('urgent', { ascending: false });
  const from = (page - 1) * inboxPerPage;
  const { data, error, count } = await query
    .order('created_at', { ascending: false })
    .order('id')
    .range(from, from + inboxPerPage - 1);

  if (error) throw databaseError(error, 'The inbox could not be loaded.');
  const items = z.array(inboxRowSchema).parse(data);
  return { items, total: count ?? items.length };
}

/** For the sidebar: what waits and nobody has looked at. */
export async function countUnread(db: Db, tenantId: TenantId): Promise<number> {
  const { count, error } = await db
    .from('inbox_items')
    .select('id', { count: 'exact', head: true })
    .eq('tenant_id', tenantId)
    .is('handled_at', null)
    .is('read_at', null);
  if (error) throw databaseError(error, 'The inbox could not be counted.');
  return count ?? 0;
}
