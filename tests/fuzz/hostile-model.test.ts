import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AgentConfig } from '@/lib/contracts/agent-config';
import { turnSchema } from '@/lib/contracts/call';
import { takeMessageInputSchema } from '@/lib/contracts/tool';
import { OpenAiVoiceModel } from '@/realtime-server/agent/openai-realtime';
import type { CallLine } from '@/realtime-server/ports/live-call';
import { startCall } from '@/realtime-server/session/call-session';
import { toolNames } from '@/realtime-server/tools/toolbox';
import { makeFakeCarrier } from '../support/fake-carrier';
import { makeFakeClock } from '../support/fake-clock';
import { makeFakeStore, makeSetup, silentLog, sound } from '../support/make-call';
import { makeConfig } from '../support/make-config';
import { announce, runs, seed } from './fuzz-runs';
import { type HostileServer, openHostileServer } from './hostile-server';
import { anyFrame } from './mutants';

/** Over a real socket each: fewer, and longer, than frames on their own. */
const conversations = Math.max(40, Math.ceil(runs / 100));

const names = [...toolNames, '__proto__', 'constructor', ''];
const numbers = ['+19005550100', '+8821612345678', '+12025550199', '411', 'sip:x@y.example', '+44 70 1234 5678;ext=9'];
const word = fc.oneof(fc.string({ maxLength: 30 }), fc.constantFrom(...numbers, '*', '%', '{caller_name}', '1 or 1=1'));
const anyArguments = fc.oneof(
  fc.record(
    {
      caller_name: word,
      callback_number: fc.oneof(word, fc.constant(null)),
      message: word,
      urgent: fc.boolean(),
      to: word,
      template: word,
      question: word,
      tenant_id: fc.uuid(),
    },
    { requiredKeys: [] },
  ),
  fc.jsonValue({ maxDepth: 3 }),
);

const place = fc.record({
  response_id: fc.constantFrom('r1', 'r2', 'r3'),
  item_id: fc.constantFrom('i1', 'i2', 'foyer_greeting_1'),
  output_index: fc.constant(0),
  content_index: fc.constant(0),
});
const one = <Type extends string>(type: Type, more: fc.Arbitrary<object> = fc.constant({})) =>
  fc.tuple(place, more).map(([at, rest]) => ({ type, ...at, ...rest }));
const responses = fc.record({
  id: fc.constantFrom('r1', 'r2', 'r3'),
  status: fc.constantFrom('completed', 'cancelled', 'failed', 'incomplete'),
  usage: fc.constantFrom(null, { total_tokens: 3, input_tokens: 2, output_tokens: -1 }),
});
/** What the tools themselves would take: it must still be offered to do anything. */
const goodUse = fc.constantFrom<[string, unknown]>(
  ['take_message', { caller_name: 'Mallory', callback_number: null, message: 'Ring me.', urgent: true }],
  ['send_text', { template: 'Directions' }],
  ['lookup_hours', { date: '2026-12-24' }],
  ['lookup_knowledge', { question: 'What does it cost?' }],
  ['transfer_call', { to: '+19005550100', summary: 'A caller.' }],
  ['end_call', { reason: 'caller_done' }],
);
const toolUse = fc
  .tuple(place, fc.oneof(goodUse, fc.tuple(fc.constantFrom(...names), anyArguments)), fc.constantFrom('c1', 'c2', 'c3'))
  .map(([at, [name, given], call_id]) => ({
    ...{ type: 'response.output_item.done', ...at },
    item: {
      ...{ id: 'tool_item', type: 'function_call', status: 'completed' },
      ...{ call_id, name, arguments: JSON.stringify(given) },
    },
  }));
const said = fc.record({ transcript: word, delta: word });
const event = fc.oneof(
  { weight: 4, arbitrary: toolUse },
  { weight: 2, arbitrary: responses.map((response) => ({ type: 'response.created', response })) },
  { weight: 2, arbitrary: responses.map((response) => ({ type: 'response.done', response })) },
  one('response.output_item.added', fc.constant({ item: { id: 'i1', type: 'message', role: 'assistant' } })),
  one('response.output_audio.delta', fc.constantFrom({ delta: sound(100).toString() }, { delta: '=' }, { delta: '' })),
  one('response.output_audio.done'),
  one('response.output_audio_transcript.delta', said),
  one('response.output_audio_transcript.done', said),
  one('response.output_text.delta', said),
  one('input_audio_buffer.speech_started', fc.constant({ audio_start_ms: 20 })),
  one('input_audio_buffer.speech_stopped', fc.constant({ audio_end_ms: 900 })),
  one('input_audio_buffer.committed'),
  one('conversation.item.input_audio_transcription.completed', said),
  fc
    .constantFrom('server_error', 'conversation_already_has_active_response', 'response_cancel_not_active', '__proto__')
    .map((code) => ({ type: 'error', error: { type: 'x', code, message: code } })),
);
const frame = event.chain((good) =>
  fc.oneof({ weight: 6, arbitrary: fc.constant(JSON.stringify(good)) }, { weight: 1, arbitrary: anyFrame(good) }),
);

