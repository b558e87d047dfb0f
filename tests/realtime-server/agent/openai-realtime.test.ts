import { afterEach, describe, expect, it, vi } from 'vitest';
import type { WebSocket } from 'ws';
import { compileAgent } from '@/lib/agent/compile-agent';
import { type Clock, systemClock } from '@/lib/platform/clock';
import { OpenAiVoiceModel, safetyIdentifier } from '@/realtime-server/agent/openai-realtime';
import { realtimeUrl } from '@/realtime-server/agent/openai-socket';
import { voiceSettings } from '@/realtime-server/agent/session-settings';
import { asPayload } from '@/realtime-server/ports/carrier';
import type { VoiceModel, VoiceModelEvent } from '@/realtime-server/ports/voice-model';
import { makeFakeClock } from '../../support/fake-clock';
import { silentLog } from '../../support/make-call';
import { makeCallContext, makeConfig } from '../../support/make-config';
import { openScriptedServer, type ScriptedServer } from '../../support/scripted-realtime-server';

const settings = voiceSettings(compileAgent(makeConfig(), makeCallContext()), 'pcmu_8k');
const open: { close(): unknown }[] = [];

afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => one.close()));
});

type Heard = VoiceModel & {
  events: VoiceModelEvent[];
  when<Type extends VoiceModelEvent['type']>(type: Type): Promise<Extract<VoiceModelEvent, { type: Type }>>;
};

async function server(behaviour: Parameters<typeof openScriptedServer>[0] = {}): Promise<ScriptedServer> {
  const one = await openScriptedServer(behaviour);
  open.push(one);
  return one;
}

function connect(baseUrl: string, configured = true, clock: Clock = systemClock): Heard {
  const events: VoiceModelEvent[] = [];
  const waiters = new Set<() => void>();
  const model = new OpenAiVoiceModel({
    account: { apiKey: 'sk-test', baseUrl },
    model: 'gpt-realtime-2.1',
    safetyIdentifier: safetyIdentifier('tenant', '+12025550177'),
    clock,
    log: silentLog,
  });
  open.unshift(model);
  model.listen((event) => {
    events.push(event);
    for (const waiter of waiters) waiter();
  });
  if (configured) model.configure(settings);
  return Object.assign(model, {
    events,
    when<Type extends VoiceModelEvent['type']>(type: Type) {
      return new Promise<Extract<VoiceModelEvent, { type: Type }>>((resolve) => {
        const look = () => {
          const found = events.find((event): event is Extract<VoiceModelEvent, { type: Type }> => event.type === type);
          if (found) resolve(found);
        };
        waiters.add(look);
        look();
      });
    },
  });
}

