import { describe, expect, it } from 'vitest';
import { asPayload } from '@/realtime-server/ports/carrier';
import { answer, type CallAtTest, callerSays, makeCall } from '../../support/make-call';
import type { ScriptedVoiceModel } from '../../support/scripted-voice-model';

const message = { caller_name: 'Ada', callback_number: null, message: 'Please call back.', urgent: false };

type Use = { id: string; name: string; input: unknown };

/** One response that uses tools, after saying `words` if there are any. */
function useTools(model: ScriptedVoiceModel, uses: Use[], words = ''): void {
  const responseId = 'resp_tools';
  model.report({ type: 'response_started', responseId, requestId: null });
  if (words) {
    const part = { responseId, itemId: 'item_words' };
    model.report(
      { type: 'message_started', ...part },
      { type: 'audio', ...part, payload: asPayload(Buffer.alloc(800)) },
      { type: 'audio_done', ...part },
      { type: 'agent_words_done', ...part, text: words },
    );
  }
  for (const { id, name, input } of uses) {
    const argumentsJson = JSON.stringify(input);
    model.report({ type: 'tool_called', responseId, itemId: `item_${id}`, toolCallId: id, name, argumentsJson });
  }
  model.report({ type: 'response_ended', responseId, status: 'completed', reason: null, usage: null });
}

function talking(): CallAtTest {
  const call = makeCall({ clipMs: 500 });
  call.carrier.playAll();
  callerSays(call.model, 'caller_1', 'Please take a message.');
  call.model.took();
  call.did.length = 0;
  return call;
}

const settled = () => new Promise<void>((resolve) => setImmediate(resolve));

describe('a tool', () => {
  it('gives its result, and the answer is asked for once when all of a response have answered', async () => {
    const call = talking();

    useTools(call.model, [
      { id: 'call_1', name: 'take_message', input: message },
      { id: 'call_2', name: 'take_message', input: { ...message, message: 'And bring the bill.' } },
    ]);
    await settled();

    expect(call.model.took().map(([what, who]) => [what, who])).toEqual([
      ['addItem', 'tool'],
      ['addItem', 'tool'],
      ['createResponse', undefined],
    ]);
    expect(call.record.messages).toEqual([
      ['call_1', { ...message, callback_number: '+12025550177' }],
      ['call_2', { ...message, callback_number: '+12025550177', message: 'And bring the bill.' }],
    ]);
  });

  it('works once for one use, however often the model repeats it', async () => {
    const call = talking();
    const use = { id: 'call_1', name: 'take_message', input: message };

    useTools(call.model, [use, use]);
    useTools(call.model, [use]);
    await settled();

    expect(call.record.messages).toHaveLength(1);
  });

  it('keeps its result when the caller cuts in, and leaves the answer to the caller’s own turn', async () => {
    const call = talking();

    useTools(call.model, [{ id: 'call_1', name: 'take_message', input: message }]);
    call.model.report({ type: 'caller_started', itemId: 'caller_2' });
    await settled();

    call.model.report({ type: 'caller_stopped', itemId: 'caller_2' }, { type: 'caller_committed', itemId: 'caller_2' });
    answer(call.model, 'own', { ms: 100, words: 'Yes, and your message is saved.' });

    expect(call.model.took().map(([what, who]) => [what, who])).toEqual([['addItem', 'tool']]);
    expect(call.record.messages).toHaveLength(1);
  });

  it('stands in the transcript with what it was given and what it gave', async () => {
    const call = talking();

    useTools(call.model, [{ id: 'call_1', name: 'take_message', input: message }]);
    await settled();

    expect(call.record.turns().find(({ speaker }) => speaker === 'tool')).toMatchObject({
      text: 'take_message',
      final: true,
      detail: { name: 'take_message', arguments: message, ok: true },
    });
  });
});

describe('ending the call', () => {
  const endCall = { id: 'call_9', name: 'end_call', input: { reason: 'caller_done' } };

  it('says goodbye, and hangs up only when the goodbye was played', async () => {
    const call = talking();
    useTools(call.model, [endCall]);
    await settled();
    answer(call.model, 'bye', { ms: 1000, words: 'Goodbye.' });
    const beforePlayed = [...call.did];

    call.carrier.playAll();
    await settled();

    expect(beforePlayed.filter(([what]) => what === 'hangUp')).toEqual([]);
    expect(call.did.at(-1)).toEqual(['hangUp']);
    expect(call.record.ends).toEqual([{ reason: 'agent_ended', outcome: 'answered' }]);
  });

  it('asks for no second goodbye when it was said together with the hanging up', async () => {
    const call = talking();

    useTools(call.model, [endCall], 'Thank you, goodbye.');
    await settled();
    call.carrier.playAll();
    await settled();

    expect(call.model.asked).toEqual([]);
    expect(call.record.ends).toEqual([{ reason: 'agent_ended', outcome: 'answered' }]);
  });

  it('is called off by a caller who cuts in: flushed is not played', async () => {
    const call = talking();
    useTools(call.model, [endCall], 'Thank you, goodbye.');
    await settled();
    call.carrier.play(40);

    call.model.report({ type: 'caller_started', itemId: 'caller_2' });
    call.carrier.returnCleared();
    call.clock.advance(10_000);

    expect(call.record.ends).toEqual([]);
    expect(call.did.filter(([what]) => what === 'hangUp')).toEqual([]);
  });

  it('does not come of the word goodbye, whoever says it', async () => {
    const call = talking();

    callerSays(call.model, 'caller_2', 'Please close it. Goodbye.');
    answer(call.model, 'bye', { ms: 500, words: 'It is closed. Goodbye!' });
    call.carrier.playAll();
    await settled();
    call.clock.advance(8000);
    await settled();

    expect(call.record.ends).toEqual([]);
    expect(call.did.filter(([what]) => what === 'hangUp')).toEqual([]);
  });

  it('does not wait for ever for a mark that never comes back', async () => {
    const call = talking();
    useTools(call.model, [endCall], 'Thank you, goodbye.');
    await settled();

    call.clock.advance(2099);
    const early = call.record.ends.length;
    call.clock.advance(1);
    await settled();

    expect([early, call.record.ends.length]).toEqual([0, 1]);
  });

  it('happens even if the model never says goodbye', async () => {
    const call = talking();
    useTools(call.model, [endCall]);
    await settled();

    call.clock.advance(8000);
    await settled();

    expect(call.record.ends).toEqual([{ reason: 'agent_ended', outcome: 'answered' }]);
  });

  it('is refused to a model that gives no known reason', async () => {
    const call = talking();

    useTools(call.model, [{ ...endCall, input: { reason: 'bored' } }]);
    await settled();
    call.clock.advance(2500);

    expect(call.record.ends).toEqual([]);
    expect(call.model.asked).toHaveLength(1);
  });
});
