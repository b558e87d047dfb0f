import { EventEmitter } from 'node:events';
import { expect, it } from 'vitest';
import { type SampleSocket, sampleSchema, speakSample } from '@/lib/voice/sample';

const request = { voice: 'sage', speed: 1, text: 'Say "hello", please.' } as const;
const service = { apiKey: 'sk-test', baseUrl: 'http://127.0.0.1:9/v1' };

/** A voice that does what the script says to each event it is sent. */
function scriptedVoice(script: Record<string, object[]>) {
  const sent: { type: string }[] = [];
  const events = new EventEmitter();
  const socket: SampleSocket = {
    on: (name: string, listener: (...args: never[]) => void) => events.on(name, listener as () => void),
    close: () => void events.removeAllListeners(),
    send: (text) => {
      const event: { type: string } = JSON.parse(text);
      sent.push(event);
      for (const answer of script[event.type] ?? []) events.emit('message', JSON.stringify(answer));
    },
  };
  const opened: { url: string; headers: Record<string, string> }[] = [];
  const open = (url: string, headers: Record<string, string>) => {
    opened.push({ url, headers });
    return socket;
  };
  return { open, opened, sent, begin: () => events.emit('open'), hangUp: () => events.emit('close') };
}

const ready = { 'session.update': [{ type: 'session.created' }, { type: 'session.updated' }] };
const delta = (bytes: number[]) => ({
  type: 'response.output_audio.delta',
  delta: Buffer.from(bytes).toString('base64'),
});
const done = (status: string) => ({ type: 'response.done', response: { status } });

it('gives the spoken words as a WAV, and asks for nothing before the voice was taken', async () => {
  const voice = scriptedVoice({ ...ready, 'response.create': [delta([1, 2]), delta([3, 4]), done('completed')] });

  const speaking = speakSample(request, service, voice.open);
  voice.begin();
  const wav = await speaking;

  expect(voice.opened).toEqual([
    {
      url: 'ws://127.0.0.1:9/v1/realtime?model=gpt-realtime-2.1-mini',
      headers: { authorization: 'Bearer sk-test' },
    },
  ]);
  expect(voice.sent.map(({ type }) => type)).toEqual(['session.update', 'response.create']);
  expect(Buffer.from(wav.subarray(0, 4)).toString()).toBe('RIFF');
  expect([...wav.subarray(44)]).toEqual([1, 2, 3, 4]);
});

it.each(['completed', 'failed'])('says what the words cost when they ended as %s', async (status) => {
  const usage = { input_tokens: 30, output_tokens: 90 };
  const end = { type: 'response.done', response: { id: 'resp_1', status, usage } };
  const voice = scriptedVoice({ ...ready, 'response.create': [delta([1, 2]), end] });
  const paid: unknown[] = [];

  const speaking = speakSample(request, service, voice.open, (cost) => paid.push(cost));
  voice.begin();
  await speaking.catch(() => undefined);

  expect(paid).toEqual([{ kind: 'clip', providerId: 'resp_1', model: 'gpt-realtime-2.1-mini', raw: usage }]);
});

it('fails with a sentence that may be shown when the voice errs, falls silent or hangs up', async () => {
  const failures: Record<string, object[]>[] = [
    { 'session.update': [{ type: 'error', error: { message: 'invalid_api_key sk-test' } }] },
    { ...ready, 'response.create': [done('completed')] },
    { ...ready, 'response.create': [delta([1, 2]), done('failed')] },
  ];

  for (const script of failures) {
    const voice = scriptedVoice(script);
    const speaking = speakSample(request, service, voice.open);
    voice.begin();
    await expect(speaking).rejects.toMatchObject({
      code: 'unavailable',
      message: 'The voice could not be reached. Try again shortly.',
    });
  }

  const silent = scriptedVoice({});
  const speaking = speakSample(request, service, silent.open);
  silent.hangUp();
  await expect(speaking).rejects.toMatchObject({ code: 'unavailable' });
});

it('reads aloud greetings, not books', () => {
  expect(sampleSchema.safeParse({ ...request, text: 'a'.repeat(901) }).success).toBe(false);
  expect(sampleSchema.safeParse({ ...request, voice: 'kazoo' }).success).toBe(false);
});
