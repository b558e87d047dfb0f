import { randomFillSync } from 'node:crypto';

const finalText = 0x81;
const masked = 0x80;
const twoByteLength = 126;
/** Longer ones are left to `ws`. */
export const longestPlain = 65_535;

/**
 * One whole text message as a server sends it, to be written as latin1: its head stands before it as letters, so that
 * head and words are one string and one write, and no buffer is made.
 */
export function plainFrame(ascii: string): string {
  const { length } = ascii;
  if (length < twoByteLength) return `\x81${String.fromCharCode(length)}${ascii}`;
  return `\x81\x7e${String.fromCharCode(length >> 8, length & 0xff)}${ascii}`;
}

/** The same as a client must send it: masked with a key that nobody can foresee. */
export function maskedFrame(ascii: string): Buffer {
  const { length } = ascii;
  const isShort = length < twoByteLength;
  const head = isShort ? 6 : 8;
  const frame = Buffer.allocUnsafe(head + length);
  frame[0] = finalText;
  frame[1] = masked | (isShort ? length : twoByteLength);
  if (!isShort) {
    frame[2] = length >> 8;
    frame[3] = length & 0xff;
  }
  const key = nextKey();
  frame[head - 4] = key >>> 24;
  frame[head - 3] = (key >>> 16) & 0xff;
  frame[head - 2] = (key >>> 8) & 0xff;
  frame[head - 1] = key & 0xff;
  frame.write(ascii, head, 'latin1');
  applyMask(frame, head - 4, head, head + length);
  return frame;
}

/** Masks and unmasks: the four bytes of the key stand at `keyAt`. */
export function applyMask(bytes: Buffer, keyAt: number, from: number, to: number): void {
  const a = bytes[keyAt] ?? 0;
  const b = bytes[keyAt + 1] ?? 0;
  const c = bytes[keyAt + 2] ?? 0;
  const d = bytes[keyAt + 3] ?? 0;
  let at = from;
  for (const end = to - 3; at < end; at += 4) {
    bytes[at] = (bytes[at] ?? 0) ^ a;
    bytes[at + 1] = (bytes[at + 1] ?? 0) ^ b;
    bytes[at + 2] = (bytes[at + 2] ?? 0) ^ c;
    bytes[at + 3] = (bytes[at + 3] ?? 0) ^ d;
  }
  const key = [a, b, c, d];
  for (let rest = 0; at < to; at += 1, rest += 1) bytes[at] = (bytes[at] ?? 0) ^ (key[rest] ?? 0);
}

/** Fetched in one piece: a system call for each frame would cost more than the frame. */
const keys = new Uint32Array(1_024);
let usedKeys = keys.length;

function nextKey(): number {
  if (usedKeys === keys.length) {
    randomFillSync(keys);
    usedKeys = 0;
  }
  const key = keys[usedKeys] ?? 0;
  usedKeys += 1;
  return key;
}
