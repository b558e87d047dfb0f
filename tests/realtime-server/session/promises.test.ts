import { describe, expect, it } from 'vitest';
import { asPayload } from '@/realtime-server/ports/carrier';
import { answer, type CallAtTest, callerSays, makeCall } from '../../support/make-call';
import { makeConfig } from '../../support/make-config';
import { makeConnection } from '../../support/other-system';

function talking(options: Parameters<typeof makeCall>[0] = {}): CallAtTest {
  const call = makeCall({ clipMs: 500, ...options });
  call.carrier.playAll();
  callerSays(call.model, 'caller_1', 'My crown fell out. Please tell the doctor.');
  call.model.took();
  return call;
}

/** The model says something, and uses a tool in the same answer. */
function sayAndUse(call: CallAtTest, id: string, words: string, name: string, input: unknown): void {
  const part = { responseId: `resp_${id}`, itemId: `item_${id}` };
  call.model.report(
    { type: 'response_started', responseId: part.responseId, requestId: null },
    { type: 'message_started', ...part },
    { type: 'agent_words_done', ...part, text: words },
    { type: 'tool_called', ...part, toolCallId: id, name, argumentsJson: JSON.stringify(input) },
    { type: 'response_ended', responseId: part.responseId, status: 'completed', reason: null, usage: null },
  );
}

const message = { caller_name: 'Ada', callback_number: null, message: 'The crown.', urgent: false };
const settled = () => new Promise<void>((resolve) => setImmediate(resolve));
const notes = (call: CallAtTest) => call.record.events.filter(([kind]) => kind.startsWith('promise'));
const say = (call: CallAtTest, id: string, words: string) => answer(call.model, id, { ms: 100, words });

describe('what the agent says that it did', () => {
  it('is done by the tool it forgot, or taken back: the model is told at once', () => {
    const call = talking();

    say(call, 'a', "I've booked you in for Tuesday at ten.");

    expect(call.model.took()).toEqual([
      ['addItem', 'system', expect.stringContaining('You told the caller: "I\'ve booked you in for Tuesday at ten."')],
      ['createResponse'],
    ]);
    expect(notes(call)).toEqual([
      ['promise_unkept', { kind: 'booking', said: "I've booked you in for Tuesday at ten." }],
    ]);
  });

  it('needs no word where a tool of the same answer did it', async () => {
    const call = talking();

    sayAndUse(call, 'a', "I've noted that down for the doctor.", 'take_message', message);
    await settled();
    say(call, 'b', 'Your message has been saved. Anything else?');

    expect(notes(call)).toEqual([]);
    expect(call.record.messages).toHaveLength(1);
  });

  it('stands when the model then asks for what it needs, and is kept by the tool after that', async () => {
    const call = talking();

    say(call, 'a', "I've passed your message on to the doctor.");
    say(call, 'b', 'What is your name, please?');
    sayAndUse(call, 'c', '', 'take_message', message);
    await settled();
    await call.session.end('caller_hung_up');

    expect(call.record.messages).toHaveLength(1);
    expect(notes(call).map(([kind]) => kind)).toEqual(['promise_unkept']);
  });

  it('is corrected aloud by us when the model neither does it nor takes it back', () => {
    const call = talking();

    say(call, 'a', "I've booked you in for Tuesday at ten.");
    call.model.took();
    say(call, 'b', 'Lovely. We look forward to it.');

    expect(call.model.asked.at(-1)).toMatchObject({
      instructions: expect.stringContaining('nothing has been booked or changed yet'),
      mayUseTools: false,
    });
    expect(notes(call).map(([kind]) => kind)).toEqual(['promise_unkept', 'promise_broken']);
  });

  it('is done by us where it is a message, in the words of the caller', async () => {
    const call = talking();

    say(call, 'a', "I've passed your message on to the doctor.");
    say(call, 'b', 'Lovely. Have a nice day.');
    await settled();

    expect(call.record.messages).toEqual([
      [
        expect.stringMatching(/^promise_/),
        {
          caller_name: 'Unknown caller',
          callback_number: '+12025550177',
          message:
            "The agent told the caller: “I've passed your message on to the doctor.”\nThe caller said:\n“My crown fell out. Please tell the doctor.”",
          urgent: false,
        },
      ],
    ]);
    expect(notes(call).map(([kind]) => kind)).toEqual(['promise_unkept', 'promise_kept']);
  });

  it('is nothing where the caller never heard it', () => {
    const call = talking();
    const part = { responseId: 'resp_a', itemId: 'item_a' };

    call.model.report(
      { type: 'response_started', responseId: 'resp_a', requestId: null },
      { type: 'message_started', ...part },
      { type: 'audio', ...part, payload: asPayload(Buffer.alloc(8000)) },
      { type: 'caller_started', itemId: 'caller_2' },
      { type: 'agent_words_done', ...part, text: "I've booked you in for Tuesday at ten." },
      { type: 'response_ended', responseId: 'resp_a', status: 'cancelled', reason: 'turn_detected', usage: null },
    );

    expect(notes(call)).toEqual([]);
  });

  it('is left to the model where the tool said that it failed', async () => {
    const call = talking();

    sayAndUse(call, 'a', "I've noted that down.", 'take_message', { message: 'no name' });
    await settled();
    say(call, 'b', 'May I have your name for the message?');

    expect(notes(call)).toEqual([]);
  });
});

