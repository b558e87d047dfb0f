import { expect } from 'vitest';
import { z } from 'zod';
import type { CallSetup } from '@/realtime-server/ports/call-setup';
import type { FakeClock } from './fake-clock';
import { post } from './line-carrier';
import { type LineHouse, until } from './line-house';
import { sound } from './make-call';
import type { ScriptedServer } from './scripted-realtime-server';
import { type Effects, readAudit, readEffects } from './tool-effects';
import type { Telephone } from './tool-telephone';

type Parts = {
  place: Parameters<typeof readEffects>[0];
  server: LineHouse;
  params: Record<string, string>;
  provider: ScriptedServer;
  clock: FakeClock;
  phone: Telephone;
  setup: CallSetup;
};

const outputSchema = z.object({ type: z.literal('function_call_output'), call_id: z.string(), output: z.string() });
const stepMs = 500;

export type ToolCall = ReturnType<typeof makeToolCall>;

/** One call on the line: what its model says, what it was told, and what came of it. */
export function makeToolCall({ place, server, params, provider, clock, phone, setup }: Parts) {
  const known = { callId: setup.callId, callSid: params.CallSid ?? '', from: params.From ?? '' };
  const toolItem = (id: string, name: string, input: unknown) => ({
    ...{ type: 'function_call', id: `item_${id}`, call_id: id, name, status: 'completed' },
    arguments: typeof input === 'string' ? input : JSON.stringify(input),
  });
  const items = () => provider.sent.filter(({ type }) => type === 'conversation.item.create').map(({ item }) => item);
  let responses = 0;

  function begins(): string {
    responses += 1;
    const id = `resp_${responses}`;
    provider.say({ type: 'response.created', event_id: 'e', response: { id, status: 'in_progress' } });
    return id;
  }
  const ends = (id: string) =>
    provider.say({ type: 'response.done', event_id: 'e', response: { id, status: 'completed', output: [] } });
  const calls = (response_id: string, id: string, name: string, input: unknown) =>
    provider.say({ type: 'response.output_item.done', event_id: 'e', response_id, item: toolItem(id, name, input) });

  const outputs = () =>
    items().flatMap((item) => {
      const { success, data } = outputSchema.safeParse(item);
      return success ? [{ id: data.call_id, output: JSON.parse(data.output) as Record<string, unknown> }] : [];
    });
  const notes = () =>
    items().flatMap((item) => {
      const { data } = z
        .looseObject({ role: z.literal('system'), content: z.array(z.looseObject({ text: z.string() })) })
        .safeParse(item);
      return data ? data.content.map(({ text }) => text) : [];
    });

  return {
    ...{ params, provider, clock, phone, setup, from: known.from, begins, calls, ends, notes },
    settled: provider.settled,
    asked: () => provider.sent.filter(({ type }) => type === 'response.create').length,
    /** All that the model was told of tools, in order. */
    told: () => outputs().map(({ output }) => output),
    outputsOf: (id: string) => outputs().flatMap((one) => (one.id === id ? [one.output] : [])),

    outputOf: (id: string) =>
      until(() => outputs().find((one) => one.id === id)?.output, `what the tool gave for ${id}`),

    /** An answer that is nothing but the use of tools. */
    use(name: string, input: unknown, ...ids: string[]): void {
      const response = begins();
      for (const id of ids) calls(response, id, name, input);
      ends(response);
    },

    /** An answer in words, as long as its sound. */
    say(text: string, ms = 100): void {
      const response_id = begins();
      const part = { event_id: 'e', response_id, item_id: `said_${responses}` };
      const at = { output_index: 0, content_index: 0 };
      const message = { id: part.item_id, type: 'message', role: 'assistant', status: 'in_progress', content: [] };
      provider.say({ type: 'response.output_item.added', ...part, ...at, item: message });
      provider.say({ type: 'response.output_audio.delta', ...part, ...at, delta: sound(ms).toString() });
      provider.say({ type: 'response.output_audio.done', ...part, ...at });
      provider.say({ type: 'response.output_audio_transcript.done', ...part, ...at, transcript: text });
      ends(response_id);
    },

    callerStarts: (item_id: string) =>
      provider.say({ type: 'input_audio_buffer.speech_started', event_id: 'e', item_id }),
    callerStops(item_id: string, transcript: string): void {
      provider.say({ type: 'input_audio_buffer.speech_stopped', event_id: 'e', item_id });
      provider.say({ type: 'input_audio_buffer.committed', event_id: 'e', item_id });
      provider.say({
        ...{ type: 'conversation.item.input_audio_transcription.completed', event_id: 'e', item_id },
        ...{ content_index: 0, transcript },
      });
    },

    /** In steps, so that the sockets can say that they live. */
    async pass(ms: number): Promise<void> {
      for (let left = ms; left > 0; left -= stepMs) {
        clock.advance(Math.min(left, stepMs));
        await provider.settled();
      }
    },

    /** So many uses of tools are in the database: another server can take the call up. */
    isWritten: (uses: number) =>
      until(async () => (await readAudit(place.sql, known.callId)).length >= uses, 'the record of the call'),

    isGone: () => phone.socket.readyState > phone.socket.OPEN,
    audit: () => readAudit(place.sql, known.callId),
    effects: (): Promise<Effects> => readEffects(place, known),

    /** The caller hangs up; resolves when the record is closed, with all that came of the call. */
    async over(): Promise<{ audit: object[]; effects: Effects }> {
      phone.hangUp();
      await post(server, '/phone/status', { ...params, CallStatus: 'completed' });
      await until(async () => {
        clock.advance(50);
        const [call] = await place.sql`select status from calls where id = ${known.callId}`;
        return call?.status === 'ended';
      }, 'the end of the call');
      await provider.close();
      return { audit: await readAudit(place.sql, known.callId), effects: await readEffects(place, known) };
    },
  };
}

/** The record of its tools, when the call has let go of its caller and nobody will end it soon. */
export async function recordOf(call: ToolCall): Promise<object[]> {
  if (!call.isGone()) return (await call.over()).audit;
  const isWhole = (audit: { final: boolean }[]) => audit.length > 0 && audit.every(({ final }) => final);
  return until(async () => {
    const audit = await call.audit();
    return isWhole(audit) && audit;
  }, 'the record of the call');
}

/** What may take a moment longer than the call: it comes to be this, and stays. */
export async function comesToBe(call: ToolCall, expected: Effects): Promise<void> {
  await expect.poll(() => call.effects(), { interval: 20 }).toEqual(expected);
}
