import { type AudioFormat, asPayload, bytesPerMs, type Payload } from '../ports/carrier';

const quietByte = { pcmu_8k: 0xff, pcm_24k: 0 } as const satisfies Record<AudioFormat, number>;

export function silence(format: AudioFormat, ms: number): Payload {
  return asPayload(Buffer.alloc(ms * bytesPerMs[format], quietByte[format]));
}
