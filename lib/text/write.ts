import { z } from 'zod';
import {
  type QueuedText,
  queuedTextSchema,
  type TextKeyword,
  type TextStatus,
  textDirections,
} from '@/lib/contracts/texting';
import type { Db } from '@/lib/platform/database';
import { databaseError } from '@/lib/platform/database-error';
import { asJsonRecord } from '@/lib/platform/json';

/**
 * Queues one text to whoever is on the call, under that call's own token: to the number it came from and no other. The
 * database holds the caps and knows who wants no texts; the same tool call asked twice is one text. `label` is what the
 * text is called in the portal. Never throws for a refusal: that is an answer.
 */
export async function queueText(
  db: Db,
  { toolCallId, label, body }: { toolCallId: string; label: string; body: string },
): Promise<QueuedText> {
  const { data, error } = await db.rpc('queue_text', {
    p_tool_call_id: toolCallId,
    p_template: label,
    p_body: body,
  });
  if (error) throw databaseError(error, 'The text could not be queued.');
  return queuedTextSchema.parse(data);
}

const textToSendSchema = z.object({
  id: z.uuid(),
  from: z.string(),
  to: z.string(),
  body: z.string(),
  /** Not null: an earlier try may have reached the carrier. */
  triedAt: z.string().nullable(),
  knownSids: z.array(z.string()),
});
export type TextToSend = z.infer<typeof textToSendSchema>;

/** Under the job's token, as the two that follow. Null: there is nothing to send any more. */
export async function beginText(db: Db): Promise<TextToSend | null> {
  const { data, error } = await db.rpc('begin_text');
  if (error) throw databaseError(error, 'The text could not be read.');
  return data === null ? null : textToSendSchema.parse(data);
}

/** The carrier has it; its job has ended with it. */
export async function finishText(db: Db, sent: { sid: string; segments: number | null }): Promise<boolean> {
  const { data, error } = await db.rpc('finish_text', { p_sid: sent.sid, p_segments: sent.segments as number });
  if (error) throw databaseError(error, 'The text could not be noted as sent.');
  return data;
}

/** The carrier will never send it; its job has ended with it. */
export async function failText(db: Db, failed: { problem: string; isOptOut: boolean }): Promise<boolean> {
  const { data, error } = await db.rpc('fail_text', { p_problem: failed.problem, p_is_opt_out: failed.isOptOut });
  if (error) throw databaseError(error, 'The text could not be given up.');
  return data;
}

/** By the services' own connection, after the carrier's signature. False: nothing new. */
export async function noteTextStatus(
  db: Db,
  said: { textId: string; sid: string; status: Extract<TextStatus, 'sent' | 'delivered' | 'failed'>; problem: string },
): Promise<boolean> {
  const { data, error } = await db.rpc('note_text_status', {
    p_text: said.textId,
    p_sid: said.sid,
    p_status: said.status,
    p_problem: said.problem,
  });
  if (error) throw databaseError(error, 'The state of a text could not be noted.');
  return data;
}

const receivedSchema = z.discriminatedUnion('result', [
  z.object({ result: z.literal('stored'), textId: z.uuid(), reply: z.string().nullable() }),
  z.object({ result: z.enum(['unknown_number', 'duplicate', 'limited']) }),
]);
export type ReceivedText = z.infer<typeof receivedSchema>;

/** Stores a text that came in, obeys what it asks, and gives the answer to it: all in one round trip. */
export async function receiveText(
  db: Db,
  text: {
    sid: string;
    to: string;
    from: string;
    body: string;
    keyword: TextKeyword | null;
    /** The carrier has answered the keyword itself. */
    isAnswered: boolean;
  },
): Promise<ReceivedText> {
  const { data, error } = await db.rpc('receive_text', {
    p_sid: text.sid,
    p_to: text.to,
    p_from: text.from,
    p_body: text.body,
    p_keyword: text.keyword as string,
    p_is_answered: text.isAnswered,
  });
  if (error) throw databaseError(error, 'The text could not be stored.');
  return receivedSchema.parse(data);
}

const textToPriceSchema = z.object({
  id: z.uuid(),
  callId: z.uuid().nullable(),
  direction: z.enum(textDirections),
  from: z.string(),
  to: z.string(),
  body: z.string(),
  segments: z.number().int().nullable(),
  /** The carrier's id; null for an answer in the same breath, which has none. */
  sid: z.string().nullable(),
  at: z.string().transform((at) => new Date(at).toISOString()),
});
export type TextToPrice = z.infer<typeof textToPriceSchema>;

/** Under the job's token, as what follows. Null: the text is gone. */
export async function readTextToPrice(db: Db): Promise<TextToPrice | null> {
  const { data, error } = await db.rpc('text_to_price');
  if (error) throw databaseError(error, 'The text could not be read.');
  return data === null ? null : textToPriceSchema.parse(data);
}

/** What the carrier took; null where it never said. False: nothing is known of that text any more. */
export async function noteTextPrice(
  db: Db,
  price: { microDollars: number; raw: Record<string, unknown> } | null,
): Promise<boolean> {
  const { data, error } = await db.rpc('note_text_price', {
    p_micro_dollars: (price?.microDollars ?? null) as number,
    p_raw: asJsonRecord(price?.raw ?? {}),
  });
  if (error) throw databaseError(error, 'What a text took could not be noted.');
  return data;
}
