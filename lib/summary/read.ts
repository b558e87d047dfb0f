import { z } from 'zod';
import { speakers } from '@/lib/contracts/call';
import { type CallSummaryContent, callSummarySchema } from '@/lib/contracts/summary';
import type { Db } from '@/lib/platform/database';
import { databaseError } from '@/lib/platform/database-error';
import type { TenantId } from '@/lib/platform/ids';
import type { SaidCall } from './said';

const rowSchema = z.object({
  end_reason: z.string().nullable(),
  turns: z.array(
    z.object({
      sequence: z.number(),
      speaker: z.enum(speakers),
      text: z.string(),
      started_ms: z.number(),
      ended_ms: z.number(),
    }),
  ),
  messages: z.array(
    z.object({
      caller_name: z.string(),
      callback_number: z.string().nullable(),
      message: z.string(),
      urgent: z.boolean(),
    }),
  ),
});

/** What was said in one call, under the token of a job; null where its tenant has no such call. */
export async function readSaidCall(db: Db, tenantId: TenantId, callId: string): Promise<SaidCall | null> {
  const { data, error } = await db
    .from('calls')
    .select(
      'end_reason, turns(sequence, speaker, text, started_ms, ended_ms), messages(caller_name, callback_number, message, urgent)',
    )
    .eq('tenant_id', tenantId)
    .eq('id', callId)
    .maybeSingle();
  if (error) throw databaseError(error, 'The call could not be read.');
  if (!data) return null;

  const { end_reason, turns, messages } = rowSchema.parse(data);
  return {
    endReason: end_reason,
    turns: turns
      .map(({ started_ms, ended_ms, ...turn }) => ({ ...turn, startedMs: started_ms, endedMs: ended_ms }))
      .sort((a, b) => a.sequence - b.sequence),
    messages: messages.map((row) => ({
      callerName: row.caller_name,
      callbackNumber: row.callback_number,
      message: row.message,
      urgent: row.urgent,
    })),
  };
}

export type WrittenSummary = { content: CallSummaryContent; byRule: boolean };

/** For a page; null where there is none yet, or it can no longer be read. */
export async function readSummary(db: Db, tenantId: TenantId, callId: string): Promise<WrittenSummary | null> {
  const { data, error } = await db
    .from('call_summaries')
    .select('content, written_by')
    .eq('tenant_id', tenantId)
    .eq('call_id', callId)
    .maybeSingle();
  if (error) throw databaseError(error, 'The summary of this call could not be loaded.');

  const content = callSummarySchema.safeParse(data?.content);
  return data && content.success ? { content: content.data, byRule: data.written_by === 'rule' } : null;
}
