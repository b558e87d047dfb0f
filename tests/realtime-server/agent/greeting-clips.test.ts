import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeClipMaker, type Spoken, sameWords } from '@/realtime-server/agent/clip-maker';
import { type ClipRequest, makeGreetingClips } from '@/realtime-server/agent/greeting-clips';
import { makeFakeClock } from '../../support/fake-clock';
import { silentLog, sound } from '../../support/make-call';
import { makeScriptedVoiceModel } from '../../support/scripted-voice-model';

const wanted: ClipRequest = {
  text: 'Hello, this is Alex.',
  voice: 'marin',
  model: 'gpt-realtime-2.1',
  speed: 1,
  format: 'pcmu_8k',
};
let folder = '';

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'foyer-clips-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Clips whose maker says these words, one after the other. */
function makeClips(sayings: string[]) {
  const clock = makeFakeClock();
  const made: string[] = [];
  const make = async ({ text }: ClipRequest): Promise<Spoken> => {
    const words = sayings[made.length] ?? text;
    made.push(words);
    return { bytes: Buffer.from('sound'), words };
  };
  const clips = makeGreetingClips({ folder, make, clock, log: silentLog });
  return { clips, made };
}

/** Disk work of a few writes, without a guess at how long it takes. */
async function until(isTrue: () => boolean): Promise<void> {
  while (!isTrue()) await new Promise((resolve) => setImmediate(resolve));
}

describe('a greeting’s clip', () => {
  it('is made once and found at once, in memory and after a restart', async () => {
    const { clips, made } = makeClips([]);
    clips.prepare(wanted);
    clips.prepare(wanted);
    await until(() => readdirSync(folder).some((name) => name.endsWith('.pcmu_8k')));

    expect(clips.find(wanted)).toEqual({ payload: Buffer.from('sound').toString('base64') });
    expect(makeClips([]).clips.find(wanted)).toEqual(clips.find(wanted));
    expect(made).toEqual([wanted.text]);
  });

  it.each([
    ['words', { text: 'Hello, this is Sam.' }],
    ['voice', { voice: 'cedar' }],
    ['speed', { speed: 1.1 }],
    ['model', { model: 'gpt-realtime-2.1-mini' }],
    ['format', { format: 'pcm_24k' as const }],
  ])('is another one for other %s', async (_, change) => {
    const { clips } = makeClips([]);
    clips.prepare(wanted);
    await until(() => clips.find(wanted) !== null);

    expect(clips.find({ ...wanted, ...change })).toBeNull();
  });

  it('is tried three times, and kept only when the words are the very words', async () => {
    const { clips, made } = makeClips(['Hello!', 'Hello, this is Alexa.', 'hello this is ALEX']);
    clips.prepare(wanted);
    await until(() => clips.find(wanted) !== null);

    expect(made).toHaveLength(3);
  });

  it('is never kept with other words, and not tried again for a while', async () => {
    const { clips, made } = makeClips(['One', 'Two', 'Three', 'Four']);
    clips.prepare(wanted);
    await until(() => made.length === 3);
    await new Promise((resolve) => setImmediate(resolve));
    clips.prepare(wanted);

    expect(clips.find(wanted)).toBeNull();
    expect(made).toHaveLength(3);
  });
});

describe('making a clip', () => {
  it('opens a session of its own, asks for the words, and takes sound and words from it', async () => {
    const model = makeScriptedVoiceModel();
    const made = makeClipMaker(() => model, makeFakeClock())(wanted);
    const part = { responseId: 'r', itemId: 'i' };

    model.report({ type: 'ready' }, { type: 'response_started', responseId: 'r', requestId: null });
    model.report({ type: 'audio', ...part, payload: sound(20) }, { type: 'audio', ...part, payload: sound(20) });
    model.report({ type: 'agent_words_done', ...part, text: wanted.text });
    model.report({ type: 'response_ended', responseId: 'r', status: 'completed', reason: null, usage: null });

    expect(await made).toEqual({ bytes: Buffer.alloc(320, 0x55), words: wanted.text });
    expect(model.settings()).toMatchObject({ voice: 'marin', turnDetection: null, tools: [] });
    expect(model.asked[0]?.instructions).toContain(`"${wanted.text}"`);
    expect(model.isClosed()).toBe(true);
  });

  it('comes to nothing when the model does not finish', async () => {
    const clock = makeFakeClock();
    const silent = makeScriptedVoiceModel();
    const cut = makeScriptedVoiceModel();
    const never = makeClipMaker(() => silent, clock)(wanted);
    const half = makeClipMaker(() => cut, clock)(wanted);

    cut.report({ type: 'response_ended', responseId: 'r', status: 'incomplete', reason: null, usage: null });
    clock.advance(45_000);

    expect([await never, await half]).toEqual([null, null]);
    expect([silent.isClosed(), cut.isClosed()]).toEqual([true, true]);
  });

  it.each([
    ['Hello,  this is ALEX!', 'Hello, this is Alex.', true],
    ['It’s Dr. Ada’s office', "It's Dr Ada's office.", true],
    ['Hello, this is Alexa.', 'Hello, this is Alex.', false],
    ['', 'Hello', false],
  ])('compares words, not marks: %s / %s', (spoken, text, expected) => {
    expect(sameWords(spoken, text)).toBe(expected);
  });
});
