const bias = 0x84;
const clip = 32_635;

/** G.711: silence on a µ-law line. */
export const muLawSilence = 0xff;

function decodeByte(byte: number): number {
  const bits = ~byte & 0xff;
  const magnitude = (((bits & 0x0f) << 3) + bias) << ((bits & 0x70) >> 4);
  return bits & 0x80 ? bias - magnitude : magnitude - bias;
}

function encodeSample(sample: number): number {
  const sign = sample < 0 ? 0x80 : 0;
  const magnitude = Math.min(Math.abs(sample), clip) + bias;
  const exponent = Math.max(0, 24 - Math.clz32(magnitude));
  const mantissa = (magnitude >> (exponent + 3)) & 0x0f;
  return ~(sign | (exponent << 4) | mantissa) & 0xff;
}

const decoded = Int16Array.from({ length: 256 }, (_, byte) => decodeByte(byte));
const encoded = Uint8Array.from({ length: 65_536 }, (_, index) => encodeSample(index - 32_768));

export function muLawFromPcm(pcm: Int16Array): Uint8Array {
  const bytes = new Uint8Array(pcm.length);
  for (let i = 0; i < pcm.length; i++) bytes[i] = encoded[(pcm[i] ?? 0) + 32_768] ?? muLawSilence;
  return bytes;
}

export function pcmFromMuLaw(bytes: Uint8Array): Int16Array {
  const pcm = new Int16Array(bytes.length);
  for (let i = 0; i < bytes.length; i++) pcm[i] = decoded[bytes[i] ?? muLawSilence] ?? 0;
  return pcm;
}
