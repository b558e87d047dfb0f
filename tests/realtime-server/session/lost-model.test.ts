import { describe, expect, it } from 'vitest';
import { goOnAfterGap } from '@/realtime-server/session/phrases';
import { answer, type CallAtTest, callerSays, makeCall, sound } from '../../support/make-call';
import type { ScriptedVoiceModel } from '../../support/scripted-voice-model';

const settled = () => new Promise<void>((resolve) => setImmediate(resolve));
const lost = { type: 'closed', kind: 'lost', code: 'closed_1006' } as const;
const greeting = expect.stringContaining('Thank you for calling');

function talking(options: Parameters<typeof makeCall>[0] = {}): CallAtTest {
  const call = makeCall({ clipMs: 500, ...options });
  call.carrier.playAll();
  call.model.took();
  return call;
}

/** The session that took the place of the last one; ready, unless it is said otherwise. */
function next(call: CallAtTest, { ready = true } = {}): ScriptedVoiceModel {
  const model = call.models.at(-1);
  if (!model || model === call.model) throw new Error('No other session was opened.');
  if (ready) model.report({ type: 'ready' });
  return model;
}

function asks(call: CallAtTest): void {
  callerSays(call.model, 'caller_1', 'Are you open on Saturday?');
}

const gaveUp = [{ reason: 'ai_unavailable', outcome: 'failed' }];

describe('a model that is lost in the middle of an answer', () => {
  it('is replaced by one that is told what was heard, goes on, and does not greet again', () => {
    const call = talking();
    asks(call);
    answer(call.model, 'a', { ms: 1000, words: 'We are open from nine', ended: false });

    call.model.report(lost);
    const after = next(call);

    expect(call.model.isClosed()).toBe(true);
    expect(after.settings()).toEqual(call.model.settings());
    expect(after.took()).toEqual([
      ['addItem', 'agent', greeting],
      ['addItem', 'caller', 'Are you open on Saturday?'],
      ['addItem', 'agent', 'We are open from nine'],
      ['addItem', 'system', goOnAfterGap],
      ['createResponse'],
    ]);
    expect(after.asked[0]).toEqual({ requestId: expect.any(String) });
  });

  it('is told only the words that were heard where the caller had cut in before', () => {
    const call = talking();
    asks(call);
    answer(call.model, 'a', { ms: 1000, words: 'We are open from nine to five.' });
    call.carrier.play(500);
    callerSays(call.model, 'caller_2', 'Thanks.');
    call.model.took();

    call.model.report(lost);

    expect(next(call).took()).toContainEqual(['addItem', 'agent', 'We are open from (interrupted)']);
  });

  it('plays to its end what the line has, and keeps those words as heard', () => {
    const call = talking();
    asks(call);
    answer(call.model, 'a', { ms: 1000, words: 'We are open from nine', ended: false });

    call.model.report(lost);
    next(call);
    call.carrier.playAll();

    expect(call.record.turns()[2]).toMatchObject({ text: 'We are open from nine', interrupted: false, final: true });
  });

  it('is not asked to cut sound that it never made', () => {
    const call = talking();
    asks(call);
    answer(call.model, 'a', { ms: 3000, words: 'We are open from nine to five', ended: false });
    call.model.report(lost);
    const after = next(call);
    after.took();

    call.carrier.play(1000);
    after.report({ type: 'caller_started', itemId: 'caller_2' });

    expect(after.took()).not.toContainEqual(['truncate', expect.anything(), expect.anything()]);
    expect(call.record.turns()[2]).toMatchObject({ text: 'We are open', interrupted: true });
  });

  it('says nothing more: what still comes of it is not heard', () => {
    const call = talking();
    asks(call);
    answer(call.model, 'a', { ms: 1000, words: 'We are open', ended: false });
    call.model.report(lost);
    next(call);
    const before = call.carrier.sentMs();

    call.model.report({ type: 'audio', responseId: 'resp_a', itemId: 'item_a', payload: sound(500) });

    expect(call.carrier.sentMs()).toBe(before);
  });
});

