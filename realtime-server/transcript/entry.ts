import { z } from 'zod';
import { callOutcomeSchema, endReasonSchema, type Turn, turnSchema } from '@/lib/contracts/call';
import { declinedRecordingSchema, openedRecordingSchema } from '@/lib/contracts/recording';
import { takeMessageInputSchema } from '@/lib/contracts/tool';
import { usageEntrySchema } from '@/lib/contracts/usage';

const instant = z.iso.datetime();

const lateSchema = z.object({
  callSid: z.string(),
  callerNumber: z.string().nullable(),
  dialedNumber: z.string(),
  versionNumber: z.number().int(),
  startedAt: instant,
});

/** One line of a spool: something that is to be in the database, written down before it is there. */
export const entrySchema = z.discriminatedUnion('is', [
  z.object({
    is: z.literal('opened'),
    callId: z.uuid(),
    tenantId: z.uuid(),
    /** The database has not heard of this call. */
    late: lateSchema.nullable(),
  }),
  z.object({ is: z.literal('answered'), at: instant }),
  z.object({ is: z.literal('first_audio'), sinceStartMs: z.number().int().nonnegative() }),
  z.object({ is: z.literal('turn'), turn: turnSchema }),
  z.object({
    is: z.literal('event'),
    id: z.uuid(),
    kind: z.string(),
    at: instant,
    detail: z.record(z.string(), z.unknown()),
  }),
  z.object({ is: z.literal('usage'), used: usageEntrySchema }),
  z.object({ is: z.literal('message'), toolCallId: z.string(), message: takeMessageInputSchema }),
  z.object({ is: z.literal('recording_opened'), opened: openedRecordingSchema }),
  z.object({ is: z.literal('recording_declined'), declined: declinedRecordingSchema }),
  z.object({ is: z.literal('finished'), reason: endReasonSchema, outcome: callOutcomeSchema, at: instant }),
]);

export type Entry = z.infer<typeof entrySchema>;

const maxTextLength = 20_000;

/** What the columns can hold: whole milliseconds, and text without what Postgres refuses. */
export function storableTurn(turn: Turn): Turn {
  return {
    ...turn,
    text: storableText(turn.text).slice(0, maxTextLength),
    unheardText: storableText(turn.unheardText).slice(0, maxTextLength),
    startedMs: wholeMs(turn.startedMs),
    endedMs: wholeMs(turn.endedMs),
    gapMs: turn.gapMs === null ? null : wholeMs(turn.gapMs),
    detail: turn.detail === null ? null : storableRecord(turn.detail),
  };
}

export function storableText(text: string): string {
  return text.replaceAll('\u0000', '').toWellFormed();
}

export function storableRecord(record: Record<string, unknown>): Record<string, unknown> {
  const text = JSON.stringify(record, (_, value) => (typeof value === 'string' ? storableText(value) : value));
  const plain: Record<string, unknown> = JSON.parse(text);
  return plain;
}

export function wholeMs(ms: number): number {
  return Math.max(0, Math.round(Number.isFinite(ms) ? ms : 0));
}
