import { base64Bytes, readBase64 } from '@/lib/platform/base64';
import type { Payload } from '../ports/carrier';

/** Room to begin with: half a second of the telephone. */
const leastBytes = 4_096;
/** More than this is given back once it is empty: a model is ahead of its line by an answer, some ten seconds. */
const mostIdleBytes = 131_072;

/** Plain sound, first in first out, in memory that is used again and again: as many small pieces it would be litter. */
export function makeSoundQueue() {
  let bytes = Buffer.alloc(0);
  let from = 0;
  let to = 0;

  function makeRoom(length: number): void {
    if (to + length <= bytes.length) return;
    const waiting = bytes.subarray(from, to);
    const needed = 2 * (waiting.length + length);
    if (needed <= bytes.length) bytes.copyWithin(0, from, to);
    else {
      bytes = Buffer.allocUnsafeSlow(Math.max(leastBytes, needed));
      bytes.set(waiting);
    }
    to -= from;
    from = 0;
  }

  return {
    /** Gives how many bytes it was. */
    push(payload: Payload): number {
      const length = base64Bytes(payload);
      makeRoom(length);
      readBase64(payload, bytes, to);
      to += length;
      return length;
    },

    /** The next so many bytes: to be looked at before anything else is done here. */
    take(length: number): Uint8Array {
      const taken = bytes.subarray(from, from + length);
      from += length;
      return taken;
    },

    isEmpty: (): boolean => from === to,

    clear(): void {
      from = 0;
      to = 0;
      if (bytes.length > mostIdleBytes) bytes = Buffer.alloc(0);
    },
  };
}