describe('a caller who waits for an answer when the model is lost', () => {
  it('hears a word in our voice within a second, then the answer', () => {
    const call = talking();
    asks(call);
    const before = call.carrier.sentMs();

    call.model.report(lost);
    call.clock.advance(499);
    const early = call.carrier.sentMs() - before;
    call.clock.advance(1);
    const filler = call.carrier.sentMs() - before;
    const after = next(call);

    expect([early, filler]).toEqual([0, 500]);
    expect(after.took()).toEqual([
      ['addItem', 'agent', greeting],
      ['addItem', 'caller', 'Are you open on Saturday?'],
      ['createResponse'],
    ]);
  });

  it('hears nothing of it when the next session is there at once', () => {
    const call = talking();
    asks(call);
    const before = call.carrier.sentMs();

    call.model.report(lost);
    call.clock.advance(400);
    next(call);
    call.clock.advance(1000);

    expect(call.carrier.sentMs()).toBe(before);
  });

  it('hears the sentence of ours that was asked for', () => {
    const call = talking();
    call.session.onDigit('5');
    call.clock.advance(2000);

    call.model.report(lost);

    expect(next(call).took().slice(-2)).toEqual([['addItem', 'caller', '[keypad: 5]'], ['createResponse']]);
  });

  it('is asked to say it again when the words were never written down', () => {
    const call = talking();
    call.model.report(
      { type: 'caller_started', itemId: 'caller_1' },
      { type: 'caller_stopped', itemId: 'caller_1' },
      { type: 'caller_committed', itemId: 'caller_1' },
    );

    call.model.report(lost);

    expect(next(call).asked[0]?.instructions).toContain('say it again');
    expect(call.record.turns()[1]).toMatchObject({ speaker: 'caller', text: '[inaudible]', final: true });
  });
});

describe('a caller who speaks when the model is lost', () => {
  it('is heard from there on by the next session, which is told first what was said', () => {
    const call = talking();
    call.model.report({ type: 'caller_started', itemId: 'caller_1' });
    call.session.onAudio(sound(20));

    call.model.report(lost);
    for (let frame = 0; frame < 10; frame++) call.session.onAudio(sound(20));
    const after = next(call);

    expect(call.model.sound).toHaveLength(1);
    expect(after.sound).toHaveLength(10);
    after.report({ type: 'caller_started', itemId: 'caller_2' });
    call.clock.advance(700);
    expect(after.asked).toEqual([]);
  });

  it('is asked to say it again when they had finished by then', () => {
    const call = talking();
    call.model.report({ type: 'caller_started', itemId: 'caller_1' });

    call.model.report(lost);
    const after = next(call);
    call.clock.advance(700);

    expect(after.asked[0]?.instructions).toContain('say it again');
  });
});

describe('a model that is lost while nobody waits', () => {
  it('is replaced without a sound', () => {
    const call = talking();
    asks(call);
    answer(call.model, 'a', { ms: 500, words: 'Yes, we are.' });
    call.carrier.playAll();
    const before = call.carrier.sentMs();

    call.model.report(lost);
    call.clock.advance(1500);
    const after = next(call);

    expect(call.carrier.sentMs()).toBe(before);
    expect(after.asked).toEqual([]);
    expect(after.took()).toHaveLength(3);
  });

  it('leaves nobody without a check-in when they fall silent after it', () => {
    const call = talking();
    asks(call);
    answer(call.model, 'a', { ms: 500, words: 'Yes, we are.' });
    call.carrier.playAll();
    call.model.report(lost);
    const after = next(call);

    call.clock.advance(20_000);

    expect(after.asked[0]?.instructions).toContain('still there');
  });
});

