/**
 * ASCII as bytes with memory of their own. A small `Buffer.from` lies in a pool of 64 KB, and whoever keeps it for the
 * length of a call keeps the whole pool.
 */
export function ownBytes(ascii: string): Buffer {
  const bytes = Buffer.alloc(ascii.length);
  bytes.write(ascii, 'latin1');
  return bytes;
}
