import { z } from 'zod';
import { isBase64 } from '@/lib/platform/base64';

export type AudioDelta = { responseId: string; itemId: string; payload: string };

const type = 'response.output_audio.delta';
/** As a field: the same words may stand in another one. */
const typeField = /"type":\s?"response\.output_audio\.delta"/;

/**
 * Most of what a model sends is sound. Its frames are taken apart by position, so that the payload is cut out once and
 * never read as JSON; null sends anything unusual the long way.
 */
export function cutAudioDelta(text: string): AudioDelta | null {
  if (!typeField.test(text.slice(0, 160))) return null;
  const payload = stringField(text, '"delta":');
  const responseId = stringField(text, '"response_id":');
  const itemId = stringField(text, '"item_id":');
  if (!payload || !responseId || !itemId || !isBase64(payload)) return null;
  if (responseId.includes('\\') || itemId.includes('\\')) return null;
  return { responseId, itemId, payload };
}

function stringField(text: string, key: string): string | null {
  const at = text.indexOf(key);
  if (at < 0) return null;
  let from = at + key.length;
  while (text[from] === ' ') from += 1;
  if (text[from] !== '"') return null;
  const end = text.indexOf('"', from + 1);
  return end < 0 ? null : text.slice(from + 1, end);
}

const schema = z.object({
  type: z.literal(type),
  response_id: z.string().min(1),
  item_id: z.string().min(1),
  delta: z.string().refine(isBase64),
});

/** The long way, for a frame whose fields stand in another order. */
export function readAudioDelta(raw: unknown): AudioDelta | null {
  const { success, data } = schema.safeParse(raw);
  return success ? { responseId: data.response_id, itemId: data.item_id, payload: data.delta } : null;
}
