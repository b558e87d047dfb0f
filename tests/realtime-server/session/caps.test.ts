import { describe, expect, it } from 'vitest';
import type { Step } from '@/lib/contracts/limits';
import type { CallBudget } from '@/realtime-server/ports/call-budget';
import { answer, callerSays, makeCall } from '../../support/make-call';
import { makeConfig } from '../../support/make-config';

/** A budget whose step the test decides. */
function openCall(begin: Step = at('full'), changes: Parameters<typeof makeCall>[0] = {}) {
  let tell: (step: Step) => void = () => {};
  const spent: number[] = [];
  let left = 0;
  const budget: CallBudget = {
    spent: (microDollars) => void spent.push(microDollars),
    watch(listener) {
      tell = listener;
      listener(begin);
    },
    leave: () => {
      left += 1;
    },
  };
  const call = makeCall({ clipMs: 400, ...changes, budget });
  return { ...call, spent, left: () => left, reach: (rung: Step['rung']) => tell(at(rung)) };
}

function at(rung: Step['rung']): Step {
  return {
    rung,
    cap: rung === 'full' ? null : 'day_money',
    percent: { full: 0, shorter: 80, message: 90, over: 100 }[rung],
  };
}

const settle = () => new Promise((resolve) => setImmediate(resolve));

async function playAll({ carrier, clock }: ReturnType<typeof openCall>): Promise<void> {
  for (let ms = 0; ms < 8_000; ms += 100) {
    clock.advance(100);
    carrier.play(100);
    await settle();
  }
}

describe('a limit that is near', () => {
  it('makes answers shorter, and then takes every tool but the ones for a message', () => {
    const { model, reach, record } = openCall();
    const whole = model.settings();

    reach('shorter');
    const shorter = model.settings();
    reach('message');
    const message = model.settings();

    expect(shorter?.maxOutputTokens).toBeLessThan(whole?.maxOutputTokens ?? 0);
    expect(shorter?.instructions.startsWith(whole?.instructions ?? '-')).toBe(true);
    expect(shorter?.tools).toEqual(whole?.tools);
    expect(message?.tools.map(({ name }) => name)).toEqual(['take_message', 'end_call']);
    expect(message?.instructions).toMatch(/only take a message/);
    expect(record.events.map(([kind, { rung }]) => [kind, rung])).toEqual([
      ['cap_step', 'shorter'],
      ['cap_step', 'message'],
    ]);
  });

  it('holds for a session that takes the place of a lost one', () => {
    const { model, models, reach } = openCall();
    reach('message');

    model.report({ type: 'closed', kind: 'lost', code: 'gone' });

    expect(models[1]?.settings()?.tools.map(({ name }) => name)).toEqual(['take_message', 'end_call']);
  });

  it('refuses a tool that is not offered any more, even to a model that asks for it', async () => {
    const { model, reach } = openCall();
    reach('message');
    model.took();

    model.report(
      { type: 'response_started', responseId: 'resp_t', requestId: null },
      {
        type: 'tool_called',
        ...{ responseId: 'resp_t', itemId: 'item_t', toolCallId: 'use_t', name: 'lookup_hours' },
        argumentsJson: '{"date":"2026-12-24"}',
      },
    );
    await settle();

    expect(model.took().find(([did, role]) => did === 'addItem' && role === 'tool')?.[2]).toMatch(/cannot be done/);
  });

  it('never goes back to more in the same call', () => {
    const { model, reach } = openCall();
    reach('message');

    reach('shorter');

    expect(model.settings()?.tools).toHaveLength(2);
  });
});

