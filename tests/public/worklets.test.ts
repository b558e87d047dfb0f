import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

type Port = { onmessage: (event: { data: unknown }) => void; postMessage: (message: unknown) => void };
type Processor = { port: Port; process(inputs: Float32Array[][], outputs: Float32Array[][]): boolean };
type Told = { type?: string; mark?: string; audio?: ArrayBuffer; level?: number };

const contextRate = 48_000;
const block = 128;

/** The worklet as a browser would run it, with what it tells noted. */
function startWorklet(file: string, sound: 'wide' | 'phone') {
  const told: Told[] = [];
  class AudioWorkletProcessor {
    port: Port = { onmessage: () => {}, postMessage: (message) => told.push(message as Told) };
  }
  let made: (new (options: object) => Processor) | undefined;
  const source = readFileSync(`public/${file}`, 'utf8');
  new Function('AudioWorkletProcessor', 'registerProcessor', 'sampleRate', source)(
    AudioWorkletProcessor,
    (_name: string, processor: new (options: object) => Processor) => {
      made = processor;
    },
    contextRate,
  );
  if (!made) throw new Error('The worklet registered nothing.');
  return { told, processor: new made({ processorOptions: { sound } }) };
}

function tone(hertz: number, seconds: number, rate: number): Float32Array {
  return Float32Array.from(
    { length: seconds * rate },
    (_, index) => 0.5 * Math.sin((2 * Math.PI * hertz * index) / rate),
  );
}

/** How often the sign turns from minus to plus: the pitch. */
function pitch(samples: ArrayLike<number>, rate: number): number {
  let rises = 0;
  for (let index = 1; index < samples.length; index++) {
    if ((samples[index - 1] ?? 0) < 0 && (samples[index] ?? 0) >= 0) rises++;
  }
  return Math.round((rises * rate) / samples.length);
}

function capture(sound: 'wide' | 'phone', samples: Float32Array) {
  const { told, processor } = startWorklet('capture-worklet.js', sound);
  for (let at = 0; at + block <= samples.length; at += block) {
    processor.process([[samples.subarray(at, at + block)]], []);
  }
  return told;
}

function play(sound: 'wide' | 'phone', messages: object[], seconds: number) {
  const { told, processor } = startWorklet('playback-worklet.js', sound);
  for (const data of messages) processor.port.onmessage({ data });
  const heard: number[] = [];
  for (let at = 0; at < seconds * contextRate; at += block) {
    const output = new Float32Array(block);
    processor.process([], [[output]]);
    heard.push(...output);
  }
  return { told, heard };
}

describe('the microphone', () => {
  it('gives frames of 20 ms at 24 kHz that keep the pitch', () => {
    const frames = capture('wide', tone(440, 1, contextRate)).map(({ audio }) => new Int16Array(audio ?? []));

    expect([new Set(frames.map((frame) => frame.length)), frames.length]).toEqual([new Set([480]), 50]);
    expect(
      pitch(
        frames.flatMap((frame) => [...frame]),
        24_000,
      ),
    ).toBeCloseTo(440, -1);
  });

  it('gives µ-law at 8 kHz for phone sound, which playback turns back into the same pitch', () => {
    const frames = capture('phone', tone(440, 1, contextRate));

    const { heard } = play(
      'phone',
      frames.map(({ audio }) => ({ type: 'audio', audio })),
      1,
    );

    expect(frames.map(({ audio }) => audio?.byteLength)).toEqual(Array(50).fill(160));
    expect(pitch(heard, contextRate)).toBeCloseTo(440, -1);
  });

  it('writes silence as the telephone does', () => {
    const [first] = capture('phone', new Float32Array(contextRate / 10));

    expect([...new Set(new Uint8Array(first?.audio ?? new ArrayBuffer(0)))]).toEqual([0xff]);
  });
});

describe('the voice', () => {
  const second = () => Int16Array.from(tone(440, 1, 24_000), (sample) => sample * 32_767).buffer;

  it('is played at its own pitch and length', () => {
    const { heard, told } = play('wide', [{ type: 'audio', audio: second() }], 1.5);

    expect(pitch(heard.slice(0, contextRate), contextRate)).toBeCloseTo(440, -1);
    expect(heard.slice(contextRate + block).every((sample) => sample === 0)).toBe(true);
    expect(told.filter(({ type }) => type === 'busy' || type === 'idle').map(({ type }) => type)).toEqual([
      'busy',
      'idle',
    ]);
  });

  it('tells a mark when what was before it has been played, not sooner', () => {
    const messages = [
      { type: 'audio', audio: second() },
      { type: 'mark', mark: 'end' },
    ];

    const marks = (seconds: number) =>
      play(
        'wide',
        messages.map((each) => ({ ...each, ...(each.audio && { audio: second() }) })),
        seconds,
      ).told.filter(({ type }) => type === 'played');

    expect([marks(0.9), marks(1.1)]).toEqual([[], [{ type: 'played', mark: 'end' }]]);
  });

  it('falls silent at once when it is cleared, and tells no mark of what was thrown away', () => {
    const { heard, told } = play(
      'wide',
      [{ type: 'audio', audio: second() }, { type: 'mark', mark: 'end' }, { type: 'clear' }],
      1.5,
    );

    expect([heard.every((sample) => sample === 0), told]).toEqual([true, []]);
  });
});
