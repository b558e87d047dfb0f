/** µ-law, 8 kHz, the caller on the left and the agent on the right: a byte each, sixteen a millisecond. */
export const framesPerMs = 8;
export const bytesPerFrame = 2;
export const wavHeaderBytes = 58;
/** The quietest byte of µ-law. */
export const quiet = 0xff;

const muLaw = 7;
const framesPerSecond = framesPerMs * 1000;

/** The header of a file with this much sound after it. */
export function wavHeader(soundBytes: number): Buffer {
  const header = Buffer.alloc(wavHeaderBytes);
  header.write('RIFF', 0);
  header.writeUInt32LE(wavHeaderBytes - 8 + soundBytes, 4);
  header.write('WAVEfmt ', 8);
  header.writeUInt32LE(18, 16);
  header.writeUInt16LE(muLaw, 20);
  header.writeUInt16LE(bytesPerFrame, 22);
  header.writeUInt32LE(framesPerSecond, 24);
  header.writeUInt32LE(framesPerSecond * bytesPerFrame, 28);
  header.writeUInt16LE(bytesPerFrame, 32);
  header.writeUInt16LE(8, 34);
  header.write('fact', 38);
  header.writeUInt32LE(4, 42);
  header.writeUInt32LE(soundBytes / bytesPerFrame, 46);
  header.write('data', 50);
  header.writeUInt32LE(soundBytes, 54);
  return header;
}

/** Bytes of sound in a file of this size; half a frame at its end was cut off by a crash. */
export function soundBytesIn(fileBytes: number): number {
  const sound = Math.max(0, fileBytes - wavHeaderBytes);
  return sound - (sound % bytesPerFrame);
}

export function durationMs(soundBytes: number): number {
  return Math.floor(soundBytes / bytesPerFrame / framesPerMs);
}
