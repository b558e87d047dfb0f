import { ownBytes } from '@/lib/platform/own-bytes';
import { asciiJson } from '@/lib/websocket/ascii-json';
import type { Payload } from '../ports/carrier';
import { isSound } from './stream-frames';

const soundHead = Buffer.from('{"event":"media","sequenceNumber":"');
const beforeChunk = Buffer.from('","media":{"track":"inbound","chunk":"');
const beforeTime = Buffer.from('","timestamp":"');
const beforePayload = Buffer.from('","payload":"');
const mostDigits = 15;
const zero = 48;

/** How every frame of sound of this stream ends. */
export function soundTail(streamSid: string): Buffer {
  return ownBytes(`"},"streamSid":${asciiJson(streamSid)}}`);
}

export type CutSound = { payload: Payload; sentAtMs: number };

/**
 * Sound, written to the last sign as the carrier writes it, cut out where it lies and passed on as it came; null for
 * whatever differs, which is parsed. `tail`: see `soundTail`.
 */
export function cutSound(bytes: Buffer, from: number, to: number, tail: Buffer): CutSound | null {
  const chunkAt = pastDigits(bytes, past(bytes, from, soundHead));
  const timeAt = pastDigits(bytes, past(bytes, chunkAt, beforeChunk));
  const sentAt = past(bytes, timeAt, beforeTime);
  const sentEnd = pastDigits(bytes, sentAt);
  const payloadAt = past(bytes, sentEnd, beforePayload);
  const payloadEnd = to - tail.length;
  if (payloadAt < 0 || payloadEnd < payloadAt || past(bytes, payloadEnd, tail) !== to) return null;
  const payload = bytes.subarray(payloadAt, payloadEnd);
  return isSound(payload) ? { payload, sentAtMs: numberIn(bytes, sentAt, sentEnd) } : null;
}

/** Where these very bytes end; -1 where they do not stand. */
function past(bytes: Buffer, at: number, expected: Buffer): number {
  if (at < 0) return -1;
  for (let step = 0; step < expected.length; step += 1) if (bytes[at + step] !== expected[step]) return -1;
  return at + expected.length;
}

/** Where the digits end that stand here; -1 where none do, or more than a number has. */
function pastDigits(bytes: Buffer, from: number): number {
  if (from < 0) return -1;
  let at = from;
  while (isDigit(bytes[at])) at += 1;
  return at === from || at - from > mostDigits ? -1 : at;
}

function numberIn(bytes: Buffer, from: number, to: number): number {
  let number = 0;
  for (let at = from; at < to; at += 1) number = number * 10 + (bytes[at] ?? 0) - zero;
  return number;
}

const isDigit = (byte: number | undefined) => byte !== undefined && byte >= zero && byte <= zero + 9;
