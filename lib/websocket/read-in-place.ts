import { Socket } from 'node:net';
import type { Duplex } from 'node:stream';

/** Every read of the process lands here, and is over before the next one begins. */
const place = Buffer.allocUnsafeSlow(65_536);

/** Node's name for it, underneath. */
const readInto = 'useUserBuffer';

type Inside = Record<symbol, unknown> & { _handle?: { [readInto]?(buffer: Buffer): void } | null };
type Keys = { buffer: symbol; callback: symbol };

/**
 * Lets a connection read into one place for all, again and again: the memory of its own that Node finds for each read
 * costs more than a frame of sound. `onBytes` gets the place and where in it the bytes end; what it keeps it copies.
 * Node has this for connections that it opens (`onread` of `net.Socket`) and, by the same means, underneath for all
 * others. False: this one does not have it, and reads as ever.
 */
export function readInPlace(under: Duplex, onBytes: (bytes: Buffer, to: number) => void): boolean {
  if (!(under instanceof Socket)) return false;
  const inside = under as unknown as Inside;
  const keys = keysOf(inside);
  const handle = inside._handle;
  if (!keys || !handle?.[readInto]) return false;
  handle[readInto](place);
  inside[keys.buffer] = place;
  inside[keys.callback] = (length: number) => {
    onBytes(place, length);
    return true;
  };
  return true;
}

/** Null unless both are there and not in use. */
function keysOf(inside: Inside): Keys | null {
  const named = (name: string) =>
    Object.getOwnPropertySymbols(inside).find((key) => key.description === name && inside[key] === null);
  const [buffer, callback] = [named('kBuffer'), named('kBufferCb')];
  return buffer && callback ? { buffer, callback } : null;
}