describe('connecting', () => {
  it.each([
    ['http://127.0.0.1:8123/v1', 'ws://127.0.0.1:8123/v1/realtime?model=gpt-realtime-2.1'],
    ['https://api.openai.com/v1/', 'wss://api.openai.com/v1/realtime?model=gpt-realtime-2.1'],
  ])('derives the socket’s address from %s', (baseUrl, expected) => {
    expect(realtimeUrl(baseUrl, 'gpt-realtime-2.1')).toBe(expected);
  });

  it('shows the key and a name for the caller that names nobody, and never the beta header', async () => {
    const provider = await server();

    await connect(provider.baseUrl).when('ready');

    const [connection] = provider.connections;
    expect(connection?.url).toBe('/v1/realtime?model=gpt-realtime-2.1');
    expect(connection?.headers).toMatchObject({ authorization: 'Bearer sk-test' });
    expect(connection?.headers['openai-safety-identifier']).toMatch(/^[0-9a-f]{40}$/);
    expect(Object.keys(connection?.headers ?? {})).not.toContain('openai-beta');
    expect(connection?.extensions).toBe('');
  });

  it('is ready only when the session is what was asked for', async () => {
    const provider = await server();

    const model = connect(provider.baseUrl);
    await model.when('ready');

    expect(provider.sent.map(({ type }) => type)).toEqual(['session.update']);
    expect(provider.sent[0]?.session).toMatchObject({
      type: 'realtime',
      output_modalities: ['audio'],
      audio: {
        input: {
          format: { type: 'audio/pcmu' },
          turn_detection: { type: 'server_vad', create_response: true, interrupt_response: true },
          transcription: { model: 'gpt-transcribe', languages: ['en'] },
        },
        output: { format: { type: 'audio/pcmu' }, voice: 'marin' },
      },
    });
  });

  it.each([
    ['another format', { audio: { input: {}, output: { format: { type: 'audio/pcm' } } } }],
    ['another voice', { audio: { input: {}, output: { voice: 'alloy' } } }],
    ['no turn detection', { audio: { input: { turn_detection: null }, output: {} } }],
  ])('refuses a session with %s', async (_, changed: { audio: { input: object; output: object } }) => {
    const provider = await server({
      onSessionUpdate(session) {
        const { input, output } = session.audio as { input: object; output: object };
        const audio = { input: { ...input, ...changed.audio.input }, output: { ...output, ...changed.audio.output } };
        return { type: 'session.updated', event_id: 'ev_2', session: { ...session, audio } };
      },
    });

    const model = connect(provider.baseUrl);

    expect(await model.when('closed')).toEqual({ type: 'closed', kind: 'final', code: 'settings_not_taken' });
    expect(model.events.some(({ type }) => type === 'ready')).toBe(false);
  });

  it('says so when its settings were refused as a whole', async () => {
    const provider = await server({ onSessionUpdate: () => null });
    const model = connect(provider.baseUrl);
    const { event_id } = await provider.whenSent('session.update');

    provider.say({
      type: 'error',
      event_id: 'ev_3',
      error: { type: 'invalid_request_error', code: 'invalid_value', message: 'No.', param: 'session.audio', event_id },
    });

    expect(await model.when('closed')).toMatchObject({ kind: 'final', code: 'settings_refused' });
  });

  it('gives up at once on a wrong key, which the provider tells after the upgrade', async () => {
    const provider = await server({
      onConnect(socket) {
        const error = { type: 'invalid_request_error', code: 'invalid_api_key', message: 'Incorrect API key.' };
        socket.send(JSON.stringify({ type: 'error', event_id: 'ev_1', error }));
        socket.close(3000, 'invalid_request_error.invalid_api_key');
      },
    });

    const closed = await connect(provider.baseUrl).when('closed');

    expect(closed).toMatchObject({ kind: 'final', code: 'invalid_api_key' });
    expect(provider.connections).toHaveLength(1);
  });

  it('tries once more when the first socket breaks before it is ready', async () => {
    const provider = await server({
      onConnect(socket, count) {
        if (count === 1) socket.terminate();
      },
    });

    const model = connect(provider.baseUrl);
    await model.when('ready');

    expect(provider.connections).toHaveLength(2);
    expect(model.events).toEqual([{ type: 'ready' }]);
  });

  it('does not try for ever', async () => {
    const provider = await server({ onConnect: (socket) => socket.terminate() });

    expect(await connect(provider.baseUrl).when('closed')).toMatchObject({ kind: 'lost' });
    expect(provider.connections).toHaveLength(2);
  });

  it('can be opened before anybody knows what it shall be', async () => {
    const connected = Promise.withResolvers<void>();
    const provider = await server({ onConnect: () => connected.resolve() });
    const model = connect(provider.baseUrl, false);
    await connected.promise;
    expect(provider.sent).toEqual([]);

    model.configure(settings);

    expect(await model.when('ready')).toEqual({ type: 'ready' });
  });
});

