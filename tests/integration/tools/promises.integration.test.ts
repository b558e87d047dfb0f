import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type PromiseKind, promiseKinds } from '@/lib/agent/promise-phrases';
import { endAllCalls } from '../../support/line-carrier';
import { until } from '../../support/line-house';
import { comesToBe, type ToolCall } from '../../support/tool-call';
import { onlyTalk } from '../../support/tool-case';
import { toolCases } from '../../support/tool-cases';
import { openToolHouse, type Plan, type ToolHouse } from '../../support/tool-house';

let house: ToolHouse;

beforeAll(async () => {
  house = await openToolHouse();
});
beforeEach(() => house.sql`delete from appointments`);
afterEach(() => endAllCalls(house.sql));
afterAll(() => house?.close());

type Promised = { claim: string; tool: string; correction: RegExp; inbox: string; plan?: Plan };

/** What is said of each kind, which tool makes it true, and what becomes of it when none does. */
const promised: Record<PromiseKind, Promised> = {
  message: {
    claim: "I've passed your message on to the doctor.",
    tool: 'take_message',
    correction: /I have not been able to pass that on/,
    inbox: 'The agent promised something that was not done',
    // Where messages are taken, it is written down by us instead.
    plan: { config: (config) => ({ ...config, actions: { ...config.actions, takeMessage: false } }) },
  },
  transfer: {
    claim: "I'm connecting you with Dana now.",
    tool: 'transfer_call',
    correction: /I could not connect you/,
    inbox: 'The agent said that it connects the caller, and did not',
  },
  booking: {
    claim: "I've booked you in for Tuesday at ten.",
    tool: 'book_appointment',
    correction: /nothing has been booked or changed yet/,
    inbox: 'The agent spoke of a booking that was not made',
  },
  text: {
    claim: "I've sent you a text with the directions.",
    tool: 'send_text',
    correction: /no text message has been sent/,
    inbox: 'The agent spoke of a text that was not sent',
  },
};
const kinds = promiseKinds.map((kind) => ({ kind, ...promised[kind] }));

const instructed = z.looseObject({ response: z.looseObject({ instructions: z.string() }) });

const instructionsOf = ({ provider }: ToolCall) =>
  provider.sent
    .filter(({ type }) => type === 'response.create')
    .flatMap((event) => instructed.safeParse(event).data?.response.instructions ?? []);

async function noticesOf({ setup }: ToolCall): Promise<object[]> {
  const events = await house.sql`select kind, detail from call_events
    where call_id = ${setup.callId} and kind like 'promise%' order by at`;
  return events.map((row) => ({ ...row }));
}

async function inboxOf({ setup }: ToolCall): Promise<string[]> {
  const items = await house.sql`select title from inbox_items where call_id = ${setup.callId} and kind = 'promise'`;
  return items.map(({ title }) => String(title));
}

/** The model says it as done, with no tool, and is told so. */
async function claims(call: ToolCall, claim: string): Promise<string> {
  call.say(claim);
  const [note = ''] = await until(() => call.notes().length > 0 && call.notes(), 'the word to the model');
  await call.settled();
  return note;
}

describe.each(kinds)('a $kind that was spoken of as done', ({ kind, claim, tool, correction, inbox, plan }) => {
  it('is done by the tool when the model is told that nothing was, and nobody has to look after it', async () => {
    const call = await house.ring();
    const row = toolCases[tool];

    const note = await claims(call, claim);
    const asked = call.asked();
    call.use(tool, row?.input, 'use_1');
    await call.outputOf('use_1');
    await call.settled();
    if (row?.lastWords) {
      call.say(row.lastWords);
      await call.phone.closed;
    }
    await comesToBe(call, { ...onlyTalk, ...row?.effects });
    if (!call.isGone()) await call.over();

    expect(note).toContain(`You told the caller: "${claim}" No tool of yours did that`);
    expect(asked).toBe(1);
    expect(await noticesOf(call)).toEqual([{ kind: 'promise_unkept', detail: { kind, said: claim } }]);
    expect(await inboxOf(call)).toEqual([]);
  });

  it('is corrected aloud when the model goes on as if it were, and the call is flagged for a person', async () => {
    const call = await house.ring(plan);

    await claims(call, claim);
    call.say('Lovely. Is there anything else?');
    await call.settled();
    const corrections = instructionsOf(call);
    call.say('I must correct myself.');
    await call.settled();
    const { effects } = await call.over();

    expect(corrections).toEqual([expect.stringMatching(correction)]);
    await expect
      .poll(() => noticesOf(call))
      .toEqual([
        { kind: 'promise_unkept', detail: { kind, said: claim } },
        { kind: 'promise_broken', detail: { kind, said: claim } },
      ]);
    await expect.poll(() => inboxOf(call)).toEqual([inbox]);
    expect(effects).toEqual(onlyTalk);
  });
});

it('a message that was spoken of as noted is written down by us, in the caller’s own words, where messages are taken', async () => {
  const call = await house.ring();
  const { claim } = promised.message;

  call.callerStarts('caller_1');
  call.callerStops('caller_1', 'My crown fell out, please tell the doctor.');
  await claims(call, claim);
  call.say('Lovely. Have a nice day.');
  await until(async () => (await noticesOf(call)).length === 2, 'the note that it was kept');
  const { effects } = await call.over();

  expect(effects.messages).toEqual([
    {
      ...{ caller_name: 'Unknown caller', callback_number: call.from, urgent: false },
      message: `The agent told the caller: “${claim}”\nThe caller said:\n“My crown fell out, please tell the doctor.”`,
    },
  ]);
  expect(await noticesOf(call)).toEqual([
    { kind: 'promise_unkept', detail: { kind: 'message', said: claim } },
    { kind: 'promise_kept', detail: { kind: 'message', said: claim } },
  ]);
  expect(await inboxOf(call)).toEqual([]);
});
