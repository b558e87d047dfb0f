import type { InboxMark } from '@/lib/contracts/inbox';
import type { TakeMessageInput } from '@/lib/contracts/tool';
import type { Db } from '@/lib/platform/database';
import { databaseError } from '@/lib/platform/database-error';
import type { CallId, TenantId } from '@/lib/platform/ids';

/** By the model's tool call: asked twice, it is one message. */
export async function saveMessage(
  db: Db,
  call: { callId: CallId; tenantId: TenantId },
  toolCallId: string,
  message: TakeMessageInput,
): Promise<void> {
  const { error } = await db.from('messages').upsert(
    {
      call_id: call.callId,
      tenant_id: call.tenantId,
      tool_call_id: toolCallId,
      caller_name: message.caller_name,
      callback_number: message.callback_number,
      message: message.message,
      urgent: message.urgent,
    },
    { onConflict: 'call_id,tool_call_id', ignoreDuplicates: true },
  );
  if (error) throw databaseError(error, 'The message could not be saved.');
}

/** Marks items of the inbox, and says how many that changed. */
export async function markInbox(
  db: Db,
  tenantId: TenantId,
  { items, as }: { items: string[]; as: InboxMark },
): Promise<number> {
  const { data, error } = await db.rpc('mark_inbox', { p_tenant: tenantId, p_items: items, p_as: as });
  if (error) throw databaseError(error, 'The inbox could not be changed.');
  return data;
}
