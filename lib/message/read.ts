import { z } from 'zod';
import type { Db } from '@/lib/platform/database';
import { databaseError } from '@/lib/platform/database-error';
import type { TenantId } from '@/lib/platform/ids';
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
