import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { muLawFromPcm, pcmFromMuLaw } from '@/realtime-server/practice/sound/mu-law';
import { pcmFromFloat } from '@/realtime-server/practice/sound/pcm';
import { makeSpeech, type Speech } from '@/realtime-server/practice/speech/speech';
import { noiseOf, pcmOfFile, recordedVoices } from '@/tests/support/speech';
import { dentist, type ModelClient, openModel, openPhoneSession } from './model-client';
import { openPracticeHouse, type PracticeHouse } from './practice-house';

let house: PracticeHouse;
let speech: Speech;

beforeAll(async () => {
  house = await openPracticeHouse();
  speech = makeSpeech();
});

afterAll(() => Promise.all([house.close(), speech.close()]));

const silence = (seconds: number) => new Uint8Array(seconds * 8000).fill(0xff);
const sentence = 'Good morning, I would like to ask something about my appointment.';

async function spoken(): Promise<Uint8Array> {
  return (await speech.say(sentence, { voice: 'ash', speed: 1 })).muLaw8k;
}

async function openListener(detection: Record<string, unknown> = {}): Promise<ModelClient> {
  const client = await openPhoneSession(house);
  client.sendRaw(
    JSON.stringify({
      type: 'session.update',
      session: {
        type: 'realtime',
        instructions: dentist,
        audio: { input: { turn_detection: { type: 'server_vad', ...detection } } },
      },
    }),
  );
  await client.next('session.updated');
  return client;
}

