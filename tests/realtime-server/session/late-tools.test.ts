import { describe, expect, it } from 'vitest';
import type { Person } from '@/lib/contracts/routing';
import type { CallTransfers, TransferAnswer } from '@/realtime-server/ports/transfers';
import { answer, type CallAtTest, callerSays, makeCall } from '../../support/make-call';
import { makeConfig } from '../../support/make-config';

const message = { caller_name: 'Ada', callback_number: '+12025550177', message: 'My crown.', urgent: false };
const dana: Person = {
  ...{ label: 'Dana', role: 'Desk', notes: '', phone: '+12025550111', hours: { kind: 'always' } },
  ...{ connect: 'announced', ringSeconds: 25 },
};
const settled = () => new Promise<void>((resolve) => setImmediate(resolve));

function use(call: CallAtTest, id: string, name: string, input: unknown, words = ''): void {
  const part = { responseId: `resp_${id}`, itemId: `item_${id}` };
  call.model.report({ type: 'response_started', responseId: part.responseId, requestId: null });
  if (words) {
    call.model.report({ type: 'message_started', ...part }, { type: 'agent_words_done', ...part, text: words });
  }
  call.model.report(
    { type: 'tool_called', ...part, toolCallId: id, name, argumentsJson: JSON.stringify(input) },
    { type: 'response_ended', responseId: part.responseId, status: 'completed', reason: null, usage: null },
  );
}

/** A call whose model was told that its tool took too long, and has said so. */
async function givenUp({ words = '' } = {}) {
  const planned = Promise.withResolvers<TransferAnswer>();
  const saved = Promise.withResolvers<void>();
  const effects: string[] = [];
  const transfers: CallTransfers = {
    plan: () => planned.promise,
    planTakeOver: async () => ({ kind: 'refused', why: 'no_phone' }),
    connect: async (transferId) => void effects.push(`connect ${transferId}`),
    cancel: (transferId) => void effects.push(`cancel ${transferId}`),
  };
  const call = makeCall({ clipMs: 500, config: makeConfig({ routing: { people: [dana] } }), transfers });
  call.record.store.takeMessage = () => {
    effects.push('message');
    return saved.promise;
  };
  call.carrier.playAll();
  callerSays(call.model, 'caller_1', 'Please tell Dana, or connect me.');
  return {
    ...{ ...call, effects, planned, saved },
    async timeOut(name: string, input: unknown) {
      use(call, 'call_1', name, input, words);
      call.clock.advance(8000);
      await settled();
      answer(call.model, 'sorry', { ms: 100, words: 'I am sorry, that takes too long.' });
      call.carrier.playAll();
      call.model.took();
    },
  };
}

const theCaller = { type: 'caller_started', itemId: 'c' } as const;

describe('what is done after the model was told that it took too long', () => {
  it('is told to the model, and by it to the caller', async () => {
    const call = await givenUp();
    await call.timeOut('take_message', message);

    call.saved.resolve();
    await settled();

    expect(call.model.took()).toEqual([
      ['addItem', 'system', expect.stringMatching(/take_message, which took too long before, has been done after all/)],
      ['createResponse'],
    ]);
    expect(call.record.turns().find(({ speaker }) => speaker === 'tool')?.detail).toMatchObject({ ok: true });
  });

  it('is told also where it was not done after all, and nobody is spoken to for it', async () => {
    const call = await givenUp();
    await call.timeOut('take_message', message);

    call.saved.reject(new Error('away'));
    await settled();

    expect(call.model.took()).toEqual([['addItem', 'system', expect.stringContaining('was not done')]]);
  });

  it('is not done twice by a model that tries again meanwhile', async () => {
    const call = await givenUp();
    await call.timeOut('take_message', message);

    use(call, 'call_2', 'take_message', message);
    await settled();

    expect(call.effects).toEqual(['message']);
    expect(call.model.took()).toContainEqual(['addItem', 'tool', expect.stringContaining('still being done')]);
  });

  it('rings nobody: a plan that comes late is called off', async () => {
    const call = await givenUp();
    await call.timeOut('transfer_call', { to: 'Dana' });

    call.planned.resolve({ kind: 'planned', transferId: 't1', label: 'Dana' });
    await settled();
    answer(call.model, 'on', { ms: 100, words: 'Shall I take a message?' });
    call.carrier.playAll();
    call.clock.advance(1000);
    await settled();

    expect(call.effects).toEqual(['cancel t1']);
    expect(call.record.turns().find(({ speaker }) => speaker === 'tool')?.detail).toMatchObject({ ok: false });
    expect(call.record.ends).toEqual([]);
  });

  it('rings nobody where the call ended meanwhile', async () => {
    const call = await givenUp();
    await call.timeOut('transfer_call', { to: 'Dana' });
    call.model.report(theCaller);

    const end = call.session.end('caller_hung_up');
    call.planned.resolve({ kind: 'planned', transferId: 't1', label: 'Dana' });
    await settled();
    for (let step = 0; step < 100; step++) {
      call.clock.advance(100);
      await Promise.resolve();
    }
    await end;

    expect(call.effects).toEqual(['cancel t1']);
  });

  it('is no broken promise while nobody knows yet', async () => {
    const call = await givenUp({ words: "I've noted that down for Dana." });
    call.record.store.takeMessage = () => new Promise(() => {});
    use(call, 'call_1', 'take_message', message, "I've noted that down for Dana.");

    const end = call.session.end('caller_hung_up');
    for (let step = 0; step < 100; step++) {
      call.clock.advance(100);
      await Promise.resolve();
    }
    await end;

    expect(call.record.events.filter(([kind]) => kind === 'promise_broken' || kind === 'promise_kept')).toEqual([]);
    expect(call.record.messages).toEqual([]);
  });
});
