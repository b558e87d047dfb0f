import { muLawFromPcm } from '../sound/mu-law';
import { pcmFromFloat } from '../sound/pcm';
import { resample } from '../sound/resampler';
import { readWav } from '../sound/wav';
import { makeFlite } from './flite';
import { speakable } from './speakable';
import { findVoiceSound } from './voices';

export type Manner = { voice: string; speed: number };
export type Spoken = { pcm24k: Int16Array; muLaw8k: Uint8Array };
export type Speech = {
  /** The same words in the same manner are the same bytes, always. */
  say(text: string, manner: Manner): Promise<Spoken>;
  close(): Promise<void>;
};

const cacheBytes = 48 * 1024 * 1024;
const spokenLevel = 0.1;
const loudestPeak = 0.85;
const quietEdge = 0.004;

const nothing: Spoken = { pcm24k: new Int16Array(0), muLaw8k: new Uint8Array(0) };

function trimQuiet(samples: Float32Array, hz: number): Float32Array {
  const isLoud = (sample: number) => Math.abs(sample) > quietEdge;
  const first = samples.findIndex(isLoud);
  if (first < 0) return new Float32Array(0);
  const last = samples.findLastIndex(isLoud);
  return samples.subarray(Math.max(0, first - Math.round(hz * 0.04)), last + Math.round(hz * 0.12));
}

function level(samples: Float32Array): Float32Array {
  let sum = 0;
  let peak = 0;
  for (const sample of samples) {
    sum += sample * sample;
    peak = Math.max(peak, Math.abs(sample));
  }
  const gain = Math.min(spokenLevel / Math.sqrt(sum / samples.length || 1), loudestPeak / (peak || 1));
  return samples.map((sample) => sample * gain);
}

export function makeSpeech(flite = makeFlite()): Speech {
  const cache = new Map<string, Promise<Spoken>>();
  const sizes = new Map<string, number>();
  let held = 0;

  async function synthesise(text: string, { voice, speed }: Manner): Promise<Spoken> {
    const words = speakable(text);
    if (!/[\p{L}\p{N}]/u.test(words)) return nothing;

    const { flite: fliteVoice, pitch, pace } = findVoiceSound(voice);
    const stretch = Math.round((pitch / (pace * speed)) * 1000) / 1000;
    const { samples, hz } = readWav(await flite.speak(words, fliteVoice, stretch));
    // Read faster than it was spoken, the voice is higher; the stretch above gives the time back.
    const voiced = level(trimQuiet(samples, hz));
    return {
      pcm24k: pcmFromFloat(resample(voiced, hz * pitch, 24_000)),
      muLaw8k: muLawFromPcm(pcmFromFloat(resample(voiced, hz * pitch, 8000))),
    };
  }

  function forgetOldest(): void {
    for (const [key, size] of sizes) {
      if (held <= cacheBytes) return;
      cache.delete(key);
      sizes.delete(key);
      held -= size;
    }
  }

  async function remember(key: string, spoken: Promise<Spoken>): Promise<void> {
    try {
      const { pcm24k, muLaw8k } = await spoken;
      const size = pcm24k.byteLength + muLaw8k.byteLength;
      sizes.set(key, size);
      held += size;
      forgetOldest();
    } catch {
      cache.delete(key);
    }
  }

  return {
    say(text, manner) {
      const key = JSON.stringify([manner.voice, manner.speed, text]);
      const cached = cache.get(key);
      if (cached) return cached;
      const spoken = synthesise(text, manner);
      cache.set(key, spoken);
      void remember(key, spoken);
      return spoken;
    },
    close: () => flite.close(),
  };
}