describe('hearing', () => {
  it('finds the beginning and the end of speech in the time of the audio itself', async () => {
    const client = await openListener({ create_response: false });
    const words = await spoken();
    const wordsMs = words.length / 8;

    client.appendMuLaw(silence(1));
    client.appendMuLaw(words);
    client.appendMuLaw(silence(1));
    const started = await client.next('input_audio_buffer.speech_started');
    const stopped = await client.next('input_audio_buffer.speech_stopped');
    const committed = await client.next('input_audio_buffer.committed');

    // The start carries 300 ms of padding, the end 500 ms of silence.
    expect(Math.abs(started.audio_start_ms - 700)).toBeLessThanOrEqual(120);
    expect(Math.abs(stopped.audio_end_ms - (1000 + wordsMs + 500))).toBeLessThanOrEqual(300);
    expect(new Set([started.item_id, stopped.item_id, committed.item_id]).size).toBe(1);
    client.close();
  });

  it('tells a turn in order: started, stopped, committed, the item, its transcript', async () => {
    const client = await openListener({ create_response: false });

    client.appendMuLaw(await spoken());
    client.appendMuLaw(silence(1));
    const { transcript, usage } = await client.next('conversation.item.input_audio_transcription.completed');

    expect(client.types().slice(-7)).toEqual([
      'input_audio_buffer.speech_started',
      'input_audio_buffer.speech_stopped',
      'input_audio_buffer.committed',
      'conversation.item.added',
      'conversation.item.done',
      'conversation.item.input_audio_transcription.delta',
      'conversation.item.input_audio_transcription.completed',
    ]);
    expect(transcript).toMatch(/^\[speech, \d\.\d s\]$/);
    expect(usage).toMatchObject({ type: 'duration' });
    client.close();
  });

  it('says that it cannot make out words nobody registered, and asks for them again', async () => {
    const client = await openListener();

    client.appendMuLaw(await spoken());
    client.appendMuLaw(silence(1));

    expect((await client.next('response.output_audio_transcript.done')).transcript).toContain(
      'cannot make out the words',
    );
    client.close();
  });

  it('waits out a longer pause when silence_duration_ms is longer', async () => {
    const client = await openListener({ silence_duration_ms: 1200, create_response: false });

    client.appendMuLaw(await spoken());
    client.appendMuLaw(silence(0.8));
    client.appendMuLaw(await spoken());
    client.appendMuLaw(silence(1.5));
    await client.next('input_audio_buffer.committed');

    expect(client.types().filter((type) => type === 'input_audio_buffer.speech_started')).toHaveLength(1);
    client.close();
  });

  it.each([
    ['silence', silence(3)],
    ['the hum of a quiet room', muLawFromPcm(pcmFromFloat(noiseOf(3, 8000, 0.002)))],
    [
      'a click',
      Uint8Array.from([...silence(1), ...muLawFromPcm(pcmFromFloat(noiseOf(0.02, 8000, 0.5))), ...silence(1)]),
    ],
  ])('takes %s for nothing', async (_, sound) => {
    const client = await openListener();

    client.appendMuLaw(sound);
    client.send({ type: 'input_audio_buffer.clear' });
    await client.next('input_audio_buffer.cleared');

    expect(client.types()).not.toContain('input_audio_buffer.speech_started');
    client.close();
  });

  it('hears speech over a steady noise', async () => {
    const client = await openListener({ create_response: false });
    const words = (await speech.say(sentence, { voice: 'ash', speed: 1 })).muLaw8k;
    const noise = noiseOf(words.length / 8000 + 8, 8000, 0.01);
    const speechPcm = pcmFromFloat(noise);
    pcmFromMuLaw(words).forEach((sample, i) => {
      speechPcm[i + 40_000] = Math.max(-32_768, Math.min(32_767, (speechPcm[i + 40_000] ?? 0) + sample));
    });

    client.appendMuLaw(muLawFromPcm(speechPcm));
    const turns = [];
    for (;;) {
      const stopped = await client.next('input_audio_buffer.speech_stopped');
      turns.push(stopped.audio_end_ms);
      if (stopped.audio_end_ms > 5000) break;
    }

    expect(Math.abs((turns.at(-1) ?? 0) - (5000 + words.length / 8 + 500))).toBeLessThanOrEqual(400);
    client.close();
  });

  it('hears 24 kHz PCM as well', async () => {
    const client = await openModel(house);
    const { pcm24k } = await speech.say(sentence, { voice: 'coral', speed: 1 });

    client.appendPcm(new Int16Array(24_000));
    client.appendPcm(pcm24k);
    client.appendPcm(new Int16Array(24_000));
    const started = await client.next('input_audio_buffer.speech_started');
    const stopped = await client.next('input_audio_buffer.speech_stopped');

    expect(Math.abs(started.audio_start_ms - 700)).toBeLessThanOrEqual(120);
    expect(Math.abs(stopped.audio_end_ms - (1000 + pcm24k.length / 24 + 500))).toBeLessThanOrEqual(300);
    client.close();
  });

  it('stops speaking when the caller speaks, if interrupt_response says so', async () => {
    const client = await openListener();
    client.send({ type: 'response.create' });
    await client.next('response.output_audio.delta');

    client.appendMuLaw(await spoken());
    const { response } = await client.next('response.done');

    expect([response.status, response.status_details?.reason]).toEqual(['cancelled', 'turn_detected']);
    client.close();
  });

  it('finishes its sentence when interrupt_response is off, and makes no answer when create_response is', async () => {
    const client = await openListener({ interrupt_response: false, create_response: false });
    client.send({ type: 'response.create' });
    await client.next('response.output_audio.delta');

    client.appendMuLaw(await spoken());
    client.appendMuLaw(silence(1));
    const { response } = await client.next('response.done');
    await client.next('conversation.item.input_audio_transcription.completed');

    expect(response.status).toBe('completed');
    expect(client.types().filter((type) => type === 'response.created')).toHaveLength(1);
    client.close();
  });

  it('leaves the turns to the client when turn_detection is null', async () => {
    const client = await openPhoneSession(house);
    client.sendRaw('{"type":"session.update","session":{"type":"realtime","audio":{"input":{"turn_detection":null}}}}');
    await client.next('session.updated');

    client.send({ type: 'input_audio_buffer.commit' });
    const { error } = await client.next('error');
    client.appendMuLaw(await spoken());
    client.send({ type: 'input_audio_buffer.commit' });
    await client.next('input_audio_buffer.committed');

    expect(error.code).toBe('input_audio_buffer_commit_empty');
    expect(client.types()).not.toContain('input_audio_buffer.speech_started');
    client.close();
  });

  it('asks after idle_timeout_ms of silence', async () => {
    const quick = await openPracticeHouse({ rate: 20 });
    const client = await openPhoneSession(quick);
    client.sendRaw(
      JSON.stringify({
        type: 'session.update',
        session: {
          type: 'realtime',
          audio: { input: { turn_detection: { type: 'server_vad', idle_timeout_ms: 5000 } } },
        },
      }),
    );
    client.send({ type: 'response.create' });
    await client.next('response.done');

    await client.next('input_audio_buffer.timeout_triggered');

    expect((await client.next('response.output_audio_transcript.done')).transcript).toBeTruthy();
    const second = await client.next('response.output_audio_transcript.done').catch(() => null);
    expect(second?.transcript).toBe('Are you still there?');
    client.close();
    await quick.close();
  });
});

describe.skipIf(recordedVoices().length === 0)('recorded human voices', () => {
  it.each(recordedVoices())('are heard as speech: $name', async ({ file }) => {
    const client = await openListener({ create_response: false });

    client.appendMuLaw(silence(0.5));
    client.appendMuLaw(muLawFromPcm(pcmOfFile(file, 8000)));
    client.appendMuLaw(silence(1));
    await client.next('input_audio_buffer.speech_started');
    const { transcript } = await client.next('conversation.item.input_audio_transcription.completed');

    expect(transcript).toMatch(/^\[speech, \d\.\d s\]$/);
    client.close();
  });
});