describe('the conversation', () => {
  async function ready(): Promise<{ provider: ScriptedServer; model: Heard }> {
    const provider = await server();
    const model = connect(provider.baseUrl);
    await model.when('ready');
    return { provider, model };
  }

  const inItem = { response_id: 'resp_1', item_id: 'item_1', output_index: 0, content_index: 0 };

  it('reports an answer in our words, whatever stands between', async () => {
    const { provider, model } = await ready();

    provider.say({ type: 'response.created', response: { id: 'resp_1', metadata: { request_id: 'foyer_ask_1' } } });
    provider.say({ type: 'rate_limits.updated', rate_limits: [] });
    provider.sayRaw('not json');
    provider.say({
      type: 'response.output_item.added',
      response_id: 'resp_1',
      item: { type: 'message', id: 'item_1' },
    });
    provider.say({ type: 'response.output_audio.delta', event_id: 'e', ...inItem, delta: 'AAAA' });
    provider.say({ delta: 'BB//', ...inItem, padding: 'x'.repeat(200), type: 'response.output_audio.delta' });
    provider.say({ type: 'response.output_audio_transcript.delta', ...inItem, delta: 'Hello "you"' });
    provider.say({ type: 'response.output_audio.done', ...inItem });
    provider.say({ type: 'response.output_audio_transcript.done', ...inItem, transcript: 'Hello "you"' });
    provider.say({
      type: 'response.done',
      response: { id: 'resp_1', status: 'completed', usage: { total_tokens: 9 } },
    });
    await model.when('response_ended');

    const part = { responseId: 'resp_1', itemId: 'item_1' };
    expect(model.events.slice(1)).toEqual([
      { type: 'response_started', responseId: 'resp_1', requestId: 'foyer_ask_1' },
      { type: 'message_started', ...part },
      { type: 'audio', ...part, payload: Buffer.from('AAAA') },
      { type: 'audio', ...part, payload: Buffer.from('BB//') },
      { type: 'agent_words', ...part, delta: 'Hello "you"' },
      { type: 'audio_done', ...part },
      { type: 'agent_words_done', ...part, text: 'Hello "you"' },
      { type: 'response_ended', responseId: 'resp_1', status: 'completed', reason: null, usage: { total_tokens: 9 } },
    ]);
  });

  it('passes a tool’s use on only when it is complete', async () => {
    const { provider, model } = await ready();
    const item = { type: 'function_call', id: 'item_f', call_id: 'call_1', name: 'end_call', arguments: '{}' };

    provider.say({ type: 'response.function_call_arguments.done', ...inItem, call_id: 'call_1', arguments: '{}' });
    provider.say({ type: 'response.output_item.done', response_id: 'resp_1', item: { ...item, status: 'incomplete' } });
    provider.say({ type: 'response.output_item.done', response_id: 'resp_1', item: { ...item, status: 'completed' } });
    await model.when('tool_called');

    expect(model.events.slice(1)).toEqual([
      {
        type: 'tool_called',
        responseId: 'resp_1',
        itemId: 'item_f',
        toolCallId: 'call_1',
        name: 'end_call',
        argumentsJson: '{}',
      },
    ]);
  });

  it.each([
    ['conversation_already_has_active_response', 'Busy.', 'already_responding'],
    ['response_cancel_not_active', 'Nothing.', 'nothing_to_cancel'],
    [null, 'Audio content of 900ms is already shorter than 1200ms', 'benign'],
    ['unsupported_content_type', 'Only model output audio messages can be truncated', 'benign'],
    ['item_not_found', 'No such item.', 'ours'],
    ['server_error', 'The server had an error.', 'provider'],
  ])('survives the error %s (%s)', async (code, message, kind) => {
    const { provider, model } = await ready();

    provider.say({
      type: 'error',
      event_id: 'ev_9',
      error: { type: 'invalid_request_error', code, message, param: null, event_id: 'foyer_7' },
    });

    expect(await model.when('trouble')).toEqual({ type: 'trouble', kind, code, param: null, requestId: 'foyer_7' });
  });

  it.each([
    ['session_expired', 'expired'],
    ['insufficient_quota', 'final'],
  ])('ends on %s', async (code, kind) => {
    const { provider, model } = await ready();

    provider.say({ type: 'error', event_id: 'ev_9', error: { type: 'x', code, message: 'Over.' } });

    expect(await model.when('closed')).toEqual({ type: 'closed', kind, code });
  });

  it('notices within six seconds that the other side is gone without a word, and no stall of ours looks like that', async () => {
    const sockets: WebSocket[] = [];
    const provider = await server({ onConnect: (socket) => void sockets.push(socket) });
    const clock = makeFakeClock();
    const model = connect(provider.baseUrl, true, clock);
    await model.when('ready');
    const [socket] = sockets;

    for (let check = 1; check <= 5; check++) {
      const pinged = new Promise((resolve) => socket?.once('ping', resolve));
      // It was heard of before the first look, and not before the second.
      clock.advance(4000);
      await pinged;
      // Answers come in the order in which they were sent: once this is here, so is the sign of life.
      provider.say({ type: 'error', event_id: 'ev_8', error: { type: 'x', code: 'server_error', message: 'Hm.' } });
      await vi.waitFor(() => expect(model.events).toHaveLength(1 + check), 5_000);
    }
    const whileAlive = model.events.map(({ type }) => type);
    socket?.pause();
    clock.advance(4000);
    const early = model.events.length;
    clock.advance(2000);

    expect(new Set(whileAlive)).toEqual(new Set(['ready', 'trouble']));
    expect(early).toBe(6);
    expect(model.events[6]).toEqual({ type: 'closed', kind: 'lost', code: 'half_open' });
  });

  it('gives up a model that does not read what it is sent, at eight megabytes', async () => {
    const sockets: WebSocket[] = [];
    const provider = await server({ onConnect: (socket) => void sockets.push(socket) });
    const model = connect(provider.baseUrl);
    await model.when('ready');
    sockets[0]?.pause();

    const megabyte = asPayload(Buffer.alloc(1024 * 1024, 0xff));
    for (let sent = 0; sent < 30 && model.events.length === 1; sent++) model.appendAudio(megabyte);

    expect(model.events[1]).toEqual({ type: 'closed', kind: 'lost', code: 'not_reading' });
  });

  const told = [
    { type: 'response.created', event_id: 'ev_3', response: { id: 'resp_late' } },
    {
      type: 'conversation.item.input_audio_transcription.completed',
      ...{ event_id: 'ev_4', item_id: 'item_late', content_index: 0, transcript: 'Goodbye.' },
      usage: { type: 'duration', seconds: 1.2 },
    },
    {
      type: 'response.output_audio.delta',
      ...{ event_id: 'ev_5', response_id: 'resp_late', item_id: 'item_2', output_index: 0, content_index: 0 },
      delta: 'AAAA',
    },
    {
      type: 'response.done',
      event_id: 'ev_6',
      response: { id: 'resp_late', status: 'cancelled', usage: { input_tokens: 9, output_tokens: 4 } },
    },
  ];
  const comesLate = [
    { type: 'caller_words_done', itemId: 'item_late', text: 'Goodbye.', usage: { type: 'duration', seconds: 1.2 } },
    {
      type: 'response_ended',
      responseId: 'resp_late',
      ...{ status: 'cancelled', reason: null, usage: { input_tokens: 9, output_tokens: 4 } },
    },
  ];

  it('is over only when the other side has said its farewell: words and costs on their way are told, sound is not', async () => {
    const { provider, model } = await ready();
    const before = model.events.length;

    for (const event of told) provider.say(event);
    await model.close();

    expect(model.events.slice(before)).toEqual(comesLate);
  });

  it('tells what a model had said that was given up as dead and was only late', async () => {
    const sockets: WebSocket[] = [];
    const provider = await server({ onConnect: (socket) => void sockets.push(socket) });
    const clock = makeFakeClock();
    const model = connect(provider.baseUrl, true, clock);
    await model.when('ready');
    sockets[0]?.pause();
    clock.advance(6000);
    const before = model.events.length;

    for (const event of told) provider.say(event);
    const over = model.close();
    sockets[0]?.resume();
    await over;

    expect(model.events[before - 1]).toEqual({ type: 'closed', kind: 'lost', code: 'half_open' });
    expect(model.events.slice(before)).toEqual(comesLate);
  });

  it('waits a second, and no longer, for the farewell of a model that is dead', async () => {
    const sockets: WebSocket[] = [];
    const provider = await server({ onConnect: (socket) => void sockets.push(socket) });
    const clock = makeFakeClock();
    const model = connect(provider.baseUrl, true, clock);
    await model.when('ready');
    sockets[0]?.pause();

    const over = model.close();
    clock.advance(1000);
    await over;

    expect(clock.pendingTimers()).toBe(0);
  });

  it('reports a socket that was lost, once', async () => {
    const { provider, model } = await ready();

    provider.hangUp(1011);
    await model.when('closed');

    expect(model.events.filter(({ type }) => type === 'closed')).toEqual([
      { type: 'closed', kind: 'lost', code: 'closed_1011' },
    ]);
  });
});
