import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openModel, openPhoneSession, sayText } from './model-client';
import { openPracticeHouse, type PracticeHouse } from './practice-house';

let house: PracticeHouse;

beforeAll(async () => {
  house = await openPracticeHouse();
});

afterAll(() => house.close());

const refusedUpdates: [string, unknown, string, string][] = [
  ['no type', { instructions: 'x' }, 'missing_required_parameter', 'session.type'],
  ['the beta modalities', { type: 'realtime', modalities: ['audio'] }, 'unknown_parameter', 'session.modalities'],
  ['the beta voice', { type: 'realtime', voice: 'alloy' }, 'unknown_parameter', 'session.voice'],
  ['a temperature', { type: 'realtime', temperature: 0.8 }, 'unknown_parameter', 'session.temperature'],
  [
    'the beta audio format',
    { type: 'realtime', input_audio_format: 'g711_ulaw' },
    'unknown_parameter',
    'session.input_audio_format',
  ],
  [
    'g711_ulaw as a type',
    { type: 'realtime', audio: { input: { format: { type: 'g711_ulaw' } } } },
    'invalid_value',
    'session.audio.input.format.type',
  ],
  [
    'a rate for µ-law',
    { type: 'realtime', audio: { output: { format: { type: 'audio/pcmu', rate: 8000 } } } },
    'unknown_parameter',
    'session.audio.output.format.rate',
  ],
  [
    'both modalities',
    { type: 'realtime', output_modalities: ['audio', 'text'] },
    'invalid_value',
    'session.output_modalities',
  ],
  [
    'a voice of another house',
    { type: 'realtime', audio: { output: { voice: 'nova' } } },
    'invalid_value',
    'session.audio.output.voice',
  ],
  [
    'a speed beyond 1.5',
    { type: 'realtime', audio: { output: { speed: 2 } } },
    'invalid_value',
    'session.audio.output.speed',
  ],
  [
    'a nested function tool',
    { type: 'realtime', tools: [{ type: 'function', name: 'x', function: {} }] },
    'unknown_parameter',
    'session.tools[0].function',
  ],
  [
    'an idle timeout of 3 s',
    { type: 'realtime', audio: { input: { turn_detection: { type: 'server_vad', idle_timeout_ms: 3000 } } } },
    'invalid_value',
    'session.audio.input.turn_detection.idle_timeout_ms',
  ],
  ['another model', { type: 'realtime', model: 'gpt-realtime-2.1-mini' }, 'invalid_value', 'session.model'],
];

describe('session.update', () => {
  it.each(refusedUpdates)('refuses %s whole, naming the field', async (_, session, code, param) => {
    const client = await openModel(house);
    const created = await client.next('session.created');

    client.sendRaw(JSON.stringify({ type: 'session.update', event_id: 'my-update', session }));
    const { error } = await client.next('error');
    client.send({ type: 'session.update', session: { type: 'realtime' } });
    const { session: kept } = await client.next('session.updated');

    expect(error).toMatchObject({ type: 'invalid_request_error', code, param, event_id: 'my-update' });
    expect(kept).toEqual(created.session);
    client.close();
  });

  it('answers with the whole effective configuration, changing only what was named', async () => {
    const client = await openPhoneSession(house, {
      instructions: 'Be kind.',
      tools: [{ type: 'function', name: 'end_call', parameters: { type: 'object' } }],
    });

    client.send({
      type: 'session.update',
      session: { type: 'realtime', audio: { input: { turn_detection: null }, output: { speed: 1.2 } } },
    });
    const { session } = await client.next('session.updated');

    expect(session).toMatchObject({
      instructions: 'Be kind.',
      tools: [{ name: 'end_call' }],
      audio: {
        input: {
          format: { type: 'audio/pcmu' },
          transcription: { model: 'gpt-transcribe' },
          turn_detection: null,
        },
        output: { format: { type: 'audio/pcmu' }, voice: 'marin', speed: 1.2 },
      },
    });
    client.close();
  });

  it('takes null to switch noise reduction, transcription and tracing off', async () => {
    const client = await openModel(house);
    client.send({
      type: 'session.update',
      session: { type: 'realtime', tracing: null, audio: { input: { noise_reduction: { type: 'near_field' } } } },
    });
    await client.next('session.updated');

    client.sendRaw(
      JSON.stringify({
        type: 'session.update',
        session: { type: 'realtime', audio: { input: { noise_reduction: null, transcription: null } } },
      }),
    );

    const { session } = await client.next('session.updated');
    expect(session).toMatchObject({ audio: { input: { noise_reduction: null, transcription: null } } });
    client.close();
  });

  it('will not change the voice once it has spoken', async () => {
    const client = await openPhoneSession(house);
    sayText(client, 'Hello');
    client.send({ type: 'response.create' });
    await client.next('response.done');

    client.send({ type: 'session.update', session: { type: 'realtime', audio: { output: { voice: 'cedar' } } } });

    expect((await client.next('error')).error.code).toBe('cannot_update_voice');
    client.close();
  });
});

describe('what is no event', () => {
  it.each([
    ['an event nobody knows', '{"type":"response.speak","event_id":"e1"}', 'invalid_value', 'type', 'e1'],
    ['an unknown field', '{"type":"response.cancel","now":true,"event_id":"e2"}', 'unknown_parameter', 'now', 'e2'],
    [
      'milliseconds with a fraction',
      '{"type":"conversation.item.truncate","item_id":"i","content_index":0,"audio_end_ms":1.5}',
      'invalid_type',
      'audio_end_ms',
      null,
    ],
    [
      'a truncation without content_index',
      '{"type":"conversation.item.truncate","item_id":"i","audio_end_ms":1}',
      'missing_required_parameter',
      'content_index',
      null,
    ],
    ['broken JSON', '{"type":', 'invalid_json', null, null],
    ['audio that is not base64', '{"type":"input_audio_buffer.append","audio":"*"}', 'invalid_value', 'audio', null],
  ])('refuses %s and stays open', async (_, text, code, param, eventId) => {
    const client = await openModel(house);

    client.sendRaw(text);
    const { error } = await client.next('error');
    client.send({ type: 'input_audio_buffer.clear' });
    await client.next('input_audio_buffer.cleared');

    expect(error).toMatchObject({ code, param, event_id: eventId });
    client.close();
  });
});