type Step = { frames: string[] } | { play: number } | { wait: number } | { key: string } | { hear: number };
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ frames: fc.array(frame, { minLength: 1, maxLength: 12 }) }) },
  { weight: 1, arbitrary: fc.record({ play: fc.integer({ min: 0, max: 2000 }) }) },
  { weight: 1, arbitrary: fc.record({ wait: fc.integer({ min: 0, max: 3000 }) }) },
  { weight: 1, arbitrary: fc.record({ key: fc.constantFrom('1', '#', '0') }) },
  { weight: 1, arbitrary: fc.record({ hear: fc.integer({ min: 1, max: 20 }) }) },
);

let server: HostileServer;
beforeAll(async () => {
  server = await openHostileServer();
});
afterAll(() => server?.close());

/** A port of which nothing may be used at all. */
function untouchable<Port extends object>(port: string, used: string[]): Port {
  const target: Record<string, unknown> = {};
  // Whatever is asked of it is there, and is noted.
  return new Proxy(target, {
    get: (_, name) => (name === 'then' ? undefined : async () => void used.push(`${port}.${String(name)}`)),
  }) as Port;
}

type Ports = Pick<CallLine, 'knowledge' | 'texts' | 'transfers' | 'connections' | 'calendar'>;

async function converse(steps: Step[], config: AgentConfig, ports: Ports) {
  const clock = makeFakeClock();
  const record = makeFakeStore();
  const carrier = makeFakeCarrier((name) => session.onMark(name));
  let ended = 0;
  const session = startCall({
    ...{ setup: makeSetup({ config }), carrier, store: record.store, clock, log: silentLog, ...ports },
    clips: { find: () => null, prepare: () => undefined },
    openVoiceModel: () =>
      new OpenAiVoiceModel({
        ...{ account: { apiKey: 'sk-test', baseUrl: server.baseUrl }, model: 'gpt-realtime-2.1' },
        ...{ safetyIdentifier: 'nobody', clock, log: silentLog },
      }),
    onEnded: () => {
      ended += 1;
    },
  });
  await server.ready();

  for (const each of steps) {
    if ('frames' in each) await server.say(each.frames);
    else if ('play' in each) carrier.play(each.play);
    else if ('wait' in each) clock.advance(each.wait);
    else if ('key' in each) session.onDigit(each.key);
    else for (let at = 0; at < each.hear; at++) session.onAudio(sound(20));
    await new Promise(setImmediate);
  }
  const end = session.end('caller_hung_up');
  for (let tick = 0; tick < 200; tick++) {
    clock.advance(50);
    await Promise.resolve();
  }
  await end;
  return { record, carrier, clock, ended: () => ended };
}

type Conversation = Awaited<ReturnType<typeof converse>>;

function expectWhole({ record, clock, ended }: Conversation): void {
  const turns = record.turns();
  expect(Object.prototype).not.toHaveProperty('polluted');
  expect(record.ends).toHaveLength(1);
  expect(ended()).toBe(1);
  expect(record.ends[0]?.reason).not.toBe('error');
  expect(turns.filter((turn) => !turnSchema.safeParse(turn).success)).toEqual([]);
  expect(turns.filter(({ final }) => !final)).toEqual([]);
  expect(turns.map(({ sequence }) => sequence)).toEqual(turns.map((_, index) => index + 1));
  expect(clock.pendingTimers()).toBe(0);
}

describe('a model that says anything, in any order, over a real socket', () => {
  it('does nothing at all where nothing was switched on', async () => {
    announce(`hostile conversations (${conversations})`);
    const config = makeConfig({ actions: { takeMessage: false }, privacy: { recording: 'off' } });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
        const used: string[] = [];
        const conversation = await converse(steps, config, {
          knowledge: untouchable('knowledge', used),
          texts: untouchable('texts', used),
          transfers: untouchable('transfers', used),
          connections: untouchable('connections', used),
          calendar: untouchable('calendar', used),
        });

        expect(used).toEqual([]);
        expect(conversation.record.messages).toEqual([]);
        expect(conversation.record.recordings).toEqual([]);
        expectWhole(conversation);
      }),
      { numRuns: conversations, seed },
    );
  }, 900_000);

  it('leaves whole messages and templates by name, each wish once, where they were switched on', async () => {
    const template = { name: 'Directions', text: 'We are at 1 Main Street.', when: '' };
    const config = makeConfig({ actions: { takeMessage: true }, texting: { enabled: true, templates: [template] } });
    const seen = { messages: 0, texts: 0 };
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
        const used: string[] = [];
        const sent: { toolCallId: string; template: string }[] = [];
        const conversation = await converse(steps, config, {
          texts: {
            async send(wish) {
              sent.push(wish);
              return wish.template === template.name ? { sent: true } : { sent: false, why: 'no_template' };
            },
          },
          transfers: untouchable('transfers', used),
          connections: untouchable('connections', used),
          calendar: untouchable('calendar', used),
        });

        const { messages } = conversation.record;
        const wishes = [...messages.map(([toolCallId]) => toolCallId), ...sent.map(({ toolCallId }) => toolCallId)];
        expect(used).toEqual([]);
        expect(messages.filter(([, message]) => !takeMessageInputSchema.safeParse(message).success)).toEqual([]);
        expect(sent.map((wish) => Object.keys(wish).sort())).toEqual(sent.map(() => ['template', 'toolCallId']));
        expect(new Set(wishes).size).toBe(wishes.length);
        expectWhole(conversation);
        seen.messages += messages.length;
        seen.texts += sent.length;
      }),
      { numRuns: conversations, seed },
    );
    expect(seen.messages).toBeGreaterThan(0);
    expect(seen.texts).toBeGreaterThan(0);
  }, 900_000);
});
