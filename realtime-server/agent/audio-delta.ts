import { z } from 'zod';
import { isBase64 } from '@/lib/platform/base64';
import { ownBytes } from '@/lib/platform/own-bytes';
import type { Payload } from '../ports/carrier';

export type AudioDelta = { responseId: string; itemId: string; payload: Payload };

const type = 'response.output_audio.delta';
/** How such a frame begins, with and without a space; whatever begins in another way is read as JSON. */
const beginnings = [`{"type":"${type}"`, `{"type": "${type}"`].map((text) => Buffer.from(text));
const quote = 0x22;

/** What stays the same from one frame of an item to the next: all but the name of the event and the sound. */
type Known = { head: Buffer; middle: Buffer; tail: Buffer; responseId: string; itemId: string };
type Found = { from: number; to: number };

/**
 * Most of what a model sends is sound. Its frames are taken apart by position, where they lie, and one that is like the
 * frame before is only compared with it; null sends anything unusual the long way.
 */
export function makeAudioCutter(): (bytes: Buffer, from: number, to: number) => AudioDelta | null {
  let known: Known | null = null;

  return (bytes, from, to) => {
    const payload = known && payloadIn(bytes, from, to, known);
    if (known && payload) return { responseId: known.responseId, itemId: known.itemId, payload };
    if (!beginnings.some((beginning) => stands(bytes, from, beginning))) return null;
    const text = bytes.toString('latin1', from, to);
    const ids = idsIn(text);
    if (!ids) return null;
    const { delta, event, ...names } = ids;
    const sound = Buffer.from(text.slice(delta.from, delta.to), 'latin1');
    if (!isBase64(sound)) return null;
    known = event && event.to < delta.from ? { ...partsOf(text, event, delta), ...names } : null;
    return { ...names, payload: sound };
  };
}

function payloadIn(bytes: Buffer, from: number, to: number, { head, middle, tail }: Known): Payload | null {
  const end = to - tail.length;
  if (!stands(bytes, from, head) || !stands(bytes, end, tail)) return null;
  const eventEnd = bytes.indexOf(quote, from + head.length);
  const begin = eventEnd + middle.length;
  if (eventEnd < 0 || begin > end || !stands(bytes, eventEnd, middle)) return null;
  const payload = bytes.subarray(begin, end);
  return isBase64(payload) ? payload : null;
}

function stands(bytes: Buffer, at: number, expected: Buffer): boolean {
  for (let step = 0; step < expected.length; step += 1) if (bytes[at + step] !== expected[step]) return false;
  return true;
}

function partsOf(text: string, event: Found, delta: Found): Pick<Known, 'head' | 'middle' | 'tail'> {
  const part = (from: number, to?: number) => ownBytes(text.slice(from, to));
  return { head: part(0, event.from), middle: part(event.to, delta.from), tail: part(delta.to) };
}

function idsIn(text: string): { responseId: string; itemId: string; delta: Found; event: Found | null } | null {
  const [response, item] = [stringField(text, '"response_id":'), stringField(text, '"item_id":')];
  const [delta, event] = [stringField(text, '"delta":'), stringField(text, '"event_id":')];
  if (!response || !item || !delta) return null;
  const [responseId, itemId] = [text.slice(response.from, response.to), text.slice(item.from, item.to)];
  const isPlain = /^[\x20-\x7e]+$/.test(responseId + itemId) && !(responseId + itemId).includes('\\');
  return isPlain && responseId && itemId ? { responseId, itemId, delta, event } : null;
}

function stringField(text: string, key: string): Found | null {
  const at = text.indexOf(key);
  if (at < 0) return null;
  let from = at + key.length;
  while (text[from] === ' ') from += 1;
  if (text[from] !== '"') return null;
  const to = text.indexOf('"', from + 1);
  return to < 0 ? null : { from: from + 1, to };
}

const schema = z.object({
  type: z.literal(type),
  response_id: z.string().min(1),
  item_id: z.string().min(1),
  delta: z
    .string()
    .transform((text) => Buffer.from(text))
    .refine(isBase64),
});

/** The long way, for a frame whose fields stand in another order. */
export function readAudioDelta(raw: unknown): AudioDelta | null {
  const { success, data } = schema.safeParse(raw);
  return success ? { responseId: data.response_id, itemId: data.item_id, payload: data.delta } : null;
}
