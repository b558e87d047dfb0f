import { describe, expect, it } from 'vitest';
import { answer, type CallAtTest, makeCall } from '../../support/make-call';
import { makeConfig } from '../../support/make-config';

type Said = { itemId?: string; text: string | null; speakMs: number };

/** A call whose agent yields like this, with the greeting played and an answer of ten seconds being heard. */
function whileSpeaking(interruptibility: number, words = 'A long answer about everything we do and more.'): CallAtTest {
  const config = makeConfig({ personality: { interruptibility, patience: 50 } });
  const call = makeCall({ clipMs: 1000, config });
  call.carrier.playAll();
  answer(call.model, 'a', { ms: 10_000, words });
  call.carrier.play(2000);
  call.model.took();
  call.did.length = 0;
  return call;
}

/** The caller makes a sound of this length; the model notices its end after the pause it waits for (600 ms here). */
function say(call: CallAtTest, { itemId = 'c1', text, speakMs }: Said): void {
  call.model.report({ type: 'caller_started', itemId });
  call.clock.advance(speakMs + 600);
  call.model.report({ type: 'caller_stopped', itemId }, { type: 'caller_committed', itemId });
  call.clock.advance(200);
  if (text === null) call.model.report({ type: 'caller_words_failed', itemId });
  else call.model.report({ type: 'caller_words_done', itemId, text, usage: null });
}

const stopped = ({ did }: CallAtTest) => did.some(([what]) => what === 'clearAudio');

describe('a caller who says “uh-huh” while the agent speaks', () => {
  it.each([
    ['goes on at low', 10],
    ['goes on at mid', 50],
  ])('%s interruptibility, and nobody answers it', (_, interruptibility) => {
    const call = whileSpeaking(interruptibility);

    say(call, { text: 'Uh-huh.', speakMs: 400 });
    call.carrier.playAll();
    call.clock.advance(4000);

    expect(call.did).toEqual([]);
    expect(call.record.turns().at(-1)).toMatchObject({ speaker: 'caller', text: 'Uh-huh.' });
  });

  it('stops it at once at high interruptibility', () => {
    const call = whileSpeaking(90);

    call.model.report({ type: 'caller_started', itemId: 'c1' });

    expect(call.did.map(([what]) => what)).toEqual(['clearAudio', 'truncate']);
  });

  it('is taken for an answer when the agent was just asking', () => {
    const call = whileSpeaking(50, 'We have a place on Friday. Shall I take it down for you?');
    call.carrier.play(6500);

    say(call, { text: 'Yes.', speakMs: 400 });

    expect(stopped(call)).toBe(false);
    expect(call.model.asked).toHaveLength(1);
  });
});

describe('a caller who says more than a word or two', () => {
  it('is given way to at mid interruptibility while they still speak', () => {
    const call = whileSpeaking(50);

    call.model.report({ type: 'caller_started', itemId: 'c1' });
    call.clock.advance(1190);
    const early = stopped(call);
    call.clock.advance(10);

    expect([early, stopped(call)]).toEqual([false, true]);
  });

  it('is answered at mid as soon as the words are known, and the rest of the sentence is forgotten', () => {
    const call = whileSpeaking(50);

    say(call, { text: 'And on Sunday mornings?', speakMs: 550 });

    expect(call.did.map(([what]) => what)).toEqual(['clearAudio', 'truncate', 'createResponse']);
    expect(call.did[1]).toEqual(['truncate', 'item_a', expect.any(Number)]);
  });

  it('is answered at low only after the agent has finished', () => {
    const call = whileSpeaking(10);

    say(call, { text: 'And on Sunday mornings?', speakMs: 550 });

    expect(call.did).toEqual([['createResponse']]);
  });

  it('is given way to at low too when they keep on talking', () => {
    const call = whileSpeaking(10);

    call.model.report({ type: 'caller_started', itemId: 'c1' });
    call.clock.advance(2100);

    expect(stopped(call)).toBe(true);
  });
});

describe('a caller who says “wait”', () => {
  it.each([10, 50])('is given way to at an interruptibility of %i', (interruptibility) => {
    const call = whileSpeaking(interruptibility);

    say(call, { text: 'Wait!', speakMs: 400 });

    expect(call.did.map(([what]) => what)).toEqual(['clearAudio', 'truncate', 'createResponse']);
  });
});

describe('words that nobody could write down', () => {
  it('are answered when the agent has finished, whether they fail or never come', () => {
    const failed = whileSpeaking(50);
    say(failed, { text: null, speakMs: 300 });

    const late = whileSpeaking(50);
    late.model.report({ type: 'caller_started', itemId: 'c1' }, { type: 'caller_stopped', itemId: 'c1' });
    late.model.report({ type: 'caller_committed', itemId: 'c1' });
    late.clock.advance(1500);

    expect([failed.did, late.did]).toEqual([[['createResponse']], [['createResponse']]]);
  });
});

describe('who answers a turn', () => {
  it('is the model by itself at high interruptibility, and we ask for each answer otherwise', () => {
    const settings = [10, 50, 90].map((interruptibility) => {
      const call = makeCall({ config: makeConfig({ personality: { interruptibility } }) });
      return call.model.settings()?.answersByItself;
    });

    expect(settings).toEqual([false, false, true]);
  });

  it('is asked at once for a turn that nobody spoke over', () => {
    const call = whileSpeaking(50);
    call.carrier.playAll();

    call.model.report({ type: 'caller_started', itemId: 'c1' });
    call.clock.advance(900);
    call.model.report({ type: 'caller_stopped', itemId: 'c1' }, { type: 'caller_committed', itemId: 'c1' });

    expect(call.did).toEqual([['createResponse']]);
  });
});
