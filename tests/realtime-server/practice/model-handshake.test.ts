import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openModel } from './model-client';
import { openPracticeHouse, type PracticeHouse } from './practice-house';

let house: PracticeHouse;

beforeAll(async () => {
  house = await openPracticeHouse();
});

afterAll(() => house.close());

describe('the door of the practice model', () => {
  it.each([
    ['a wrong key', { key: 'wrong' }, 'invalid_api_key', 3000],
    ['the beta header', { headers: { 'OpenAI-Beta': 'realtime=v1' } }, 'beta_api_shape_disabled', 4000],
    ['no model', { query: '' }, 'missing_model', 4000],
    ['a model that does not speak', { query: 'model=gpt-5' }, 'invalid_model', 4000],
  ])('opens the socket for %s, then says why not and closes', async (_, knock, code, closeCode) => {
    const client = await openModel(house, knock);

    const { error } = await client.next('error');

    expect({ code: error.code, close: await client.closed, types: client.types() }).toEqual({
      code,
      close: closeCode,
      types: ['error'],
    });
  });

  it('greets with a session on 24 kHz PCM and server VAD that ends within the hour', async () => {
    const client = await openModel(house);

    const { session } = await client.next('session.created');

    expect(session).toMatchObject({
      type: 'realtime',
      object: 'realtime.session',
      model: 'gpt-realtime-2.1',
      output_modalities: ['audio'],
      audio: {
        input: {
          format: { type: 'audio/pcm', rate: 24_000 },
          transcription: null,
          turn_detection: { type: 'server_vad', threshold: 0.5, prefix_padding_ms: 300, silence_duration_ms: 500 },
        },
        output: { format: { type: 'audio/pcm', rate: 24_000 }, voice: 'alloy', speed: 1 },
      },
    });
    const leftSeconds = Number('expires_at' in session ? session.expires_at : 0) - Date.now() / 1000;
    expect(leftSeconds).toBeGreaterThan(3500);
    expect(leftSeconds).toBeLessThanOrEqual(3600);
    client.close();
  });

  it('ends a session at its time with session_expired and 1001', async () => {
    await house.script({ expiresAfterMs: 40 });
    const client = await openModel(house);

    const { error } = await client.next('error');

    expect([error.code, await client.closed]).toEqual(['session_expired', 1001]);
    await house.script({});
  });

  it('drops the socket where the script says, with its code', async () => {
    await house.script({ drop: { after: 'client_events', count: 2, code: 1011 } });
    const client = await openModel(house);

    client.send({ type: 'input_audio_buffer.clear' });
    client.send({ type: 'input_audio_buffer.clear' });

    expect(await client.closed).toBe(1011);
    await house.script({});
  });

  it('remembers what a client sent, for tests to read', async () => {
    const client = await openModel(house, { headers: { 'OpenAI-Safety-Identifier': 'hash-of-a-caller' } });
    client.send({ type: 'input_audio_buffer.append', audio: Buffer.alloc(960).toString('base64') });
    client.send({ type: 'input_audio_buffer.clear', event_id: 'mine' });
    await client.next('input_audio_buffer.cleared');

    const sessions = await (await fetch(`${house.url}/practice/sessions`)).json();

    expect(sessions.at(-1)).toMatchObject({
      model: 'gpt-realtime-2.1',
      safetyIdentifier: 'hash-of-a-caller',
      events: [
        { type: 'input_audio_buffer.append', audio: '960 bytes' },
        { type: 'input_audio_buffer.clear', event_id: 'mine' },
      ],
    });
    client.close();
  });

  it('turns away a request that names another machine', async () => {
    const status = await new Promise((resolve) => {
      import('node:http').then(({ get }) =>
        get(`${house.url}/mailbox`, { headers: { Host: 'evil.example' } }, (response) => resolve(response.statusCode)),
      );
    });

    expect(status).toBe(403);
  });
});
