import { describe, expect, it } from 'vitest';
import type { VoiceModel } from '@/realtime-server/ports/voice-model';
import { startCall } from '@/realtime-server/session/call-session';
import { makeFakeCarrier } from '../support/fake-carrier';
import { makeFakeClock } from '../support/fake-clock';
import { answer, callerSays, makeFakeStore, makeSetup, silentLog, sound } from '../support/make-call';
import { makeScriptedVoiceModel } from '../support/scripted-voice-model';

const settled = () => new Promise<void>((resolve) => setImmediate(resolve));

/** The same thing, until the given method is called for the given time. */
function breaking<Thing extends object>(thing: Thing, method: string, onCall = 1): Thing {
  let calls = 0;
  return new Proxy(thing, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name, target);
      if (name !== method || typeof value !== 'function') return value;
      return (...given: unknown[]) => {
        calls += 1;
        if (calls >= onCall) throw new Error(`planted in ${method}`);
        return Reflect.apply(value, target, given);
      };
    },
  });
}

type Hook = { part: 'store' | 'carrier' | 'model'; method: string };

const hooks: Hook[] = [
  ...['answered', 'firstAudio', 'saveTurn', 'noteEvent', 'noteUsage', 'takeMessage'].map((method): Hook => {
    return { part: 'store', method };
  }),
  ...['sendAudio', 'sendMark', 'clearAudio'].map((method): Hook => ({ part: 'carrier', method })),
  ...['listen', 'configure', 'appendAudio', 'addItem', 'createResponse', 'truncate', 'cancelResponse'].map(
    (method): Hook => ({ part: 'model', method }),
  ),
];

function placeCall(hook: Hook | null, onCall: number) {
  const clock = makeFakeClock();
  const record = makeFakeStore();
  const bare = makeScriptedVoiceModel();
  const broken = <Thing extends object>(part: Hook['part'], thing: Thing) =>
    hook?.part === part ? breaking(thing, hook.method, onCall) : thing;
  const carrier = makeFakeCarrier((name) => session.onMark(name));
  let ended = 0;
  const session = startCall({
    setup: makeSetup(),
    carrier: broken('carrier', carrier),
    store: broken('store', record.store),
    clock,
    log: silentLog,
    clips: { find: () => ({ payload: sound(400) }), prepare() {} },
    openVoiceModel: () => broken<VoiceModel>('model', bare),
    onEnded: () => {
      ended += 1;
    },
  });
  return { clock, record, model: bare, carrier, session, ended: () => ended };
}

/** As the door does it: the hot path itself guards nothing. */
function hearing({ session }: ReturnType<typeof placeCall>): void {
  try {
    session.onAudio(sound(20));
  } catch {
    void session.end('error');
  }
}

/** A short conversation with everything in it. */
async function converse(call: ReturnType<typeof placeCall>): Promise<void> {
  const { model, carrier, session, clock } = call;
  model.report({ type: 'ready' });
  carrier.playAll();
  hearing(call);
  session.onDigit('5');
  clock.advance(2000);
  callerSays(model, 'c1', 'Are you open on Saturday?');
  answer(model, 'a1', { ms: 800, words: 'We are open from nine to five.' });
  carrier.play(300);
  callerSays(model, 'c2', 'Please take a message.');
  model.report(
    { type: 'response_started', responseId: 'r', requestId: null },
    {
      type: 'tool_called',
      responseId: 'r',
      itemId: 'i',
      toolCallId: 't',
      name: 'take_message',
      argumentsJson: '{"caller_name":"Ann","callback_number":null,"message":"Ring me.","urgent":false}',
    },
    { type: 'response_ended', responseId: 'r', status: 'completed', reason: null, usage: { total_tokens: 3 } },
    { type: 'trouble', kind: 'ours', code: 'invalid_value', param: null, requestId: null },
  );
  await settled();
  answer(model, 'a2', { ms: 400, words: 'I have passed it on.' });
  carrier.playAll();
  session.onClosed('caller_hung_up');
  for (let i = 0; i < 60; i++) {
    clock.advance(50);
    await settled();
  }
}

describe.each([1, 2, 5])('something of ours that throws, from the %i. time on', (onCall) => {
  it.each(hooks.map((hook) => [`${hook.part}.${hook.method}`, hook] as const))(
    '%s: costs that call alone, is thrown at nobody, and leaves a record',
    async (_, hook) => {
      let call: ReturnType<typeof placeCall> | null = null;
      try {
        call = placeCall(hook, onCall);
      } catch (error) {
        // Nothing has begun yet: whoever opened the stream sees it, and the carrier goes on to the next verb.
        expect(String(error)).toContain('planted');
        return;
      }
      const other = placeCall(null, 0);
      const control = placeCall(null, 0);

      await converse(call);
      await converse(other);
      await converse(control);

      expect(call.ended()).toBe(1);
      expect(call.record.ends).toHaveLength(1);
      expect(call.clock.pendingTimers()).toBe(0);
      expect(other.record.ends).toEqual([{ reason: 'caller_hung_up', outcome: 'message_taken' }]);
      expect(other.record.turns()).toEqual(control.record.turns());
    },
  );
});
