import { muLawFromPcm } from '../sound/mu-law';
import { pcmFromFloat } from '../sound/pcm';

const hz = 8000;

function tone(frequencies: number[], seconds: number): Float32Array {
  return Float32Array.from({ length: Math.round(seconds * hz) }, (_, i) =>
    frequencies.reduce((sum, frequency) => sum + 0.12 * Math.sin((2 * Math.PI * frequency * i) / hz), 0),
  );
}

function joined(...parts: Float32Array[]): Uint8Array {
  return muLawFromPcm(pcmFromFloat(Float32Array.from(parts.flatMap((part) => [...part]))));
}

const silence = (seconds: number) => new Float32Array(Math.round(seconds * hz));

const tones = {
  ringing: joined(tone([440, 480], 2), silence(1)),
  busy: joined(tone([480, 620], 0.5), silence(0.5), tone([480, 620], 0.5), silence(0.5)),
  beep: joined(tone([1000], 0.3)),
};

/** The North American tones a caller knows. */
export function dialTone(kind: keyof typeof tones): Uint8Array {
  return tones[kind].slice();
}
