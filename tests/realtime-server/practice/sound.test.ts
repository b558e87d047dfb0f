import { describe, expect, it } from 'vitest';
import { muLawFromPcm, muLawSilence, pcmFromMuLaw } from '@/realtime-server/practice/sound/mu-law';
import {
  bytesFromPcm,
  decibels,
  floatFromPcm,
  loudness,
  pcmFromBytes,
  pcmFromFloat,
} from '@/realtime-server/practice/sound/pcm';
import { makeResampler, resample } from '@/realtime-server/practice/sound/resampler';
import { readWav, writeWav } from '@/realtime-server/practice/sound/wav';
import { toneOf } from '@/tests/support/speech';

const everySample = Int16Array.from({ length: 65_536 }, (_, i) => i - 32_768);
const everyByte = Uint8Array.from({ length: 256 }, (_, i) => i);

describe('µ-law', () => {
  it('decodes the corners of G.711 as the standard has them', () => {
    expect([...pcmFromMuLaw(Uint8Array.of(0x00, 0x80, 0x7f, 0xff))]).toEqual([-32_124, 32_124, 0, 0]);
  });

  it('comes back the same byte from every byte, but for the second zero', () => {
    const again = muLawFromPcm(pcmFromMuLaw(everyByte));

    expect([...again].filter((byte, i) => byte !== i)).toEqual([muLawSilence]);
    expect(again[0x7f]).toBe(muLawSilence);
  });

  it('is never further off than half a step, for every sample there is', () => {
    const again = pcmFromMuLaw(muLawFromPcm(everySample));

    const worst = everySample.reduce((most, sample, i) => {
      if (Math.abs(sample) > 32_124) return most;
      return Math.max(most, Math.abs(sample - (again[i] ?? 0)) / (Math.abs(sample) + 132));
    }, 0);
    expect(worst).toBeLessThanOrEqual(1 / 32);
  });
});

describe('changing the rate', () => {
  it('keeps what a telephone can carry', () => {
    const out = resample(toneOf(1000, 1, 24_000), 24_000, 8000);

    expect(out.length).toBe(8000);
    expect(Math.abs(loudness(pcmFromFloat(out.subarray(200, 7800))) - 0.3 / Math.SQRT2)).toBeLessThan(0.003);
  });

  it('lets nothing above half the new rate fold back into the voice', () => {
    const out = resample(toneOf(6000, 1, 24_000), 24_000, 8000);

    expect(decibels(loudness(pcmFromFloat(out)))).toBeLessThan(-60);
  });

  it('makes the same sound in one piece and in many', () => {
    const whole = toneOf(700, 0.5, 16_000);
    const inOne = makeResampler(16_000, 24_000).push(whole);
    const inMany = makeResampler(16_000, 24_000);
    const pieces: number[] = [];

    for (let at = 0; at < whole.length; at += 137) pieces.push(...inMany.push(whole.subarray(at, at + 137)));

    expect(pieces.length).toBe(inOne.length);
    expect(Math.max(...pieces.map((sample, i) => Math.abs(sample - (inOne[i] ?? 0))))).toBeLessThan(1e-3);
  });
});

describe('WAV files', () => {
  const pcm = pcmFromFloat(toneOf(440, 0.1, 8000));

  it('are read as they were written', () => {
    const { samples, hz } = readWav(writeWav([pcm], 8000));

    expect(hz).toBe(8000);
    expect([...pcmFromFloat(samples)]).toEqual([...pcm]);
  });

  it('hold two sides, the shorter padded with silence', () => {
    const file = writeWav([pcm, new Int16Array(10).fill(1000)], 8000);

    const frames = pcmFromBytes(file.subarray(44));
    expect([file.readUInt16LE(22), frames.length / 2]).toEqual([2, pcm.length]);
    expect([frames[1], frames[19], frames[21]]).toEqual([1000, 1000, 0]);
  });

  it('in µ-law are read too', () => {
    const file = Buffer.concat([writeWav([new Int16Array(0)], 8000), muLawFromPcm(pcm)]);
    file.writeUInt16LE(7, 20);
    file.writeUInt16LE(8, 34);
    file.writeUInt32LE(pcm.length, 40);

    expect(Math.abs(loudness(pcmFromFloat(readWav(file).samples)) - loudness(pcm))).toBeLessThan(0.002);
  });

  it.each([
    ['a text file', Buffer.from('hello, this is not sound'), 'This is not a WAV file.'],
    ['a header without sound', writeWav([new Int16Array(0)], 8000).subarray(0, 36), 'This WAV file holds no sound.'],
  ])('that are %s are refused in plain words', (_, file, message) => {
    expect(() => readWav(file)).toThrow(message);
  });

  it('survive the way to bytes and back', () => {
    expect([...pcmFromBytes(bytesFromPcm(pcm))]).toEqual([...pcm]);
    expect(floatFromPcm(Int16Array.of(-32_768))[0]).toBe(-1);
  });
});
