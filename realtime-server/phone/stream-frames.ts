import { z } from 'zod';
import { isBase64 } from '@/lib/platform/base64';
import { isRecord } from '@/lib/platform/json';
import type { Payload } from '../ports/carrier';
import { ticketParameter } from './twiml';

/** What a media stream may send. The carrier writes numbers as text. */
export type StreamFrame =
  | { kind: 'media'; streamSid: string; payload: Payload; sentAtMs: number | undefined }
  | { kind: 'mark'; streamSid: string; name: string }
  | { kind: 'digit'; streamSid: string; digit: string }
  | { kind: 'stop'; streamSid: string }
  | { kind: 'connected' }
  | { kind: 'start'; streamSid: string; accountSid: string; callSid: string; ticket: string | null }
  | { kind: 'other' };

const longestSid = 64;
const sid = z.string().min(1).max(longestSid);
const sampleRate = z.union([z.literal('8000'), z.literal(8000)]);
const channels = z.union([z.literal('1'), z.literal(1)]);

const controlSchema = z.discriminatedUnion('event', [
  z.object({ event: z.literal('connected') }),
  z.object({
    event: z.literal('start'),
    streamSid: sid,
    start: z.object({
      streamSid: sid,
      accountSid: sid,
      callSid: sid,
      customParameters: z.object({ [ticketParameter]: z.string().max(300).optional() }).optional(),
      mediaFormat: z.object({ encoding: z.literal('audio/x-mulaw'), sampleRate, channels }),
    }),
  }),
  z.object({ event: z.literal('dtmf'), streamSid: sid, dtmf: z.object({ digit: z.string().regex(/^[0-9A-D*#]$/) }) }),
  z.object({ event: z.literal('stop'), streamSid: sid }),
]);
const known = new Set(['connected', 'start', 'dtmf', 'stop']);
const longestMark = 200;

const maxPayloadLength = 32_768;
const digits = /^\d{1,15}$/;

/** Null when the frame is not what the carrier sends. */
export function readStreamFrame(text: string): StreamFrame | null {
  const frame = parseObject(text);
  if (!frame) return null;
  if (frame.event === 'media') return readMedia(frame);
  if (frame.event === 'mark') return readMark(frame);
  if (typeof frame.event !== 'string') return null;
  if (!known.has(frame.event)) return { kind: 'other' };

  const parsed = controlSchema.safeParse(frame);
  return parsed.success ? asStreamFrame(parsed.data) : null;
}

function readMedia({ streamSid, media }: Record<string, unknown>): StreamFrame | null {
  if (typeof streamSid !== 'string' || !isRecord(media)) return null;
  const { timestamp, track } = media;
  const payload = typeof media.payload === 'string' ? Buffer.from(media.payload) : null;
  if (!payload || !isSound(payload)) return null;
  if (timestamp !== undefined && !digits.test(String(timestamp))) return null;
  if (track !== undefined && track !== 'inbound') return null;
  return { kind: 'media', streamSid, payload, sentAtMs: timestamp === undefined ? undefined : Number(timestamp) };
}

export function isSound(payload: Payload): boolean {
  return payload.length <= maxPayloadLength && isBase64(payload);
}

/** By hand, like sound: several come back each second. */
function readMark({ streamSid, mark }: Record<string, unknown>): StreamFrame | null {
  if (typeof streamSid !== 'string' || !streamSid || streamSid.length > longestSid || !isRecord(mark)) return null;
  const { name } = mark;
  if (typeof name !== 'string' || !name || name.length > longestMark) return null;
  return { kind: 'mark', streamSid, name };
}

function asStreamFrame(frame: z.infer<typeof controlSchema>): StreamFrame | null {
  switch (frame.event) {
    case 'connected':
      return { kind: 'connected' };
    case 'dtmf':
      return { kind: 'digit', streamSid: frame.streamSid, digit: frame.dtmf.digit };
    case 'stop':
      return { kind: 'stop', streamSid: frame.streamSid };
    case 'start': {
      const { streamSid, accountSid, callSid, customParameters } = frame.start;
      if (streamSid !== frame.streamSid) return null;
      return { kind: 'start', streamSid, accountSid, callSid, ticket: customParameters?.[ticketParameter] ?? null };
    }
  }
}

function parseObject(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text);
    return isRecord(value) ? value : null;
  } catch {
    return null;
  }
}