describe('a limit that is reached', () => {
  it('lets the answer that runs end, asks for no other, and hands the call to what comes after', async () => {
    const call = openCall();
    const { model, reach, record, carrier } = call;
    answer(model, 'a', { ms: 600, words: 'We are open from nine', ended: false });
    model.took();
    const asked = model.asked.length;

    reach('over');
    expect(model.took()).toEqual([['listenTo', 'nothing']]);
    expect(record.ends).toEqual([]);
    model.report({ type: 'response_ended', responseId: 'resp_a', status: 'completed', reason: null, usage: null });
    await playAll(call);

    expect(model.asked).toHaveLength(asked);
    expect(record.ends).toMatchObject([{ reason: 'cap_reached' }]);
    expect(carrier.did().some(([what]) => what === 'release')).toBe(true);
  });

  it('takes back an answer that the model begins by itself before it hears of the limit', () => {
    const { model, reach } = openCall();
    reach('over');
    model.took();

    model.report({ type: 'response_started', responseId: 'resp_own', requestId: null });

    expect(model.took()).toEqual([['cancelResponse', 'resp_own']]);
  });

  it('says in the tenant’s own voice that the call is passed on', async () => {
    const call = openCall();
    call.reach('over');

    await playAll(call);

    expect(call.record.turns().at(-1)).toMatchObject({
      speaker: 'agent',
      text: 'I have to pass you on now. One moment, please.',
    });
  });

  it('asks for nothing after a tool that was still running', async () => {
    const call = openCall();
    const { model, reach } = call;
    model.report(
      { type: 'response_started', responseId: 'resp_t', requestId: null },
      {
        type: 'tool_called',
        ...{ responseId: 'resp_t', itemId: 'item_t', toolCallId: 'use_t', name: 'lookup_hours' },
        argumentsJson: '{"date":"2026-12-24"}',
      },
    );
    const asked = model.asked.length;

    reach('over');
    model.report({ type: 'response_ended', responseId: 'resp_t', status: 'completed', reason: null, usage: null });
    await settle();
    await playAll(call);

    expect(model.asked).toHaveLength(asked);
    expect(call.record.ends).toMatchObject([{ reason: 'cap_reached' }]);
  });

  it('waits no longer than twenty seconds for an answer that does not end', async () => {
    const call = openCall();
    answer(call.model, 'a', { ms: 200, words: 'We', ended: false });
    call.reach('over');

    call.clock.advance(20_000);
    await playAll(call);

    expect(call.record.ends).toMatchObject([{ reason: 'cap_reached' }]);
  });

  it('leaves a goodbye alone that is being said', async () => {
    const call = openCall();
    answer(call.model, 'a', { ms: 200, words: 'Goodbye.', ended: false });
    call.model.report({
      type: 'tool_called',
      ...{ responseId: 'resp_a', itemId: 'item_t', toolCallId: 'use_t', name: 'end_call' },
      argumentsJson: '{"reason":"caller_done"}',
    });
    await settle();
    call.model.report({
      ...{ type: 'response_ended', responseId: 'resp_a', status: 'completed', reason: null, usage: null },
    });

    call.reach('over');
    await playAll(call);

    expect(call.record.ends).toMatchObject([{ reason: 'agent_ended' }]);
  });

  it('is no reason to stay on the line when the session is lost in between', async () => {
    const call = openCall();
    answer(call.model, 'a', { ms: 200, words: 'We', ended: false });
    call.reach('over');

    call.model.report({ type: 'closed', kind: 'lost', code: 'gone' });
    await playAll(call);

    expect(call.models).toHaveLength(1);
    expect(call.record.ends).toMatchObject([{ reason: 'cap_reached' }]);
  });
});

describe('what a call used', () => {
  it('is told to whoever counts, in money, as the model reports it, and once when the call is over', async () => {
    const { model, spent, session, left } = openCall();
    const raw = {
      total_tokens: 100,
      input_tokens: 50,
      output_tokens: 50,
      input_token_details: { text_tokens: 50, audio_tokens: 0, cached_tokens: 0 },
      output_token_details: { text_tokens: 0, audio_tokens: 50 },
    };
    model.report(
      { type: 'response_started', responseId: 'resp_a', requestId: null },
      { type: 'response_ended', responseId: 'resp_a', status: 'completed', reason: null, usage: raw },
    );

    expect(spent).toHaveLength(1);
    expect(spent[0]).toBeGreaterThan(0);
    session.onClosed('caller_hung_up');
    await session.end('caller_hung_up');
    expect(spent).toHaveLength(2);
    expect(left()).toBe(1);
  });
});

describe('a model that uses one tool after the other', () => {
  const use = (call: ReturnType<typeof makeCall>, id: string) => {
    call.model.report(
      { type: 'response_started', responseId: `resp_${id}`, requestId: null },
      {
        type: 'tool_called',
        ...{ responseId: `resp_${id}`, itemId: `item_${id}`, toolCallId: `use_${id}`, name: 'lookup_hours' },
        argumentsJson: '{"date":"2026-12-24"}',
      },
      { type: 'response_ended', responseId: `resp_${id}`, status: 'completed', reason: null, usage: null },
    );
    return settle();
  };

  it('has to speak after the eighth, and is asked nothing more when it does not', async () => {
    const call = makeCall({ config: makeConfig({ personality: { silenceCheckIns: 50 } }), clipMs: 400 });
    callerSays(call.model, 'item_1', 'Are you open on Christmas Eve?');
    const before = call.model.asked.length;

    for (let turn = 1; turn <= 12; turn += 1) await use(call, String(turn));

    const asked = call.model.asked.slice(before);
    expect(asked.map(({ mayUseTools }) => mayUseTools ?? true)).toEqual([...Array(7).fill(true), false]);
    expect(call.record.events.filter(([kind]) => kind === 'tool_loop_stopped')).toHaveLength(1);
  });

  it('may use tools again for what the caller asks next', async () => {
    const call = makeCall({ clipMs: 400 });
    for (let turn = 1; turn <= 8; turn += 1) await use(call, String(turn));
    callerSays(call.model, 'item_2', 'And on New Year’s Day?');
    const before = call.model.asked.length;

    await use(call, 'again');

    expect(call.model.asked.slice(before).at(-1)?.mayUseTools ?? true).toBe(true);
  });
});
