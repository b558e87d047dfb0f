import { describe, expect, it } from 'vitest';
import type { Person } from '@/lib/contracts/routing';
import type { CallTransfers, TakeOverWish, TransferAnswer, TransferWish } from '@/realtime-server/ports/transfers';
import { answer, callerSays, makeCall, sound } from '../../support/make-call';
import { makeConfig } from '../../support/make-config';

const dana: Person = {
  ...{ label: 'Dana', role: 'Desk', notes: '', phone: '+12025550111', hours: { kind: 'always' } },
  ...{ connect: 'announced', ringSeconds: 25 },
};
const planned: TransferAnswer = { kind: 'planned', transferId: 't1', label: 'Dana' };

function makeFakeTransfers(plans: TransferAnswer[] = [planned]) {
  const wishes: (TransferWish | TakeOverWish)[] = [];
  const did: string[] = [];
  const connecting = Promise.withResolvers<void>();
  const transfers: CallTransfers = {
    async plan(wish) {
      wishes.push(wish);
      return plans.shift() ?? { kind: 'refused', why: 'cap_call' };
    },
    async planTakeOver(wish) {
      wishes.push(wish);
      return plans.shift() ?? { kind: 'refused', why: 'no_phone' };
    },
    connect(transferId) {
      did.push(`connect ${transferId}`);
      return connecting.promise;
    },
    cancel: (transferId) => void did.push(`cancel ${transferId}`),
  };
  return { transfers, wishes, did, connecting };
}

const settled = () => new Promise<void>((resolve) => setImmediate(resolve));

/** A call in which the model has just asked for a transfer, with or without words of its own. */
async function asked({
  words = '',
  plans,
  to = 'Dana',
}: {
  words?: string;
  plans?: TransferAnswer[];
  to?: string;
} = {}) {
  const fake = makeFakeTransfers(plans);
  const call = makeCall({
    clipMs: 500,
    config: makeConfig({ routing: { people: [dana] } }),
    transfers: fake.transfers,
  });
  call.carrier.playAll();
  callerSays(call.model, 'caller_1', 'I want to talk with Dana about my invoice.');
  call.model.took();
  const responseId = 'resp_tools';
  call.model.report({ type: 'response_started', responseId, requestId: null });
  if (words) {
    const part = { responseId, itemId: 'item_words' };
    call.model.report(
      { type: 'message_started', ...part },
      { type: 'audio', ...part, payload: sound(1000) },
      { type: 'audio_done', ...part },
      { type: 'agent_words_done', ...part, text: words },
    );
  }
  const argumentsJson = JSON.stringify({ to });
  call.model.report({
    type: 'tool_called',
    responseId,
    itemId: 'item_tool',
    toolCallId: 'call_1',
    name: 'transfer_call',
    argumentsJson,
  });
  call.model.report({ type: 'response_ended', responseId, status: 'completed', reason: null, usage: null });
  await settled();
  return { ...call, ...fake, events: () => fake.did };
}

describe('a caller who asks for somebody', () => {
  it('is passed on when the words before it were heard to the end, and not earlier', async () => {
    const call = await asked({ words: 'One moment, I will connect you.' });

    call.carrier.play(900);
    expect(call.events()).not.toContain('connect t1');
    call.carrier.playAll();

    expect(call.wishes).toEqual([
      {
        toolCallId: 'call_1',
        label: 'Dana',
        summary:
          'Bright Smile Dental has a caller from 1 2 0 2 5 5 5 0 1 7 7 for you. They said: I want to talk with Dana about my invoice.',
      },
    ]);
    expect(call.events()).toContain('connect t1');
  });

  it('is let go of without an end: the record goes on where the carrier brings them', async () => {
    const call = await asked({ words: 'One moment, I will connect you.' });
    call.carrier.playAll();

    call.connecting.resolve();
    await settled();
    for (let step = 0; step < 40; step++) {
      call.clock.advance(50);
      await settled();
    }

    expect(call.carrier.did()).toEqual([['release']]);
    expect(call.record.ends).toEqual([]);
    expect(call.record.left).toEqual(['left']);
  });

  it('hears that they are being connected when the model said nothing', async () => {
    const call = await asked();

    expect(call.model.asked.at(-1)).toMatchObject({
      instructions: expect.stringContaining('You are connecting the caller to Dana.'),
      mayUseTools: false,
    });
  });

  it('is asked for once, however often the model repeats it', async () => {
    const call = await asked({ words: 'One moment.' });
    const argumentsJson = JSON.stringify({ to: 'Dana' });
    call.model.report({
      type: 'tool_called',
      responseId: 'resp_again',
      itemId: 'i',
      toolCallId: 'call_1',
      name: 'transfer_call',
      argumentsJson,
    });
    await settled();

    expect(call.wishes).toHaveLength(1);
  });

  it('stays with the agent, who says so, when the carrier does not take them', async () => {
    const call = await asked({ words: 'One moment, I will connect you.' });
    call.carrier.playAll();

    call.connecting.reject(new Error('503'));
    await settled();

    expect(call.carrier.did()).toEqual([]);
    expect(call.model.asked.at(-1)?.instructions).toContain('The line to Dana did not work.');
    answer(call.model, 'sorry', { ms: 500, words: 'I am sorry, I could not connect you.' });
    call.carrier.playAll();
    expect(call.record.ends).toEqual([]);
  });
});

