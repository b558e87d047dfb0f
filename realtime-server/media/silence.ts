import { type AudioFormat, bytesPerMs } from '../ports/carrier';

const quietByte = { pcmu_8k: 0xff, pcm_24k: 0 } as const satisfies Record<AudioFormat, number>;

export function silence(format: AudioFormat, ms: number): string {
  return Buffer.alloc(ms * bytesPerMs[format], quietByte[format]).toString('base64');
}
