import { mkdtempSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { PaidFor } from '@/lib/contracts/usage';
import { makeClipMaker, type Spoken, sameWords } from '@/realtime-server/agent/clip-maker';
import { type ClipOwner, type ClipRequest, clipName, makeGreetingClips } from '@/realtime-server/agent/greeting-clips';
import { asPayload } from '@/realtime-server/ports/carrier';
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

    expect(clips.find(wanted)).toEqual({ payload: asPayload(Buffer.from('sound')) });
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

describe('how a greeting came out', () => {
  it('is told to whoever waits: ready, or failed with what was said instead', async () => {
    const good = makeClips([]).clips;
    const bad = makeClips(['One', 'Two', 'Three']).clips;

    expect(await good.make(wanted)).toMatchObject({ state: 'ready', name: expect.stringMatching(/\.pcmu_8k$/) });
    expect(await bad.make({ ...wanted, text: 'Other words.' })).toMatchObject({ state: 'failed', said: 'Three' });
  });

  it('is no verdict on the words when there was no voice to be had', async () => {
    const clips = makeGreetingClips({ folder, make: async () => null, clock: makeFakeClock(), log: silentLog });

    expect(await clips.make(wanted)).toMatchObject({ state: 'away' });
  });

  it('is known at once for what is on disk, and asked for once by many', async () => {
    const { clips, made } = makeClips([]);

    await Promise.all([clips.make(wanted), clips.make(wanted), clips.make(wanted)]);
    const again = await clips.make(wanted);

    expect([made.length, again.state]).toEqual([1, 'ready']);
  });
});

describe('the disk', () => {
  const day = 24 * 60 * 60;

  it('is given back by what nobody heard for two weeks; what is heard stays', async () => {
    const { clips } = makeClips([]);
    const other = { ...wanted, text: 'Hello again.' };
    for (const one of [wanted, other]) await clips.make(one);
    const longAgo = new Date('2026-11-21T15:30:00Z').getTime() / 1000 - 15 * day;
    for (const name of readdirSync(folder)) utimesSync(path.join(folder, name), longAgo, longAgo);

    const fresh = makeClips([]).clips;
    fresh.find(wanted);
    await fresh.prune();

    expect(readdirSync(folder)).toEqual([clipName(wanted)]);
  });

  it('is given back by clips that were never finished', async () => {
    const { clips } = makeClips([]);
    const part = path.join(folder, `${clipName(wanted)}.7.part`);
    writeFileSync(part, 'half');
    const before = new Date('2026-11-21T15:30:00Z').getTime() / 1000 - 2 * day;
    utimesSync(part, before, before);

    await clips.prune();

    expect(readdirSync(folder)).toEqual([]);
  });

  it('is given back at once by the names of callers who were erased, and by theirs alone', async () => {
    const { clips } = makeClips([]);
    const named = (text: string, of: ClipOwner) => clips.make({ ...wanted, text, of });
    await clips.make(wanted);
    await named('Hello Ada.', { callerId: 'a' });
    await named('Hello Grace.', { callId: 'g' });
    await named('Hello Hedy.', { callerId: 'h' });
    await named('Hello Hedy.', { callId: 'h' });

    await clips.forget([{ callerId: 'a' }, { callId: 'g' }, { callId: 'a' }]);

    const kept = [wanted, { ...wanted, text: 'Hello Hedy.' }].map(clipName);
    expect(readdirSync(folder).sort()).toEqual([...kept, `${kept[1]}.owners`].sort());
    expect(clips.find({ ...wanted, text: 'Hello Ada.' })).toBeNull();
    expect(clips.find(wanted)).not.toBeNull();
  });

  it('is readable by nobody else', async () => {
    const { clips } = makeClips([]);
    await clips.make(wanted);

    expect(statSync(path.join(folder, clipName(wanted))).mode & 0o777).toBe(0o600);
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

  const usage = { input_tokens: 9, output_tokens: 5 };
  const cost = (providerId: string) => ({ kind: 'clip', providerId, model: wanted.model, raw: usage });

  it.each(['completed', 'failed', 'incomplete', 'cancelled'] as const)(
    'tells what a try that ended as %s cost',
    async (status) => {
      const paid: PaidFor[] = [];
      const model = makeScriptedVoiceModel();
      const made = makeClipMaker(() => model, makeFakeClock())({ ...wanted, paid: (one) => paid.push(one) });

      model.report({ type: 'ready' }, { type: 'response_started', responseId: 'r', requestId: null });
      model.report({ type: 'response_ended', responseId: 'r', status, reason: null, usage });
      await made;

      expect(paid).toEqual([cost('r')]);
    },
  );

  it('breaks off what never ends, and waits a moment to hear what it cost', async () => {
    const paid: PaidFor[] = [];
    const clock = makeFakeClock();
    const [late, silent] = [makeScriptedVoiceModel(), makeScriptedVoiceModel()];
    const wanting = { ...wanted, paid: (one: PaidFor) => paid.push(one) };
    const made = [late, silent].map((model) => makeClipMaker(() => model, clock)(wanting));
    for (const model of [late, silent]) model.report({ type: 'response_started', responseId: 'r', requestId: null });

    clock.advance(45_000);
    const asked = [late.took(), silent.took()];
    late.report({ type: 'response_ended', responseId: 'r', status: 'completed', reason: null, usage });
    clock.advance(2_000);

    expect(asked).toEqual([[['cancelResponse', 'r']], [['cancelResponse', 'r']]]);
    expect(await Promise.all(made)).toEqual([null, null]);
    expect(paid).toEqual([cost('r')]);
    expect([late.isClosed(), silent.isClosed()]).toEqual([true, true]);
  });

  it('that is larger than any greeting is broken off once, and costs what it costs', async () => {
    const paid: PaidFor[] = [];
    const model = makeScriptedVoiceModel();
    const made = makeClipMaker(() => model, makeFakeClock())({ ...wanted, paid: (one) => paid.push(one) });
    const part = { responseId: 'r', itemId: 'i' };
    const payload = asPayload(Buffer.alloc(3 * 1024 * 1024));

    model.report({ type: 'response_started', responseId: 'r', requestId: null });
    for (let n = 0; n < 5; n++) model.report({ type: 'audio', ...part, payload });
    model.report({ type: 'response_ended', responseId: 'r', status: 'cancelled', reason: null, usage });

    expect(model.took()).toEqual([['cancelResponse', 'r']]);
    expect([await made, paid]).toEqual([null, [cost('r')]]);
  });
});
