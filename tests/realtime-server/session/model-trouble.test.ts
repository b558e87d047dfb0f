import { describe, expect, it } from 'vitest';
import { answer, type CallAtTest, callerSays, makeCall } from '../../support/make-call';

const settled = () => new Promise<void>((resolve) => setImmediate(resolve));
const lost = { type: 'closed', kind: 'lost', code: 'closed_1006' } as const;
const refused = { type: 'closed', kind: 'final', code: 'invalid_api_key' } as const;

function failed(responseId: string, reason: string) {
  return [
    { type: 'response_started', responseId, requestId: null },
    { type: 'response_ended', responseId, status: 'failed', reason, usage: null },
  ] as const;
}

function talking(): CallAtTest {
  const call = makeCall({ clipMs: 500 });
  call.carrier.playAll();
  callerSays(call.model, 'caller_1', 'Are you open?');
  return call;
}

describe('a model that cannot be had', () => {
  it('lets the greeting be heard, then gives the call to the carrier’s next instruction', async () => {
    const call = makeCall({ clipMs: 3000, ready: false });

    call.model.report(refused);
    const during = [...call.did];
    call.carrier.playAll();
    await settled();

    expect(during).toEqual([]);
    expect(call.did).toEqual([['release']]);
    expect(call.record.events).toEqual([['ai_unavailable', { code: 'invalid_api_key' }]]);
    expect(call.record.ends).toEqual([{ reason: 'ai_unavailable', outcome: 'failed' }]);
  });

  it('apologises first where the apology was once spoken', async () => {
    const call = makeCall({ clipMs: 1000, apologyMs: 2000, ready: false });

    call.model.report(refused);

    expect(call.carrier.sentMs()).toBe(3000);
  });

  it('is not waited for longer than eight seconds', async () => {
    const call = makeCall({ clipMs: 1000, ready: false });
    call.carrier.playAll();

    call.clock.advance(8000);
    call.carrier.playAll();
    call.model.report({ type: 'ready' });
    await settled();

    expect(call.model.took()).toEqual([]);
    expect(call.record.ends).toEqual([{ reason: 'ai_unavailable', outcome: 'failed' }]);
  });

  it('is tried once more when it broke before it was ready', () => {
    const call = makeCall({ clipMs: 1000, ready: false });

    call.model.report(lost);
    call.models[1]?.report({ type: 'ready' });

    expect(call.models).toHaveLength(2);
    expect(call.models[1]?.took()).toHaveLength(1);
    expect(call.record.ends).toEqual([]);
  });

  it('is not tried a third time', async () => {
    const call = makeCall({ ready: false });

    call.model.report(lost);
    call.models[1]?.report(lost);
    call.carrier.playAll();
    await settled();

    expect(call.models).toHaveLength(2);
    expect(call.record.ends).toEqual([{ reason: 'ai_unavailable', outcome: 'failed' }]);
  });
});

describe('a model that fails to answer', () => {
  it('is asked once more after a moment', () => {
    const call = talking();

    call.model.report(...failed('resp_a', 'server_error'));
    const atOnce = call.model.asked.length;
    call.clock.advance(500);

    expect([atOnce, call.model.asked.length]).toEqual([0, 1]);
  });

  it('is given up after two failures in a row', async () => {
    const call = talking();

    call.model.report(...failed('resp_a', 'server_error'));
    call.clock.advance(500);
    call.model.report(...failed('resp_b', 'server_error'));
    call.carrier.playAll();
    await settled();

    expect(call.record.ends).toEqual([{ reason: 'ai_unavailable', outcome: 'failed' }]);
  });

  it('is given up at once when there is no money left', async () => {
    const call = talking();

    call.model.report(...failed('resp_a', 'insufficient_quota'));
    call.carrier.playAll();
    await settled();

    expect(call.record.ends).toEqual([{ reason: 'ai_unavailable', outcome: 'failed' }]);
  });

  it('is given up after twelve seconds without a sign of life', async () => {
    const call = talking();

    call.clock.advance(11_999);
    const early = call.record.ends.length;
    call.clock.advance(1);
    call.carrier.playAll();
    await settled();

    expect([early, call.record.ends]).toEqual([0, [{ reason: 'ai_unavailable', outcome: 'failed' }]]);
  });
});

