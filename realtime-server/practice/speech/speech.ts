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
const softFrom = 0.5;
const quietEdge = 0.004;
const brightness = 0.9;

const nothing: Spoken = { pcm24k: new Int16Array(0), muLaw8k: new Uint8Array(0) };

function trimQuiet(samples: Float32Array, hz: number): Float32Array {
  const isLoud = (sample: number) => Math.abs(sample) > quietEdge;
  const first = samples.findIndex(isLoud);
  if (first < 0) return new Float32Array(0);
  const last = samples.findLastIndex(isLoud);
  return samples.subarray(Math.max(0, first - Math.round(hz * 0.04)), last + Math.round(hz * 0.12));
}

/** Flite's voices are almost all fundamental: without this they boom on a telephone and words are lost. */
function brighten(samples: Float32Array): Float32Array {
  return samples.map((sample, i) => sample - brightness * (samples[i - 1] ?? 0));
}

/** Rounds peaks off instead of cutting them, so that every voice can be as loud as the others. */
function soften(sample: number): number {
  const over = Math.abs(sample) - softFrom;
  if (over <= 0) return sample;
  return Math.sign(sample) * (softFrom + (loudestPeak - softFrom) * Math.tanh(over / (loudestPeak - softFrom)));
}

function level(samples: Float32Array): Float32Array {
  const energy = samples.reduce((sum, sample) => sum + sample * sample, 0);
  const gain = spokenLevel / (Math.sqrt(energy / samples.length) || 1);
  return samples.map((sample) => soften(sample * gain));
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
    const voiced = level(brighten(trimQuiet(samples, hz)));
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
