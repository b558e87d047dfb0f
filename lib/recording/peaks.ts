import type { Peaks } from '@/lib/contracts/recording';
import { bytesPerFrame } from './wav';

export const slices = 600;

const loudest = 32_124;
const magnitudes = Float64Array.from({ length: 256 }, (_, byte) => magnitudeOf(byte));

/** Loudness by slice, from sound that comes in pieces of whole frames; its whole length is known before. */
export function makePeaks(soundBytes: number) {
  const frames = Math.max(1, soundBytes / bytesPerFrame);
  const count = Math.min(slices, frames);
  const highest = [new Float64Array(count), new Float64Array(count)] as const;
  let frame = 0;

  return {
    hear(sound: Uint8Array): void {
      for (let at = 0; at + 1 < sound.length; at += bytesPerFrame, frame += 1) {
        const slice = Math.min(count - 1, Math.floor((frame * count) / frames));
        for (const side of [0, 1] as const) {
          const magnitude = magnitudes[sound[at + side] ?? 0xff] ?? 0;
          if (magnitude > (highest[side][slice] ?? 0)) highest[side][slice] = magnitude;
        }
      }
    },
    read: (): Peaks => ({ caller: shown(highest[0]), agent: shown(highest[1]) }),
  };
}

/** As ears hear it: a quiet voice is still seen. */
function shown(highest: Float64Array): number[] {
  return Array.from(highest, (magnitude) => Math.round(100 * Math.sqrt(magnitude / loudest)));
}

function magnitudeOf(byte: number): number {
  const code = ~byte & 0xff;
  const shift = (code >> 4) & 0x07;
  return ((((code & 0x0f) << 3) + 0x84) << shift) - 0x84;
}
