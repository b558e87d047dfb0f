import { Socket } from 'node:net';
import type { Duplex } from 'node:stream';

/** Every read of the process lands here, and is over before the next one begins. */
const place = Buffer.allocUnsafeSlow(65_536);

/** Node's names, underneath. */
const readInto = 'useUserBuffer';
const ownPlace = 'kBuffer';

type Handle = { [readInto]?(buffer: Buffer): void; onread(this: Handle, chunk: unknown): void; bytesRead: number };
type Inside = Record<symbol, unknown> & { _handle?: Handle | null };

/**
 * Lets a connection read into one place for all, again and again: the memory of its own that Node finds for each read,
 * and the stream that passes it on, cost more than a frame of sound. `onBytes` gets the place and where in it the bytes
 * end; what it keeps it copies. Node has this for connections that it opens (`onread` of `net.Socket`) and, by the same
 * means, underneath for all others. False: this one does not have it, and reads as ever.
 */
export function readInPlace(under: Duplex, onBytes: (bytes: Buffer, to: number) => void): boolean {
  if (!(under instanceof Socket)) return false;
  const inside = under as unknown as Inside;
  const key = Object.getOwnPropertySymbols(inside).find(({ description }) => description === ownPlace);
  const handle = inside._handle;
  if (!key || inside[key] !== null || !handle?.[readInto]) return false;
  handle[readInto](place);
  // By this the stream knows that it does not read: it pauses and goes on with the connection itself.
  inside[key] = place;
  readWith(handle, onBytes);
  return true;
}

/** How much was read is told by the count of all; whatever is no read is Node's, an end and an error too. */
function readWith(handle: Handle, onBytes: (bytes: Buffer, to: number) => void): void {
  const { onread } = handle;
  let before = handle.bytesRead;
  handle.onread = (chunk) => {
    const length = handle.bytesRead - before;
    before += length;
    if (length > 0) onBytes(place, length);
    else onread.call(handle, chunk);
  };
}