describe('the end of a call', () => {
  it('is recorded once, whatever ends it and however often', async () => {
    const call = talking();

    call.session.onClosed('caller_hung_up');
    call.session.onClosed('lost');
    await Promise.all([call.session.end('server_stopped'), call.session.end('error')].concat(advanced(call)));

    expect(call.record.ends).toEqual([{ reason: 'caller_hung_up', outcome: 'answered' }]);
    expect(call.hasEnded()).toBe(true);
    expect(call.model.isClosed()).toBe(true);
    expect(call.clock.pendingTimers()).toBe(0);
  });

  it('waits a moment for the caller’s last words', async () => {
    const call = talking();
    call.model.report({ type: 'caller_started', itemId: 'last' });
    call.session.onClosed('caller_hung_up');

    call.clock.advance(400);
    call.model.report({ type: 'caller_words_done', itemId: 'last', text: 'Thanks, bye!', usage: null });
    call.clock.advance(50);
    await settled();

    expect(call.record.turns().at(-1)).toMatchObject({ speaker: 'caller', text: 'Thanks, bye!', final: true });
    expect(call.record.ends).toHaveLength(1);
  });

  it('keeps what was heard of a sentence during which the caller hung up', async () => {
    const call = talking();
    answer(call.model, 'a', { ms: 1000, words: 'We open at nine and close at five.' });
    call.carrier.play(500);

    call.session.onClosed('caller_hung_up');
    await settled();

    expect(call.record.turns().at(-1)).toMatchObject({
      text: 'We open at nine',
      unheardText: 'and close at five.',
      interrupted: true,
      final: true,
    });
  });

  it('gives the call back, instead of hanging up, when the server stops', async () => {
    const call = talking();

    await call.session.end('server_stopped');

    expect(call.did.at(-1)).toEqual(['release']);
  });

  it('is what one broken rule costs: the call goes back to the carrier, and nothing is thrown', async () => {
    const call = talking();
    call.record.store.noteEvent = () => {
      throw new Error('planted');
    };

    call.model.report({ type: 'trouble', kind: 'ours', code: 'invalid_value', param: null, requestId: null });
    await settled();

    expect(call.record.ends).toEqual([{ reason: 'error', outcome: 'failed' }]);
  });
});

function advanced(call: CallAtTest): Promise<void> {
  call.clock.advance(2000);
  return Promise.resolve();
}

describe('keys and typed words', () => {
  it('puts keys that follow each other quickly into one turn', () => {
    const call = makeCall({ clipMs: 100 });
    call.model.took();

    for (const key of ['1', '2', '3', '4', 'x']) {
      call.session.onDigit(key);
      call.clock.advance(1500);
    }
    call.clock.advance(500);

    expect(call.model.took()).toEqual([['addItem', 'caller', '[keypad: 1234]'], ['createResponse']]);
  });

  it('keeps what may be a card number out of the transcript', () => {
    const call = makeCall({ clipMs: 100 });

    for (const key of '4111111111111111') call.session.onDigit(key);
    call.clock.advance(2000);

    expect(call.record.turns().at(-1)).toMatchObject({ speaker: 'caller', text: '[keypad: 16 keys]' });
  });

  it('keeps typed words until the model is ready', () => {
    const call = makeCall({ clipMs: 100, ready: false });
    call.session.onText('Are you open?');
    const before = call.model.took();

    call.model.report({ type: 'ready' });

    expect(before).toEqual([]);
    expect(call.model.took()).toEqual([
      ['addItem', 'agent', expect.stringContaining('Thank you for calling')],
      ['addItem', 'caller', 'Are you open?'],
      ['createResponse'],
    ]);
  });
});