describe('tools of a model that is lost', () => {
  function usesTool(call: CallAtTest): void {
    asks(call);
    call.model.report(
      { type: 'response_started', responseId: 'resp_t', requestId: null },
      {
        type: 'tool_called',
        responseId: 'resp_t',
        itemId: 'item_t',
        toolCallId: 'call_t',
        name: 'take_message',
        argumentsJson: '{"caller_name":"Ann","callback_number":null,"message":"Ring me.","urgent":false}',
      },
    );
  }

  it('are told to the next one as a pair, and the conversation goes on from their result', async () => {
    const call = talking();
    usesTool(call);
    await settled();

    call.model.report(lost);
    const after = next(call);

    expect(after.took().slice(2)).toEqual([
      ['addItem', 'tool_call', expect.stringMatching(/^take_message .*"Ann"/)],
      ['addItem', 'tool', expect.stringContaining('ok')],
      ['createResponse'],
    ]);
    expect(call.record.messages).toHaveLength(1);
  });

  it('give their result to the next one when they end after it came', async () => {
    const call = talking();
    let safe = () => {};
    call.record.store.takeMessage = () =>
      new Promise((resolve) => {
        safe = resolve;
      });
    usesTool(call);
    call.model.report(lost);
    const after = next(call);
    const told = after.took();

    safe();
    await settled();

    expect(told.filter(([, role]) => role === 'tool_call' || role === 'tool')).toEqual([
      ['addItem', 'tool_call', expect.stringMatching(/^take_message .*"Ann"/)],
    ]);

    expect(after.took()).toEqual([['addItem', 'tool', expect.stringContaining('ok')], ['createResponse']]);
  });
});

describe('a model that cannot be replaced', () => {
  it('is given up when it is lost a third time', async () => {
    const call = talking();
    for (const attempt of [1, 2]) {
      call.models.at(-1)?.report(lost);
      expect(call.models).toHaveLength(attempt + 1);
      next(call);
    }

    call.models.at(-1)?.report(lost);
    call.carrier.playAll();
    await settled();

    expect(call.models).toHaveLength(3);
    expect(call.record.ends).toEqual(gaveUp);
    expect(call.did.at(-1)).toEqual(['release']);
  });

  it('is given up after five seconds, with the apology where it was once spoken', async () => {
    const call = talking({ apologyMs: 2000 });
    asks(call);
    call.model.report(lost);
    const before = call.carrier.sentMs();

    call.clock.advance(4999);
    call.carrier.playAll();
    const early = call.record.ends.length;
    call.clock.advance(1);
    call.carrier.playAll();
    await settled();

    expect(early).toBe(0);
    expect(call.carrier.sentMs() - before).toBe(500 + 2000);
    expect(call.record.ends).toEqual(gaveUp);
  });

  it('is not tried again when trying would change nothing', async () => {
    const call = talking();
    asks(call);

    call.model.report({ type: 'closed', kind: 'final', code: 'insufficient_quota' });
    call.carrier.playAll();
    await settled();

    expect(call.models).toHaveLength(1);
    expect(call.record.ends).toEqual(gaveUp);
  });

  it('is not waited for when the goodbye was all that was left to say', async () => {
    const call = talking();
    call.session.onText('Bye');
    call.model.report(
      { type: 'response_started', responseId: 'r', requestId: null },
      {
        type: 'tool_called',
        responseId: 'r',
        itemId: 'i',
        toolCallId: 't',
        name: 'end_call',
        argumentsJson: '{"reason":"caller_done"}',
      },
      { type: 'response_ended', responseId: 'r', status: 'completed', reason: null, usage: null },
    );
    await settled();

    call.model.report(lost);
    call.carrier.playAll();
    await settled();

    expect(call.models).toHaveLength(1);
    expect(call.record.ends).toEqual([{ reason: 'agent_ended', outcome: 'answered' }]);
  });
});

describe('a model that takes our words and says nothing', () => {
  it('is asked, asked again with a word to the caller, and replaced by one that answers', () => {
    const call = talking();
    asks(call);
    const before = call.carrier.sentMs();

    call.clock.advance(6500);
    const filler = call.carrier.sentMs() - before;
    call.clock.advance(2500);
    const after = next(call);
    answer(after, 'b', { ms: 400, words: 'Yes, we are open.' });
    call.carrier.playAll();
    call.clock.advance(5000);

    expect(call.model.asked).toHaveLength(2);
    expect(filler).toBe(500);
    expect(call.model.isClosed()).toBe(true);
    expect(after.took()).toContainEqual(['addItem', 'caller', 'Are you open on Saturday?']);
    expect(call.record.ends).toEqual([]);
  });
});

describe('a model that lets the caller ask again and again', () => {
  it('is replaced when it has answered nothing for nine seconds in all, and given up after twelve', async () => {
    const call = talking();
    for (const turn of [1, 2, 3]) {
      callerSays(call.models.at(-1) ?? call.model, `caller_${turn}`, 'Hello?');
      call.clock.advance(2900);
    }
    const early = call.models.length;
    callerSays(call.model, 'caller_4', 'Hello?');
    call.clock.advance(400);
    const replaced = call.models.length;
    next(call);
    call.clock.advance(2900);
    call.carrier.playAll();
    await settled();

    expect([early, replaced]).toEqual([1, 2]);
    expect(call.record.ends).toEqual(gaveUp);
  });
});

