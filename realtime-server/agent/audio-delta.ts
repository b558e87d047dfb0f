import { z } from 'zod';
import { isBase64 } from '@/lib/platform/base64';
import { isRecord } from '@/lib/platform/json';
import { ownBytes } from '@/lib/platform/own-bytes';
import type { Payload } from '../ports/carrier';
import type { VoiceModelEvent } from '../ports/voice-model';

export type AudioDelta = Extract<VoiceModelEvent, { type: 'audio' }>;

const type = 'response.output_audio.delta';
/** How such a frame begins, with and without a space; whatever begins in another way is read as JSON. */
const beginnings = [`{"type":"${type}"`, `{"type": "${type}"`].map((text) => Buffer.from(text));
const quote = 0x22;

/**
 * What stays the same from one frame of an item to the next: all but the name of the event and the sound, which come
 * between `head`, `middle` and the rest. In one piece, for each call's own memory is far away when its turn comes.
 */
type Known = { fixed: Buffer; headEnd: number; middleEnd: number; responseId: string; itemId: string };
type Found = { from: number; to: number };

/**
 * Most of what a model sends is sound. Its frames are taken apart by position, where they lie, and one that is like the
 * frame before is only compared with it; null sends anything unusual the long way.
 */
export function makeAudioCutter(): (bytes: Buffer, from: number, to: number) => AudioDelta | null {
  let known: Known | null = null;

  return (bytes, from, to) => {
    const payload = known && payloadIn(bytes, from, to, known);
    if (known && payload) return { type: 'audio', responseId: known.responseId, itemId: known.itemId, payload };
    if (!beginnings.some((beginning) => stands(bytes, from, beginning, 0, beginning.length))) return null;
    const text = bytes.toString('latin1', from, to);
    const ids = idsIn(text);
    if (!ids) return null;
    const { delta, event, ...names } = ids;
    const sound = Buffer.from(text.slice(delta.from, delta.to), 'latin1');
    if (!isBase64(sound)) return null;
    known = event && event.to < delta.from ? { ...fixedOf(text, event, delta), ...names } : null;
    return { type: 'audio', ...names, payload: sound };
  };
}

function payloadIn(bytes: Buffer, from: number, to: number, known: Known): Payload | null {
  const { fixed, headEnd, middleEnd } = known;
  const end = to - (fixed.length - middleEnd);
  if (!stands(bytes, from, fixed, 0, headEnd) || !stands(bytes, end, fixed, middleEnd, fixed.length)) return null;
  let eventEnd = from + headEnd;
  while (eventEnd < end && bytes[eventEnd] !== quote) eventEnd += 1;
  const begin = eventEnd + middleEnd - headEnd;
  if (begin > end || !stands(bytes, eventEnd, fixed, headEnd, middleEnd)) return null;
  const payload = bytes.subarray(begin, end);
  return isBase64(payload) ? payload : null;
}

function stands(bytes: Buffer, at: number, expected: Buffer, from: number, to: number): boolean {
  for (let next = from; next < to; next += 1) if (bytes[at + next - from] !== expected[next]) return false;
  return true;
}

function fixedOf(text: string, event: Found, delta: Found): Pick<Known, 'fixed' | 'headEnd' | 'middleEnd'> {
  const [head, middle, tail] = [text.slice(0, event.from), text.slice(event.to, delta.from), text.slice(delta.to)];
  return { fixed: ownBytes(head + middle + tail), headEnd: head.length, middleEnd: head.length + middle.length };
}

function idsIn(text: string): { responseId: string; itemId: string; delta: Found; event: Found | null } | null {
  const [response, item] = [stringField(text, '"response_id":'), stringField(text, '"item_id":')];
  const [delta, event] = [stringField(text, '"delta":'), stringField(text, '"event_id":')];
  if (!response || !item || !delta) return null;
  const [responseId, itemId] = [ownText(text, response), ownText(text, item)];
  const isPlain = /^[\x20-\x7e]+$/.test(responseId + itemId) && !(responseId + itemId).includes('\\');
  return isPlain && responseId && itemId ? { responseId, itemId, delta, event } : null;
}

/** A mere slice is read through what it was cut from, and keeps all of that. */
function ownText(text: string, { from, to }: Found): string {
  return Buffer.from(text.slice(from, to), 'latin1').toString('latin1');
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
  // A schema that refuses makes an error each time, and most of what comes here is no sound.
  if (!isRecord(raw) || raw.type !== type) return null;
  const { success, data } = schema.safeParse(raw);
  return success ? { type: 'audio', responseId: data.response_id, itemId: data.item_id, payload: data.delta } : null;
}
