import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { type LocalPhoneServer, openLocalPhoneServer, type PhoneStream } from './local-phone-server';
import { dentist } from './model-client';
import { placeCall } from './practice-call';
import { apiKey, openPracticeHouse, type PracticeHouse } from './practice-house';

let phone: LocalPhoneServer;
let house: PracticeHouse;

beforeAll(async () => {
  phone = await openLocalPhoneServer();
  house = await openPracticeHouse({ realtimeUrl: phone.url, rate: 2 });
  phone.answers.set(
    '/phone/incoming-realtime',
    `<Response><Connect><Stream url="${phone.wsUrl}/phone/media-stream"/></Connect></Response>`,
  );
});

beforeEach(() => house.script({}));

afterAll(async () => {
  await house.close();
  await phone.close();
});

const format = { type: 'audio/pcmu' };
const session = {
  type: 'realtime',
  instructions: dentist,
  audio: { input: { format, transcription: { model: 'gpt-transcribe' } }, output: { format, voice: 'coral' } },
};

type Passing = (payload: string) => string;

/** The smallest bridge there is: sound in, sound out, clear when the caller speaks. Nothing but sound passes. */
function bridge(pass: Passing = (payload) => payload): { transcripts: string[] } {
  const transcripts: string[] = [];
  phone.onStream((stream: PhoneStream) => {
    const model = new WebSocket(`${house.url.replace('http', 'ws')}/v1/realtime?model=gpt-realtime-2.1`, {
      headers: { Authorization: `Bearer ${apiKey}` },
    });
    model.on('message', (data) => {
      const event = JSON.parse(data.toString());
      if (event.type === 'session.created') model.send(JSON.stringify({ type: 'session.update', session }));
      if (event.type === 'session.updated') model.send(JSON.stringify({ type: 'response.create' }));
      if (event.type === 'input_audio_buffer.speech_started') stream.send({ event: 'clear' });
      if (event.type === 'response.output_audio.delta')
        stream.send({ event: 'media', media: { payload: event.delta } });
      if (event.type === 'conversation.item.input_audio_transcription.completed') transcripts.push(event.transcript);
    });
    stream.socket.on('message', (data) => {
      const message = JSON.parse(data.toString());
      if (message.event !== 'media' || model.readyState !== WebSocket.OPEN) return;
      model.send(JSON.stringify({ type: 'input_audio_buffer.append', audio: pass(message.media.payload) }));
    });
    stream.socket.on('close', () => model.close());
  });
  return { transcripts };
}

describe('a call through a bridge that passes nothing but sound', () => {
  it('is a conversation: both sides know the words by their sound', async () => {
    const { transcripts } = bridge();

    const { happenings, summary } = await placeCall(house, {
      steps: [{ say: 'Are you open on Saturday?' }, { say: 'Thank you. Do you take insurance?' }],
    });

    expect(transcripts).toEqual(['Are you open on Saturday?', 'Thank you. Do you take insurance?']);
    expect(happenings.flatMap((one) => (one.type === 'agent' || one.type === 'caller' ? one.text : []))).toEqual([
      'Thank you for calling Bright Smile Dental. How can I help you?',
      'Are you open on Saturday?',
      'On Saturday we are open from 9 am to noon. Is there anything else I can help you with?',
      'Thank you. Do you take insurance?',
      'We work with Delta Dental, Cigna and Aetna. Is there anything else I can help you with?',
    ]);
    expect(summary.agentSpeechMs).toBeGreaterThan(6000);
  }, 40_000);

  it('knows only the words that really arrived', async () => {
    const { transcripts } = bridge(() => Buffer.alloc(160, 0xff).toString('base64'));

    await placeCall(house, { steps: [{ say: 'Are you open on Saturday?' }] });

    expect(transcripts).toEqual([]);
  }, 40_000);

  it('knows no words of a sound that was changed on the way', async () => {
    // Turned upside down: as loud as before, but not a byte of it is the same.
    const inverted: Passing = (payload) =>
      Buffer.from(Buffer.from(payload, 'base64').map((byte) => byte ^ 0x80)).toString('base64');
    const { transcripts } = bridge(inverted);

    const { happenings } = await placeCall(house, { steps: [{ say: 'Are you open on Saturday?' }] });

    expect(transcripts.join(' ')).toMatch(/^\[speech, \d\.\d s\]$/);
    expect(JSON.stringify(happenings)).toContain('cannot make out the words');
  }, 40_000);

  it('cuts the agent off in the middle of a sentence, and writes down only what was heard', async () => {
    bridge();

    const { happenings } = await placeCall(house, {
      steps: [{ say: 'Sorry, what are your opening hours?' }],
      interruptAfterMs: 900,
    });

    const [greeting] = happenings.flatMap((one) => (one.type === 'agent' ? one.text : []));
    expect(greeting).toMatch(/^Thank you for .*—$/);
    expect(happenings.some(({ type }) => type === 'cleared')).toBe(true);
    expect(JSON.stringify(happenings)).toContain('Monday to Friday we are open from 9 am to 5 pm.');
  }, 40_000);
});