describe('what the agent says that it will do', () => {
  it('may take a few answers', () => {
    const call = talking();

    say(call, 'a', "I'll pass that on to the team.");
    say(call, 'b', 'What is your name?');
    call.model.took();
    const before = notes(call).length;
    say(call, 'c', 'Thank you, Ada.');

    expect(before).toBe(0);
    expect(notes(call)).toEqual([['promise_unkept', { kind: 'message', said: "I'll pass that on to the team." }]]);
  });

  it('is done by us when the caller hangs up before it was, and the call counts as one with a message', async () => {
    const call = talking();

    say(call, 'a', 'Someone will call you back this afternoon.');
    await call.session.end('caller_hung_up');

    expect(call.record.messages).toHaveLength(1);
    expect(call.record.ends).toEqual([{ reason: 'caller_hung_up', outcome: 'message_taken' }]);
  });

  it('is taken back before the goodbye, and told to a person, where we cannot do it', async () => {
    const call = talking();

    say(call, 'a', "I'll text you the address.");
    sayAndUse(call, 'b', 'Goodbye!', 'end_call', { reason: 'caller_done' });
    await settled();

    expect(call.model.asked.at(-1)?.instructions).toContain('You said: "I\'ll text you the address."');
    expect(notes(call)).toEqual([['promise_broken', { kind: 'text', said: "I'll text you the address." }]]);
  });
});

it('remembers what a tool did before the line broke', () => {
  const detail = { name: 'take_message', arguments: message, ok: true, result: { ok: true } };
  const call = talking({ setup: { history: [{ speaker: 'tool', text: '', detail }] } });

  say(call, 'a', "I've passed your message on.");

  expect(notes(call)).toEqual([]);
});

it.each([
  ['POST', 0],
  ['GET', 1],
] as const)(
  'takes a system of the business for one that did it only where it was asked to do something: %s',
  (method, notices) => {
    const detail = { name: 'orders', arguments: {}, ok: true, result: { ok: true } };
    const call = talking({
      config: makeConfig({ connections: { enabled: true, tools: [makeConnection({ name: 'orders', method })] } }),
      setup: { history: [{ speaker: 'tool', text: '', detail }] },
    });

    say(call, 'a', "I've booked you in for Tuesday at ten.");

    expect(notes(call)).toHaveLength(notices);
  },
);

it('stores no word of a caller who declined, not in a promised message either', async () => {
  const config = makeConfig({ privacy: { recording: 'on', consent: 'ask' } });
  const call = talking({ config });
  sayAndUse(call, 'a', '', 'decline_recording', {});
  await settled();

  say(call, 'b', "I'll pass that on to the doctor.");
  await call.session.end('caller_hung_up');

  expect(call.record.messages.map(([, { message }]) => message)).toEqual([
    "The agent told the caller: “I'll pass that on to the doctor.”",
  ]);
});

it('reminds a model that lies again and again a few times only, and then speaks for it', () => {
  const call = talking();
  const claims = [
    "I've booked you in.",
    "I've texted you the link.",
    "I'm transferring you now.",
    "I've rescheduled it.",
  ];

  for (let round = 0; round < 10; round += 1) say(call, `r${round}`, claims[round % claims.length] ?? '');

  expect(notes(call).filter(([kind]) => kind === 'promise_unkept').length).toBeLessThanOrEqual(10);
  expect(call.model.took().filter(([what, who]) => what === 'addItem' && who === 'system').length).toBeLessThanOrEqual(
    4,
  );
});