describe('a session that nears its longest life', () => {
  const minute = 60_000;
  const config = { limits: { maxCallMinutes: 55, maxLiveCalls: 10 } };

  function talkUntil(call: CallAtTest, atMs: number): void {
    for (let turn = 0; call.clock.monotonicMs() < atMs; turn++) {
      const model = call.models.find((one) => !one.isClosed()) ?? call.model;
      callerSays(model, `caller_${call.clock.monotonicMs()}`, `Question ${turn}.`);
      answer(model, `a${call.clock.monotonicMs()}`, { ms: 400, words: `Answer ${turn}.` });
      call.carrier.playAll();
      call.clock.advance(Math.min(5000, atMs - call.clock.monotonicMs()));
    }
  }

  async function longCall(): Promise<CallAtTest> {
    const { makeConfig } = await import('../../support/make-config');
    const call = talking({ config: makeConfig(config) });
    talkUntil(call, 50 * minute - 100);
    return call;
  }

  it('is followed by another that was made ready before, when nobody speaks, and nobody notices', async () => {
    const call = await longCall();
    const sentMs = call.carrier.sentMs();
    const before = call.models.length;

    call.clock.advance(200);
    const after = next(call);
    call.session.onAudio(sound(20));
    const told = after.took();

    expect([before, call.models.length]).toEqual([1, 2]);
    expect(call.model.isClosed()).toBe(true);
    expect(after.settings()).toEqual(call.model.settings());
    expect(told.slice(0, 3)).toEqual([
      ['addItem', 'agent', greeting],
      ['addItem', 'caller', 'Question 0.'],
      ['addItem', 'agent', 'Answer 0.'],
    ]);
    expect(told.every(([what]) => what === 'addItem')).toBe(true);
    expect(after.sound).toEqual([sound(20)]);
    expect(call.carrier.sentMs()).toBe(sentMs);

    callerSays(after, 'caller_last', 'Still there?');
    answer(after, 'last', { ms: 400, words: 'Of course.' });
    expect(call.carrier.sentMs()).toBe(sentMs + 400);
    call.carrier.playAll();
    expect(call.record.turns().at(-1)).toMatchObject({ speaker: 'agent', text: 'Of course.' });
  });

  it('is left alone while somebody speaks', async () => {
    const call = await longCall();
    call.clock.advance(200);
    call.model.report({ type: 'caller_started', itemId: 'long' });
    const after = next(call);

    call.clock.advance(5000);
    const during = call.model.isClosed();
    call.model.report(
      { type: 'caller_stopped', itemId: 'long' },
      { type: 'caller_committed', itemId: 'long' },
      { type: 'caller_words_done', itemId: 'long', text: 'A long story.', usage: null },
    );
    answer(call.model, 'story', { ms: 400, words: 'I see.' });
    call.carrier.playAll();
    call.clock.advance(100);

    expect(during).toBe(false);
    expect(call.model.isClosed()).toBe(true);
    expect(after.took().slice(-2)).toEqual([
      ['addItem', 'caller', 'A long story.'],
      ['addItem', 'agent', 'I see.'],
    ]);
  });

  it('tries another after half a minute when the first was not to be had', async () => {
    const call = await longCall();
    call.clock.advance(200);
    next(call, { ready: false }).report(lost);
    talkUntil(call, 50 * minute + 31_000);

    expect(call.models).toHaveLength(3);
    call.models[2]?.report({ type: 'ready' });
    call.clock.advance(100);
    expect(call.model.isClosed()).toBe(true);
  });

  it('ends in time when a session never came: what expires is replaced like one that is lost', async () => {
    const call = await longCall();
    call.clock.advance(200);
    asks(call);

    call.model.report({ type: 'closed', kind: 'expired', code: 'session_expired' });
    const after = next(call);

    expect(after.took().slice(-2)).toEqual([['addItem', 'caller', 'Are you open on Saturday?'], ['createResponse']]);
  });
});
