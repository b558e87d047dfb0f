import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { pcmAt, readWav } from '@/realtime-server/practice/sound/wav';

const alsaFolder = '/usr/share/sounds/alsa';

/** Human voices that Debian's alsa-utils brings; none where it is not installed. */
export function recordedVoices(): { name: string; file: string }[] {
  if (!existsSync(alsaFolder)) return [];
  return readdirSync(alsaFolder)
    .filter((name) => /^(Front|Rear|Side)_.*\.wav$/.test(name))
    .map((name) => ({ name, file: path.join(alsaFolder, name) }));
}

export function pcmOfFile(file: string, hz: number): Int16Array {
  return pcmAt(hz, readWav(readFileSync(file)));
}

export function toneOf(frequency: number, seconds: number, hz: number, level = 0.3): Float32Array {
  return Float32Array.from({ length: Math.round(seconds * hz) }, (_, i) => {
    return level * Math.sin((2 * Math.PI * frequency * i) / hz);
  });
}

/** The same noise for the same seed. */
export function noiseOf(seconds: number, hz: number, level: number, seed = 1): Float32Array {
  let state = seed;
  return Float32Array.from({ length: Math.round(seconds * hz) }, () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return level * ((state / 1_073_741_824 - 1) * Math.sqrt(3));
  });
}

/** Share of the energy between two frequencies, by a plain transform of windows of 1024 samples. */
export function bandShare(pcm: Int16Array, hz: number, from: number, to: number): number {
  const size = 1024;
  let inside = 0;
  let all = 0;
  for (let start = 0; start + size <= pcm.length; start += size * 4) {
    for (let bin = 1; bin < size / 2; bin += 2) {
      let [real, imaginary] = [0, 0];
      for (let i = 0; i < size; i++) {
        const sample = (pcm[start + i] ?? 0) * (0.5 - 0.5 * Math.cos((2 * Math.PI * i) / size));
        real += sample * Math.cos((2 * Math.PI * bin * i) / size);
        imaginary -= sample * Math.sin((2 * Math.PI * bin * i) / size);
      }
      const energy = real * real + imaginary * imaginary;
      const frequency = (bin * hz) / size;
      all += energy;
      if (frequency >= from && frequency <= to) inside += energy;
    }
  }
  return all === 0 ? 0 : inside / all;
}

/** How high a voice is: the median pitch of its voiced windows. */
export function pitchOf(pcm: Int16Array, hz: number): number {
  const size = Math.round(hz * 0.04);
  const pitches: number[] = [];
  for (let start = 0; start + size * 2 <= pcm.length; start += size) {
    const correlate = (lag: number) => {
      let sum = 0;
      for (let i = 0; i < size; i++) sum += (pcm[start + i] ?? 0) * (pcm[start + i + lag] ?? 0);
      return sum;
    };
    const energy = correlate(0);
    if (energy / size < 1_000_000) continue;
    let best = { lag: 0, score: 0 };
    for (let lag = Math.round(hz / 320); lag <= Math.round(hz / 70); lag++) {
      const score = correlate(lag);
      if (score > best.score) best = { lag, score };
    }
    if (best.score > energy * 0.5) pitches.push(hz / best.lag);
  }
  pitches.sort((a, b) => a - b);
  return pitches[Math.floor(pitches.length / 2)] ?? 0;
}
