import { pcmFromMuLaw } from './mu-law';
import { bytesFromPcm, floatFromPcm, pcmFromFloat } from './pcm';
import { resample } from './resampler';

export type Sound = { samples: Float32Array; hz: number };

type Format = { code: number; channels: number; hz: number; bits: number };

function readFormat(chunk: Buffer): Format {
  const code = chunk.readUInt16LE(0);
  return {
    code: code === 0xfffe && chunk.length >= 26 ? chunk.readUInt16LE(24) : code,
    channels: chunk.readUInt16LE(2),
    hz: chunk.readUInt32LE(4),
    bits: chunk.readUInt16LE(14),
  };
}

function decodeSamples({ code, bits }: Format, data: Buffer): Float32Array {
  if (code === 1 && bits === 16) {
    return Float32Array.from({ length: data.length >> 1 }, (_, i) => data.readInt16LE(i * 2) / 32_768);
  }
  if (code === 1 && bits === 24) {
    return Float32Array.from({ length: Math.floor(data.length / 3) }, (_, i) => data.readIntLE(i * 3, 3) / 8_388_608);
  }
  if (code === 1 && bits === 8) return Float32Array.from(data, (byte) => (byte - 128) / 128);
  if (code === 3 && bits === 32) {
    return Float32Array.from({ length: data.length >> 2 }, (_, i) => data.readFloatLE(i * 4));
  }
  if (code === 7 && bits === 8) return floatFromPcm(pcmFromMuLaw(data));
  throw new Error(`This WAV holds format ${code} at ${bits} bits; use PCM (8, 16, 24 bits), float or µ-law.`);
}

function mixDown(samples: Float32Array, channels: number): Float32Array {
  if (channels === 1) return samples;
  return Float32Array.from({ length: Math.floor(samples.length / channels) }, (_, frame) => {
    let sum = 0;
    for (let channel = 0; channel < channels; channel++) sum += samples[frame * channels + channel] ?? 0;
    return sum / channels;
  });
}

function* chunksOf(file: Buffer): Generator<{ id: string; body: Buffer }> {
  for (let at = 12; at + 8 <= file.length; ) {
    const size = file.readUInt32LE(at + 4);
    yield {
      id: file.toString('latin1', at, at + 4),
      body: file.subarray(at + 8, Math.min(file.length, at + 8 + size)),
    };
    at += 8 + size + (size & 1);
  }
}

/** One channel; several are mixed. Throws a sentence fit for a person when the file is not a WAV we can play. */
export function readWav(file: Buffer): Sound {
  if (file.length < 12 || file.toString('latin1', 0, 4) !== 'RIFF' || file.toString('latin1', 8, 12) !== 'WAVE') {
    throw new Error('This is not a WAV file.');
  }
  let format: Format | undefined;
  for (const { id, body } of chunksOf(file)) {
    if (id === 'fmt ' && body.length >= 16) format = readFormat(body);
    if (id !== 'data' || !format) continue;
    if (format.channels < 1 || format.hz < 1000) throw new Error('This WAV file has a broken header.');
    return { samples: mixDown(decodeSamples(format, body), format.channels), hz: format.hz };
  }
  throw new Error('This WAV file holds no sound.');
}

export function pcmAt(hz: number, sound: Sound): Int16Array {
  return pcmFromFloat(resample(sound.samples, sound.hz, hz));
}

/** 16-bit PCM; two tracks become left and right, the shorter one padded with silence. */
export function writeWav(tracks: [Int16Array] | [Int16Array, Int16Array], hz: number): Buffer {
  const channels = tracks.length;
  const frames = Math.max(...tracks.map((track) => track.length));
  const mixed = new Int16Array(frames * channels);
  for (let frame = 0; frame < frames; frame++) {
    tracks.forEach((track, channel) => {
      mixed[frame * channels + channel] = track[frame] ?? 0;
    });
  }
  const header = Buffer.alloc(44);
  header.write('RIFF', 0, 'latin1');
  header.writeUInt32LE(36 + mixed.length * 2, 4);
  header.write('WAVEfmt ', 8, 'latin1');
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20);
  header.writeUInt16LE(channels, 22);
  header.writeUInt32LE(hz, 24);
  header.writeUInt32LE(hz * channels * 2, 28);
  header.writeUInt16LE(channels * 2, 32);
  header.writeUInt16LE(16, 34);
  header.write('data', 36, 'latin1');
  header.writeUInt32LE(mixed.length * 2, 40);
  return Buffer.concat([header, bytesFromPcm(mixed)]);
}
