import { z } from 'zod';
import { isRecord } from '@/lib/platform/json';

const itemId = z.string().min(1);
const inItem = { response_id: z.string().min(1), item_id: itemId };
const usage = z.record(z.string(), z.unknown()).nullish();

const turnDetection = z
  .object({
    type: z.string(),
    threshold: z.number().nullish(),
    prefix_padding_ms: z.number().nullish(),
    silence_duration_ms: z.number().nullish(),
    eagerness: z.string().nullish(),
    create_response: z.boolean().nullish(),
    interrupt_response: z.boolean().nullish(),
  })
  .nullish();

const effectiveSession = z.object({
  expires_at: z.number().nullish(),
  output_modalities: z.array(z.string()).nullish(),
  audio: z.object({
    input: z.object({ format: z.object({ type: z.string() }).nullish(), turn_detection: turnDetection }),
    output: z.object({
      format: z.object({ type: z.string() }).nullish(),
      voice: z.union([z.string(), z.object({ id: z.string() })]).nullish(),
    }),
  }),
});

const outputItem = z.discriminatedUnion('type', [
  z.object({ type: z.literal('message'), id: itemId, status: z.string().nullish() }),
  z.object({
    type: z.literal('function_call'),
    id: itemId,
    status: z.string().nullish(),
    call_id: z.string().min(1),
    name: z.string(),
    arguments: z.string(),
  }),
]);

const response = z.object({
  id: z.string().min(1),
  status: z.string().nullish(),
  status_details: z
    .object({
      reason: z.string().nullish(),
      error: z.object({ code: z.string().nullish(), type: z.string().nullish() }).nullish(),
    })
    .nullish(),
  metadata: z.record(z.string(), z.string()).nullish(),
  usage,
});

/** The events that we use, as far as we use them; others are of no concern. */
const modelEventSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('session.created') }),
  z.object({ type: z.literal('session.updated'), session: effectiveSession }),
  z.object({
    type: z.literal('input_audio_buffer.speech_started'),
    item_id: itemId,
    audio_start_ms: z.number().nonnegative().nullish(),
  }),
  z.object({
    type: z.literal('input_audio_buffer.speech_stopped'),
    item_id: itemId,
    audio_end_ms: z.number().nonnegative().nullish(),
  }),
  z.object({ type: z.literal('input_audio_buffer.committed'), item_id: itemId }),
  z.object({
    type: z.literal('conversation.item.input_audio_transcription.delta'),
    item_id: itemId,
    delta: z.string().nullish(),
  }),
  z.object({
    type: z.literal('conversation.item.input_audio_transcription.completed'),
    item_id: itemId,
    transcript: z.string(),
    usage,
  }),
  z.object({ type: z.literal('conversation.item.input_audio_transcription.failed'), item_id: itemId }),
  z.object({ type: z.literal('response.created'), response }),
  z.object({ type: z.literal('response.done'), response }),
  z.object({
    type: z.literal('response.output_item.added'),
    response_id: inItem.response_id,
    item: z.object({ type: z.string(), id: itemId }),
  }),
  z.object({ type: z.literal('response.output_item.done'), response_id: inItem.response_id, item: outputItem }),
  z.object({ type: z.literal('response.output_audio.done'), ...inItem }),
  z.object({ type: z.literal('response.output_audio_transcript.delta'), ...inItem, delta: z.string() }),
  z.object({ type: z.literal('response.output_audio_transcript.done'), ...inItem, transcript: z.string() }),
  z.object({ type: z.literal('response.output_text.delta'), ...inItem }),
  z.object({
    type: z.literal('error'),
    error: z.object({
      type: z.string().nullish(),
      code: z.string().nullish(),
      message: z.string().nullish(),
      param: z.string().nullish(),
      event_id: z.string().nullish(),
    }),
  }),
]);

export type ModelEvent = z.infer<typeof modelEventSchema>;
export type EffectiveSession = z.infer<typeof effectiveSession>;

const known = new Set<string>(modelEventSchema.options.map(({ shape }) => shape.type.value));

export type ReadEvent = { kind: 'event'; event: ModelEvent } | { kind: 'unknown' } | { kind: 'malformed' };

/** Strict about what we use, silent about what we do not. */
export function readModelEvent(raw: unknown): ReadEvent {
  if (!isRecord(raw) || typeof raw.type !== 'string') return { kind: 'malformed' };
  if (!known.has(raw.type)) return { kind: 'unknown' };
  const words = readWords(raw);
  if (words) return { kind: 'event', event: words };
  const parsed = modelEventSchema.safeParse(raw);
  return parsed.success ? { kind: 'event', event: parsed.data } : { kind: 'malformed' };
}

/** By hand, like sound: several come each second. What is unusual takes the long way. */
function readWords(raw: Record<string, unknown>): ModelEvent | null {
  const { type, response_id, item_id, delta } = raw;
  if (type !== 'response.output_audio_transcript.delta') return null;
  if (typeof response_id !== 'string' || typeof item_id !== 'string' || typeof delta !== 'string') return null;
  return response_id && item_id ? { type, response_id, item_id, delta } : null;
}
