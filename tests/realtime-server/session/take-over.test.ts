import { describe, expect, it } from 'vitest';
import type { CallCommand } from '@/lib/contracts/command';
import type { CallTransfers, TakeOverWish, TransferAnswer } from '@/realtime-server/ports/transfers';
import { answer, callerSays, makeCall } from '../../support/make-call';

const takeOver: CallCommand = {
  ...{ id: '00000000-0000-4000-8000-00000000c0de', callId: '00000000-0000-4000-8000-00000000ca11' },
  ...{ kind: 'take_over', text: '' },
};
const planned: TransferAnswer = { kind: 'planned', transferId: 't1', label: 'Olivia Brown' };
const settled = () => new Promise<void>((resolve) => setImmediate(resolve));

function makeTaken(plan: TransferAnswer) {
  const wishes: TakeOverWish[] = [];
  const did: string[] = [];
  const transfers: CallTransfers = {
    plan: async () => ({ kind: 'refused', why: 'unknown_label' }),
    async planTakeOver(wish) {
      wishes.push(wish);
      return plan;
    },
    connect: async (transferId) => void did.push(`connect ${transferId}`),
    cancel: (transferId) => void did.push(`cancel ${transferId}`),
  };
  const call = makeCall({ clipMs: 500, transfers });
  call.carrier.playAll();
  return { ...call, wishes, did };
}

describe('a member who takes a call over', () => {
  it('is named to the caller, who is passed on once they have heard it', async () => {
    const call = makeTaken(planned);
    callerSays(call.model, 'caller_1', 'I have a question about my invoice.');

    const answered = await call.session.obey(takeOver);

    expect(answered).toEqual({ result: 'done', detail: expect.stringMatching(/your phone rings: press 1/) });
    expect(call.wishes).toEqual([
      { commandId: takeOver.id, summary: expect.stringMatching(/question about my invoice/) },
    ]);
    expect(call.model.asked.at(-1)).toMatchObject({
      instructions: expect.stringContaining('You are connecting the caller to Olivia Brown.'),
      mayUseTools: false,
    });
    expect(call.did).toEqual([]);
    answer(call.model, 'connecting', { ms: 500, words: 'I am connecting you to Olivia Brown.' });
    call.carrier.playAll();
    expect(call.did).toEqual(['connect t1']);
    expect(call.record.events.map(([kind]) => kind)).toContain('command_take_over');
  });

  it('is named again to a caller who spoke into it, and is rung all the same', async () => {
    const call = makeTaken(planned);
    await call.session.obey(takeOver);
    answer(call.model, 'connecting', { ms: 800, words: 'I am connecting you to Olivia Brown.' });
    call.carrier.play(200);

    callerSays(call.model, 'caller_1', 'Wait, are you open on Monday?');
    call.carrier.playAll();
    call.carrier.returnCleared();

    expect(call.did).toEqual([]);
    expect(call.model.asked.at(-1)).toMatchObject({
      instructions: expect.stringContaining('You are connecting the caller to Olivia Brown.'),
    });
    answer(call.model, 'again', { ms: 500, words: 'I am connecting you to Olivia Brown.' });
    call.carrier.playAll();
    expect(call.did).toEqual(['connect t1']);
  });

  it('is rung once the question of a caller who spoke into it was answered, and not before', async () => {
    const call = makeTaken(planned);
    await call.session.obey(takeOver);
    answer(call.model, 'connecting', { ms: 800, words: 'I am connecting you to Olivia Brown.' });
    call.carrier.play(200);

    const [itemId, responseId] = ['caller_1', 'resp_monday'];
    call.model.report(
      { type: 'caller_started', itemId },
      { type: 'caller_stopped', itemId },
      { type: 'caller_committed', itemId },
    );
    answer(call.model, 'monday', { ms: 300, words: 'Yes, on Monday too.', ended: false });
    call.model.report(
      { type: 'caller_words_done', itemId, text: 'Are you open on Monday?', usage: null },
      { type: 'response_ended', responseId, status: 'completed', reason: null, usage: null },
    );
    call.carrier.playAll();
    expect(call.did).toEqual([]);

    answer(call.model, 'again', { ms: 500, words: 'I am connecting you to Olivia Brown.' });
    call.carrier.playAll();
    expect(call.did).toEqual(['connect t1']);
  });

  it('is rung for a caller who was speaking when they wanted the call', async () => {
    const call = makeTaken(planned);
    call.model.report({ type: 'caller_started', itemId: 'caller_1' });
    await call.session.obey(takeOver);
    expect(call.did).toEqual([]);

    call.model.report(
      { type: 'caller_stopped', itemId: 'caller_1' },
      { type: 'caller_committed', itemId: 'caller_1' },
      { type: 'caller_words_done', itemId: 'caller_1', text: 'What are your prices?', usage: null },
    );
    answer(call.model, 'connecting', { ms: 500, words: 'I am connecting you to Olivia Brown.' });
    call.carrier.playAll();
    expect(call.did).toEqual(['connect t1']);
  });

  it('is told why not, and the call goes on', async () => {
    const call = makeTaken({ kind: 'refused', why: 'no_phone' });
    const asked = call.model.asked.length;

    expect(await call.session.obey(takeOver)).toEqual({
      result: 'refused',
      detail: 'Your own phone is not verified any more.',
    });
    expect(call.model.asked).toHaveLength(asked);
    expect(call.record.ends).toEqual([]);
  });

  it('rings once, however often the command comes', async () => {
    const call = makeTaken({ kind: 'repeated', status: 'ringing', label: 'Olivia Brown' });

    expect((await call.session.obey(takeOver)).result).toBe('done');
    await settled();
    expect(call.did).toEqual([]);
  });

  it('comes too late when the agent is saying goodbye', async () => {
    const call = makeTaken(planned);
    await call.session.obey({ ...takeOver, kind: 'end' });

    expect(await call.session.obey(takeOver)).toEqual({
      result: 'refused',
      detail: 'The call is ending or being connected already.',
    });
    expect(call.wishes).toEqual([]);
  });

  it('cannot have a test call of a browser on a telephone', async () => {
    const call = makeCall({ setup: { channel: 'browser' } });

    expect((await call.session.obey(takeOver)).detail).toMatch(/browser cannot be connected/);
  });
});
