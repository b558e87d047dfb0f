import { createHash } from 'node:crypto';
import type { SampleRequest } from './sample';

const maxSamples = 40;
const samples = new Map<string, Promise<Uint8Array<ArrayBuffer>>>();

/** The same words in the same voice are spoken once; the oldest give way. A failure is not remembered. */
export function rememberSample(
  request: SampleRequest,
  speak: () => Promise<Uint8Array<ArrayBuffer>>,
): Promise<Uint8Array<ArrayBuffer>> {
  const key = createHash('sha256')
    .update(JSON.stringify([request.voice, request.speed, request.text]))
    .digest('hex');
  const known = samples.get(key);
  if (known) return known;

  const spoken = speak();
  spoken.catch(() => samples.delete(key));
  samples.set(key, spoken);
  for (const oldest of samples.keys()) {
    if (samples.size <= maxSamples) break;
    samples.delete(oldest);
  }
  return spoken;
}
