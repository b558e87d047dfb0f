import { describe, expect, it } from 'vitest';
import { answer, type CallAtTest, callerSays, makeCall } from '../../support/make-call';
import { makeConfig } from '../../support/make-config';

const message = { caller_name: 'Ada', callback_number: '+12025550177', message: 'My crown.', urgent: false };

/** The model uses a tool that answers only when the test says so. */
function useSlowTool(call: CallAtTest, id: string): () => Promise<void> {
  const done = Promise.withResolvers<void>();
  call.record.store.takeMessage = () => done.promise;
  const part = { responseId: `resp_${id}`, itemId: `item_${id}` };
  call.model.report(
    { type: 'response_started', responseId: part.responseId, requestId: null },
    { type: 'tool_called', ...part, toolCallId: id, name: 'take_message', argumentsJson: JSON.stringify(message) },
    { type: 'response_ended', responseId: part.responseId, status: 'completed', reason: null, usage: null },
  );
  return async () => {
    done.resolve();
    for (let i = 0; i < 10; i++) await Promise.resolve();
  };
}

function begun(options: Parameters<typeof makeCall>[0] = {}): CallAtTest {
  const call = makeCall({ clipMs: 1000, ...options });
  call.carrier.playAll();
  return call;
}

const spoken = ({ record }: CallAtTest) =>
  record
    .turns()
    .filter(({ speaker }) => speaker === 'agent')
    .map(({ text, unheardText }) => text || unheardText)
    .slice(1);

describe('a tool that takes long', () => {
  it('is covered by a few words in the agent’s own voice after a second and a half', async () => {
    const call = begun();
    const finish = useSlowTool(call, 't1');
    call.clock.advance(1499);
    const before = call.carrier.sentMs();
    call.clock.advance(1);
    const after = call.carrier.sentMs();
    call.carrier.playAll();
    await finish();

    expect(after - before).toBe(1000);
    expect(spoken(call)).toEqual(['One moment, please.']);
    expect(call.model.asked).toHaveLength(1);
  });

  it('needs no words when it is quick', async () => {
    const call = begun();
    const finish = useSlowTool(call, 't1');
    call.clock.advance(1000);
    await finish();
    call.clock.advance(5000);

    expect(spoken(call)).toEqual([]);
  });

  it('is never covered twice in a row', async () => {
    const call = begun();
    const first = useSlowTool(call, 't1');
    call.clock.advance(4000);
    call.carrier.playAll();
    await first();
    call.model.report({
      type: 'response_started',
      responseId: 'resp_again',
      requestId: call.model.asked[0]?.requestId ?? null,
    });
    useSlowTool(call, 't2');
    call.clock.advance(4000);
    const inARow = spoken(call).length;

    expect(inARow).toBe(1);
  });

  it('is covered again, in other words, after something else was said', async () => {
    const call = begun();
    const first = useSlowTool(call, 't1');
    call.clock.advance(2000);
    call.carrier.playAll();
    await first();
    answer(call.model, 'a', { ms: 500, words: 'It is done.' });
    call.carrier.playAll();
    callerSays(call.model, 'c1', 'And another one.');
    useSlowTool(call, 't2');
    call.clock.advance(2000);
    call.carrier.playAll();

    expect(spoken(call)).toEqual(['One moment, please.', 'It is done.', 'Let me check that for you.']);
  });

  it('waits with its words until the agent has stopped speaking, and never speaks over the caller', () => {
    const call = begun();
    answer(call.model, 'a', { ms: 3000, words: 'I will write that down for you.' });
    useSlowTool(call, 't1');
    call.clock.advance(1600);
    call.carrier.play(1600);
    const whileSpeaking = spoken(call).length;
    call.carrier.playAll();
    call.model.report({ type: 'caller_started', itemId: 'c1' });
    call.clock.advance(1000);
    const whileListening = spoken(call).length;

    expect([whileSpeaking, whileListening]).toEqual([1, 1]);
  });

  it.each([
    ['the tenant wants none', makeConfig({ advanced: { fillers: false } })],
    ['we have none in the tenant’s language', makeConfig({ identity: { languages: ['ja'] } })],
  ])('stays without words where %s', (_, config) => {
    const call = begun({ config });
    useSlowTool(call, 't1');
    call.clock.advance(5000);

    expect(spoken(call)).toEqual([]);
  });

  it('is given up after eight seconds, and the model is told so', async () => {
    const call = begun();
    useSlowTool(call, 't1');
    call.model.took();
    call.clock.advance(8000);
    for (let i = 0; i < 10; i++) await Promise.resolve();
    call.carrier.playAll();

    expect(call.model.took()).toContainEqual(['addItem', 'tool', expect.stringContaining('"timeout"')]);
    expect(call.model.asked).toHaveLength(1);
  });
});
