import type { Duplex } from 'node:stream';
import type { WebSocket } from 'ws';
import { readInPlace } from './read-in-place';
import { applyMask } from './text-frame';

const finalText = 0x81;
const longestHead = 14;
const close = 8;

/** What a frame's head tells; the numbers are bytes. */
type Head = { opcode: number; isFinal: boolean; whole: number };

/**
 * Stands before a `ws` socket that is open and takes whole, unfragmented text messages off the connection by itself,
 * most of what comes on a call. All other bytes go to `ws` as they are and in their order: it keeps every rule of the
 * protocol, and what it refuses is refused. A frame that comes in two pieces is other bytes too.
 */
export function takePlainTexts(
  websocket: WebSocket,
  under: Duplex,
  isMasked: boolean,
  onText: (bytes: Buffer, from: number, to: number) => void,
): void {
  const listeners = under.listeners('data');
  const [toWs] = listeners;
  // Not the socket that we know: it reads everything by itself.
  if (!toWs || listeners.length > 1) return;
  under.off('data', toWs as (chunk: Buffer) => void);
  under.on('data', (chunk: Buffer) => take(chunk, chunk.length));
  const isShared = readInPlace(under, take);
  websocket.once('error', () => {
    isOver = true;
  });

  const lengthMask = isMasked ? 0x80 : 0;
  /** How much `ws` has yet to get of the frame that it is in. */
  let owed = 0;
  /** What it has got of a frame whose head did not come whole. */
  let headPart: Buffer | null = null;
  let isFragmented = false;
  let hasClosed = false;
  let isOver = false;

  function take(bytes: Buffer, to: number): void {
    if (isOver) return;
    // What `ws` is in the middle of it may yet refuse, and then nothing behind it was ever said.
    if (owed > 0 || headPart) {
      const chunk = own(bytes, 0, to);
      follow(chunk, rest(chunk));
      pass(chunk);
      return;
    }
    let from = 0;
    while (from < to) {
      const next = isFragmented ? from : takeOne(bytes, from, to);
      if (under.destroyed) return;
      if (next === from) {
        const chunk = own(bytes, from, to);
        follow(chunk, 0);
        pass(chunk);
        return;
      }
      from = next;
    }
  }

  /** What is left to `ws`, which may keep it. */
  function own(bytes: Buffer, from: number, to: number): Buffer {
    const chunk = bytes.subarray(from, to);
    return isShared ? Buffer.from(chunk) : chunk;
  }

  /** Where the next frame begins; the same place when this one is not ours to take. */
  function takeOne(chunk: Buffer, from: number, to: number): number {
    if (chunk[from] !== finalText) return from;
    const second = (chunk[from + 1] ?? 0) ^ lengthMask;
    if (second > 126) return from;
    const isShort = second < 126;
    const key = from + (isShort ? 2 : 4);
    const begin = isMasked ? key + 4 : key;
    if (begin > to) return from;
    const length = isShort ? second : ((chunk[from + 2] ?? 0) << 8) | (chunk[from + 3] ?? 0);
    const end = begin + length;
    if (end > to) return from;
    if (isMasked) applyMask(chunk, key, begin, end);
    onText(chunk, begin, end);
    return end;
  }

  /** How much of this still belongs to the frame that `ws` is in. */
  function rest(chunk: Buffer): number {
    if (headPart) {
      const had = headPart.length;
      const known = Buffer.concat([headPart, chunk.subarray(0, longestHead)]);
      const head = headAt(known, 0);
      headPart = head ? null : known;
      if (!head) return chunk.length;
      note(head);
      owed = head.whole - had;
    }
    const mine = Math.min(owed, chunk.length);
    owed -= mine;
    return mine;
  }

  /** From here to its end this chunk goes to `ws`: where will that leave it? */
  function follow(chunk: Buffer, from: number): void {
    for (let at = from; at < chunk.length; ) {
      const head = headAt(chunk, at);
      if (!head) {
        headPart = Buffer.from(chunk.subarray(at));
        return;
      }
      note(head);
      at += head.whole;
      owed = Math.max(0, at - chunk.length);
    }
  }

  function note({ opcode, isFinal }: Head): void {
    if (opcode < close) isFragmented = !isFinal;
    if (opcode === close) hasClosed = true;
  }

  function pass(bytes: Buffer): void {
    Reflect.apply(toWs as (chunk: Buffer) => void, under, [bytes]);
    if (hasClosed && owed === 0) isOver = true;
  }
}

function headAt(bytes: Buffer, at: number): Head | null {
  const left = bytes.length - at;
  if (left < 2) return null;
  const first = bytes[at] ?? 0;
  const second = bytes[at + 1] ?? 0;
  const short = second & 0x7f;
  const lengthBytes = short < 126 ? 0 : short === 126 ? 2 : 8;
  if (left < 2 + lengthBytes) return null;
  const length =
    lengthBytes === 0 ? short : lengthBytes === 2 ? bytes.readUInt16BE(at + 2) : Number(bytes.readBigUInt64BE(at + 2));
  const maskBytes = second & 0x80 ? 4 : 0;
  return { opcode: first & 0x0f, isFinal: (first & 0x80) !== 0, whole: 2 + lengthBytes + maskBytes + length };
}