describe('a caller who speaks before they are passed on', () => {
  it('is answered instead: nobody is rung, and the model knows', async () => {
    const call = await asked({ words: 'One moment, I will connect you.' });
    call.carrier.play(300);
    call.model.took();

    callerSays(call.model, 'caller_2', 'No wait, I have another question.');
    call.carrier.playAll();
    call.carrier.returnCleared();

    expect(call.events()).toEqual(['cancel t1']);
    expect(call.model.took()).toContainEqual(['addItem', 'system', expect.stringContaining('nobody is being rung')]);
    expect(call.wishes).toHaveLength(1);
    expect(call.record.events.map(([kind]) => kind)).not.toContain('transfer_begun');
  });

  it('is passed on after all when it was only a noise', async () => {
    const call = await asked({ words: 'One moment, I will connect you.' });
    call.carrier.play(300);

    callerSays(call.model, 'caller_2', '');
    answer(call.model, 'again', { ms: 800, words: 'I will connect you.' });
    call.carrier.returnCleared();
    call.carrier.playAll();

    expect(call.record.events.map(([kind]) => kind)).toContain('transfer_begun');
  });
});

describe('whoever may not be rung', () => {
  it.each([
    ['hours', /cannot be reached at this time/],
    ['number', /cannot be rung from here/],
    ['cap_day', /Nobody can be rung at the moment/],
    ['under_way', /being connected already/],
  ] as const)('%s: the model is told so in words, and the call goes on', async (why, words) => {
    const call = await asked({ plans: [{ kind: 'refused', why }] });

    expect(call.model.took()).toContainEqual(['addItem', 'tool', expect.stringMatching(words)]);
    expect(call.carrier.did()).toEqual([]);
  });
});

it('says why when nobody took the caller, knows it later too, and does not greet again', () => {
  const resumed = { lastSequence: 12, elapsedMs: 40_000 };
  const returnedFrom = { label: 'Dana', status: 'declined' } as const;
  const call = makeCall({ clipMs: 500, setup: { resumed, returnedFrom } });

  expect(call.carrier.sentMs()).toBe(0);
  expect(call.model.took()).toContainEqual([
    'addItem',
    'system',
    expect.stringContaining('Dana cannot take the call right now'),
  ]);
  expect(call.model.asked).toMatchObject([
    { instructions: expect.stringContaining('Do not greet them again.'), mayUseTools: false },
  ]);
  expect(call.model.settings()?.instructions).not.toContain('The line dropped');
});

it('passes a caller on at a person’s order, whoever is speaking', async () => {
  const fake = makeFakeTransfers();
  const call = makeCall({
    clipMs: 500,
    config: makeConfig({ routing: { people: [dana] } }),
    transfers: fake.transfers,
  });
  call.carrier.playAll();

  const answered = await call.session.transfer({ requestId: 'command-1', label: 'Dana' });

  expect(answered).toEqual(planned);
  answer(call.model, 'connecting', { ms: 500, words: 'I am connecting you to Dana.' });
  call.carrier.playAll();
  expect(fake.did).toEqual(['connect t1']);
});
