import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { muLawSilence, pcmFromMuLaw } from '@/realtime-server/practice/sound/mu-law';
import { loudness } from '@/realtime-server/practice/sound/pcm';
import { openRememberedWords } from '@/realtime-server/practice/speech/remembered-words';
import { sentencesOf, speakable } from '@/realtime-server/practice/speech/speakable';
import { makeSpeech, type Speech } from '@/realtime-server/practice/speech/speech';
import { makeSpokenWords } from '@/realtime-server/practice/speech/spoken-words';
import { voiceNames } from '@/realtime-server/practice/speech/voices';
import { bandShare, pitchOf } from '@/tests/support/speech';

const sentence = 'Thank you for calling. How can I help you today?';
let speech: Speech;

beforeAll(() => {
  speech = makeSpeech();
});

afterAll(() => speech.close());

describe('speech', () => {
  it.each(voiceNames)('is a voice one can hear: %s', async (voice) => {
    const { pcm24k, muLaw8k } = await speech.say(sentence, { voice, speed: 1 });
    const phone = pcmFromMuLaw(muLaw8k);

    expect(pcm24k.length / 24_000).toBeGreaterThan(1.8);
    expect(pcm24k.length / 24_000).toBeLessThan(5);
    expect(Math.abs(pcm24k.length / 24_000 - phone.length / 8000)).toBeLessThan(0.01);
    expect(loudness(pcm24k)).toBeGreaterThan(0.05);
    expect(loudness(phone)).toBeGreaterThan(0.05);
    expect(bandShare(phone, 8000, 80, 3600)).toBeGreaterThan(0.97);
    expect(bandShare(phone, 8000, 300, 3400)).toBeGreaterThan(0.35);
  });

  it('sounds different in each of the ten voices', async () => {
    const sounds = await Promise.all(voiceNames.map((voice) => speech.say(sentence, { voice, speed: 1 })));
    const heard = sounds.map(({ pcm24k }) => `${Math.round(pitchOf(pcm24k, 24_000))} ${pcm24k.length}`);

    expect(new Set(heard).size).toBe(voiceNames.length);
    const pitch = Object.fromEntries(voiceNames.map((voice, i) => [voice, Number(heard[i]?.split(' ')[0])]));
    expect(pitch.shimmer).toBeGreaterThan((pitch.cedar ?? 0) * 1.3);
    expect(pitch.marin).toBeGreaterThan((pitch.echo ?? 0) * 1.3);
  });

  it('keeps to the speed that was asked', async () => {
    const length = async (speed: number) => (await speech.say(sentence, { voice: 'marin', speed })).muLaw8k.length;
    const [slow, natural, fast] = [await length(0.8), await length(1), await length(1.3)];

    expect(slow / natural).toBeGreaterThan(1.15);
    expect(fast / natural).toBeLessThan(0.86);
  });

  it('is the same bytes for the same words', async () => {
    const [one, two] = [makeSpeech(), makeSpeech()];

    const [first, second] = await Promise.all([
      one.say(sentence, { voice: 'cedar', speed: 1.1 }),
      two.say(sentence, { voice: 'cedar', speed: 1.1 }),
    ]);

    expect(Buffer.from(first.muLaw8k).equals(Buffer.from(second.muLaw8k))).toBe(true);
    await Promise.all([one.close(), two.close()]);
  });

  it('makes no sound of what holds no words', async () => {
    expect((await speech.say(' … ', { voice: 'marin', speed: 1 })).muLaw8k.length).toBe(0);
  });
});

describe('what is written and what is said', () => {
  it.each([
    ['9:00 am', '9 a m'],
    ['9:05 – 17:30', '9 oh 5, 17 30'],
    ['Call +1 202 555 0101', 'Call 1 2 0 2 5 5 5 0 1 0 1'],
    ['**Tea** & cake', 'Tea and cake'],
  ])('reads %s', (written, said) => {
    expect(speakable(written)).toBe(said);
  });

  it('cuts sentences where a speaker would breathe', () => {
    expect(sentencesOf('Dr. Kim is in at 9 a.m. today. Call 3.5 times! Really?')).toEqual([
      'Dr. Kim is in at 9 a.m. today.',
      'Call 3.5 times!',
      'Really?',
    ]);
  });
});

describe('words known by their sound', () => {
  const question = 'Are you open on Saturday afternoon, and is there parking?';

  async function registered() {
    const words = makeSpokenWords();
    const { muLaw8k } = await speech.say(question, { voice: 'caller', speed: 1 });
    words.register(question, muLaw8k);
    return { words, muLaw8k: Buffer.from(muLaw8k) };
  }

  it('are recognised inside other sound, wherever the frames begin', async () => {
    const { words, muLaw8k } = await registered();
    const audio = Buffer.concat([Buffer.alloc(8000 + 37, muLawSilence), muLaw8k, Buffer.alloc(4000, muLawSilence)]);

    const heard = words.recognise(audio);

    expect(heard.map(({ text, whole }) => ({ text, whole }))).toEqual([{ text: question, whole: true }]);
    expect(Math.abs((heard[0]?.fromMs ?? 0) - 1005)).toBeLessThan(120);
  });

  it('are recognised with a few frames lost', async () => {
    const { words, muLaw8k } = await registered();
    const lossy = Buffer.concat([muLaw8k.subarray(0, 4800), muLaw8k.subarray(5120)]);

    expect(words.recognise(lossy).map(({ text }) => text)).toEqual([question]);
  });

  it('end with a dash where the speaker was cut off', async () => {
    const { words, muLaw8k } = await registered();

    const [heard] = words.recognise(muLaw8k.subarray(0, muLaw8k.length / 2));

    expect(heard?.whole).toBe(false);
    expect(heard?.text).toMatch(/^Are you open on .*—$/);
    expect(heard?.text).not.toContain('parking');
  });

  it('are not recognised in a sound that is merely alike', async () => {
    const { words } = await registered();
    const { muLaw8k } = await speech.say(question, { voice: 'ash', speed: 1 });

    expect(words.recognise(muLaw8k)).toEqual([]);
  });

  it('are counted as often as they were said', async () => {
    const { words, muLaw8k } = await registered();

    expect(words.recognise(Buffer.concat([muLaw8k, muLaw8k]))).toHaveLength(2);
  });

  it('are forgotten when too many others came after', async () => {
    const words = makeSpokenWords(1);
    const [first, second] = await Promise.all([
      speech.say('The first sentence.', { voice: 'ash', speed: 1 }),
      speech.say('Something else entirely.', { voice: 'ash', speed: 1 }),
    ]);
    words.register('The first sentence.', first.muLaw8k);
    words.register('Something else entirely.', second.muLaw8k);

    expect(words.recognise(first.muLaw8k)).toEqual([]);
    expect(words.recognise(second.muLaw8k)).toHaveLength(1);
  });
});

describe('a greeting that is played again after a restart', () => {
  it('is still known by its sound', async () => {
    const dataDir = mkdtempSync(path.join(tmpdir(), 'foyer-words-'));
    const manner = { voice: 'marin', speed: 1 };
    openRememberedWords(dataDir, speech, makeSpokenWords()).remember(sentence, manner);
    const words = makeSpokenWords();

    openRememberedWords(dataDir, speech, words);

    const { muLaw8k } = await speech.say(sentence, manner);
    await vi.waitFor(() => expect(words.recognise(muLaw8k)).toMatchObject([{ text: sentence, whole: true }]), 5_000);
    rmSync(dataDir, { recursive: true });
  });
});
