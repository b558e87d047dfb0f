import { writeSync } from 'node:fs';
import { Socket } from 'node:net';
import type { Duplex } from 'node:stream';

type Inside = { encrypted?: boolean; _handle?: { fd?: number } | null };

/**
 * Gives the kernel what it takes of these bytes now, past the stream, whose care for each write costs as much as half a
 * frame of sound. Gives how many it took: none on a connection that is encrypted, is behind or is closed, and none where
 * it does not want any. The rest is for the stream, which also tells what is wrong with the connection.
 */
export function writeAtOnce(under: Duplex, bytes: Buffer, from: number, to: number): number {
  if (!(under instanceof Socket) || under.writableLength > 0 || !under.writable) return 0;
  const { encrypted, _handle } = under as unknown as Inside;
  // Asked for each time: the number of a connection that was closed may be another's by now.
  const descriptor = _handle?.fd ?? -1;
  if (encrypted || descriptor < 0) return 0;
  try {
    return writeSync(descriptor, bytes, from, to - from);
  } catch {
    return 0;
  }
}
