import { randomFillSync } from 'node:crypto';

const finalText = 0x81;
const masked = 0x80;
const twoByteLength = 126;
/** Longer ones are left to `ws`. */
export const longestPlain = 16_384;
/** A frame's words begin here, its head ends here, and its key, if it has one, is the word before. */
const bodyAt = 8;
const keyWord = bodyAt / 4 - 1;

/** One place where every frame of the process is put together: what has not left when the next begins was copied. */
const desk = Buffer.allocUnsafeSlow(longestPlain + 4 * bodyAt);
const deskWords = new Uint32Array(desk.buffer, 0, desk.length >> 2);

/** Where a frame, or two, lies until the next is put together. */
export type Frame = { readonly bytes: Buffer; from: number; to: number };
const frame: Frame = { bytes: desk, from: 0, to: 0 };

function lies(from: number, to: number): Frame {
  frame.from = from;
  frame.to = to;
  return frame;
}

/** A whole text message of ASCII, in parts. */
export type Parts = { head: Buffer; middle: Buffer; tail: Buffer };

/** As a server sends it; `behind` is a whole message of its own, `''` for none. Read it before the next is made. */
export function plainParts({ head, middle, tail }: Parts, behind: string): Frame {
  const end = layParts(head, middle, tail);
  const from = putHead(bodyAt, end, 0);
  return lies(from, behind ? putPlain(behind, end) : end);
}

/** The same as a client must send it: masked with a key that nobody can foresee. */
export function maskedParts({ head, middle, tail }: Parts): Frame {
  return mask(layParts(head, middle, tail));
}

export function plainFrame(ascii: string): Frame {
  const end = bodyAt + desk.write(ascii, bodyAt, 'latin1');
  return lies(putHead(bodyAt, end, 0), end);
}

export function maskedFrame(ascii: string): Frame {
  return mask(bodyAt + desk.write(ascii, bodyAt, 'latin1'));
}

function layParts(head: Buffer, middle: Buffer, tail: Buffer): number {
  const middleAt = bodyAt + head.length;
  const tailAt = middleAt + middle.length;
  desk.set(head, bodyAt);
  desk.set(middle, middleAt);
  desk.set(tail, tailAt);
  return tailAt + tail.length;
}

function putPlain(ascii: string, at: number): number {
  const body = at + (ascii.length < twoByteLength ? 2 : 4);
  const end = body + desk.write(ascii, body, 'latin1');
  putHead(body, end, 0);
  return end;
}

function mask(end: number): Frame {
  const key = nextKey();
  deskWords[keyWord] = key;
  for (let at = keyWord + 1; at * 4 < end; at += 1) deskWords[at] = (deskWords[at] ?? 0) ^ key;
  return lies(putHead(bodyAt, end, masked), end);
}

/** Where the head begins that ends before the body, or before the key. */
function putHead(body: number, end: number, maskBit: number): number {
  const length = end - body;
  const isShort = length < twoByteLength;
  const from = body - (isShort ? 2 : 4) - (maskBit ? 4 : 0);
  desk[from] = finalText;
  desk[from + 1] = maskBit | (isShort ? length : twoByteLength);
  if (!isShort) {
    desk[from + 2] = length >> 8;
    desk[from + 3] = length & 0xff;
  }
  return from;
}

/** Masks and unmasks: the four bytes of the key stand at `keyAt`. */
export function applyMask(bytes: Buffer, keyAt: number, from: number, to: number): void {
  if (keyAt === from - 4 && (bytes.byteOffset + from) % 4 === 0) applyToWords(bytes, from, to);
  else applyToBytes(bytes, keyAt, from, to);
}

/** The memory that was read last, in words: nearly all is read into the same. */
let read: Uint32Array = new Uint32Array(0);

/** Four bytes at a time, where the machine can take them so. */
function applyToWords(bytes: Buffer, from: number, to: number): void {
  if (read.buffer !== bytes.buffer) read = new Uint32Array(bytes.buffer, 0, bytes.buffer.byteLength >> 2);
  const first = (bytes.byteOffset + from) >> 2;
  const end = first + ((to - from) >> 2);
  const key = read[first - 1] ?? 0;
  for (let at = first; at < end; at += 1) read[at] = (read[at] ?? 0) ^ key;
  const done = from + (end - first) * 4;
  for (let at = done; at < to; at += 1) bytes[at] = (bytes[at] ?? 0) ^ (bytes[from - 4 + (at - done)] ?? 0);
}

function applyToBytes(bytes: Buffer, keyAt: number, from: number, to: number): void {
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
