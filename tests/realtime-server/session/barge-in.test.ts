import { describe, expect, it } from 'vitest';
import { asPayload } from '@/realtime-server/ports/carrier';
import { answer, type CallAtTest, callerSays, makeCall } from '../../support/make-call';
import { makeConfig } from '../../support/make-config';

const started = (itemId: string) => ({ type: 'caller_started', itemId }) as const;

/** A call in which the greeting was played, with nothing left to notice. */
function afterGreeting(options: Parameters<typeof makeCall>[0] = {}): CallAtTest {
  const call = makeCall({ clipMs: 1000, ...options });
  call.carrier.playAll();
  call.model.took();
  call.did.length = 0;
  return call;
}

function hold(call: CallAtTest, ms: number): void {
  for (let played = 0; played < ms; played += 20) {
    call.clock.advance(20);
    call.carrier.play(20);
  }
}

describe('a caller who cuts in', () => {
  it('silences the line before the model is told, and keeps only what was heard', () => {
    const call = afterGreeting();
    answer(call.model, 'a', { ms: 1000, words: 'We open at nine and close at five.' });
    hold(call, 400);

    call.model.report(started('caller_1'));

    expect(call.did).toEqual([['clearAudio'], ['truncate', 'item_a', 400]]);
  });

  it('silences the line even when the model has long finished speaking', () => {
    const call = afterGreeting();
    answer(call.model, 'a', { ms: 3000, words: 'A long answer.', ended: true });
    hold(call, 200);

    call.model.report(started('caller_1'));

    expect(call.did[0]).toEqual(['clearAudio']);
  });

  it('is never told about speech that was heard to its end', () => {
    const call = afterGreeting();
    answer(call.model, 'a', { ms: 1000, words: 'We open at nine.' });
    call.carrier.playAll();

    call.model.report(started('caller_1'));

    expect(call.did).toEqual([]);
  });

  it('cuts several queued answers: the first where it was heard, the later ones at nothing', () => {
    const call = afterGreeting();
    answer(call.model, 'a', { ms: 1000, words: 'First.' });
    answer(call.model, 'b', { ms: 1000, words: 'Second.' });
    hold(call, 700);

    call.model.report(started('caller_1'));

    expect(call.did).toEqual([['clearAudio'], ['truncate', 'item_a', 700], ['truncate', 'item_b', 0]]);
  });

  it('deletes an answer that had no sound yet instead of cutting it', () => {
    const call = afterGreeting();
    answer(call.model, 'a', { ms: 500, words: 'First.' });
    answer(call.model, 'b', { ms: 0, words: '', ended: false });
    hold(call, 300);

    call.model.report(started('caller_1'));

    expect(call.did).toEqual([['clearAudio'], ['truncate', 'item_a', 300], ['deleteItem', 'item_b']]);
  });

  it('never hears late sound of the answer that was cut', () => {
    const call = afterGreeting();
    answer(call.model, 'a', { ms: 500, words: 'First.', ended: false });
    call.model.report(started('caller_1'));
    const before = call.carrier.sentMs();

    for (let i = 0; i < 5; i++) {
      call.model.report({ type: 'audio', responseId: 'resp_a', itemId: 'item_a', payload: Buffer.from('AAAA') });
    }
    call.model.report({ type: 'audio_done', responseId: 'resp_a', itemId: 'item_a' });

    expect(call.carrier.sentMs()).toBe(before);
  });

  it('takes marks of thrown-away sound for what they are', () => {
    const call = afterGreeting();
    answer(call.model, 'a', { ms: 1000, words: 'We open at nine and close at five.' });
    hold(call, 200);
    call.model.report(started('caller_1'));

    call.carrier.returnCleared();

    const turn = call.record.turns().find(({ text }) => text.startsWith('We'));
    expect(turn).toMatchObject({ interrupted: true, text: 'We open', unheardText: 'at nine and close at five.' });
  });

  it('leaves cancelling to a server that does it, and cancels where it does not', () => {
    const polite = afterGreeting();
    answer(polite.model, 'a', { ms: 500, words: 'First.', ended: false });
    polite.model.report(started('caller_1'));

    const typed = afterGreeting();
    answer(typed.model, 'a', { ms: 500, words: 'First.', ended: false });
    typed.session.onText('Stop');

    expect(polite.did.filter(([what]) => what === 'cancelResponse')).toEqual([]);
    expect(typed.did.slice(0, 2)).toEqual([['clearAudio'], ['cancelResponse', 'resp_a']]);
  });

  it('cuts to the millisecond between two marks, by the clock, and never past the next mark', () => {
    const call = afterGreeting();
    answer(call.model, 'a', { ms: 1000, words: 'We open at nine.' });
    hold(call, 300);
    call.clock.advance(40);
    call.model.report(started('caller_1'));

    const late = afterGreeting();
    answer(late.model, 'a', { ms: 1000, words: 'We open at nine.' });
    hold(late, 300);
    late.clock.advance(700);
    late.model.report(started('caller_1'));

    expect(call.did).toContainEqual(['truncate', 'item_a', 340]);
    expect(late.did).toContainEqual(['truncate', 'item_a', 500]);
  });
});

describe('one response at a time', () => {
  it('asks again when another response ran that we had not seen', () => {
    const call = afterGreeting();
    call.session.onDigit('1');
    call.clock.advance(2000);
    const [request] = call.model.asked;

    call.model.report({ type: 'response_started', responseId: 'resp_vad', requestId: null });
    call.model.report({
      type: 'trouble',
      kind: 'already_responding',
      code: 'conversation_already_has_active_response',
      param: null,
      requestId: request?.requestId ?? null,
    });
    const whileBusy = call.model.asked.length;
    call.model.report({
      type: 'response_ended',
      responseId: 'resp_vad',
      status: 'completed',
      reason: null,
      usage: null,
    });

    expect([whileBusy, call.model.asked.length]).toEqual([1, 2]);
  });

  it('goes on when there was nothing to cancel', () => {
    const call = afterGreeting();
    answer(call.model, 'a', { ms: 500, words: 'First.', ended: false });
    call.session.onText('Stop');

    call.model.report({
      type: 'trouble',
      kind: 'nothing_to_cancel',
      code: 'response_cancel_not_active',
      param: null,
      requestId: 'foyer_9',
    });

    expect(call.model.asked).toHaveLength(1);
  });

  it('goes on when the model says that there was less sound to cut', () => {
    const call = afterGreeting();
    answer(call.model, 'a', { ms: 500, words: 'First.' });
    call.model.report(started('caller_1'));

    call.model.report({ type: 'trouble', kind: 'benign', code: null, param: null, requestId: 'foyer_9' });
    callerSays(call.model, 'caller_2', 'Hello?');
    call.clock.advance(3000);

    expect(call.model.asked).toHaveLength(1);
  });

  it('asks for an answer when a committed turn got none within three seconds', () => {
    const call = afterGreeting();
    callerSays(call.model, 'caller_1', 'Are you open?');

    call.clock.advance(2999);
    const early = call.model.asked.length;
    call.clock.advance(1);

    expect([early, call.model.asked.length]).toEqual([0, 1]);
  });
});

describe('an agent that holds the floor', () => {
  it('answers afterwards what was asked meanwhile, even if the model forgets to', () => {
    const call = afterGreeting({ config: makeConfig({ personality: { interruptibility: 0 } }) });
    answer(call.model, 'a', { ms: 500, words: 'A long answer.', ended: false });
    callerSays(call.model, 'caller_1', 'And on Sunday?');
    call.clock.advance(5000);
    const whileSpeaking = call.model.asked.length;

    call.model.report({ type: 'response_ended', responseId: 'resp_a', status: 'completed', reason: null, usage: null });
    call.clock.advance(3000);

    expect([whileSpeaking, call.model.asked.length]).toEqual([0, 1]);
  });
});

describe('before the line is ready', () => {
  it('silences nothing when nothing was sent, and deletes the answer that is only asked for', () => {
    const call = makeCall();
    call.model.report({ type: 'response_started', responseId: 'resp_a', requestId: null });
    call.model.report({ type: 'message_started', responseId: 'resp_a', itemId: 'item_a' });
    call.did.length = 0;
    call.model.report(started('caller_1'));

    const idle = afterGreeting();
    idle.model.report(started('caller_1'));

    expect(call.did).toEqual([['clearAudio'], ['deleteItem', 'item_a']]);
    expect(idle.did).toEqual([]);
  });

  it('keeps sound of a model that is quicker than its “ready”, and of a caller who is quicker than both', () => {
    const call = makeCall({ ready: false });
    call.session.onAudio(asPayload(Buffer.alloc(160)));
    call.model.report(started('caller_1'));

    expect(call.did).toEqual([]);
    expect(call.record.ends).toEqual([]);
  });

  it('keeps what the caller says until the model listens, and no more than ten seconds of it', () => {
    const call = makeCall({ clipMs: 1000, ready: false });
    for (let i = 0; i < 600; i++) call.session.onAudio(asPayload(Buffer.alloc(160, i % 256)));
    const before = call.model.sound.length;

    call.model.report({ type: 'ready' });
    call.session.onAudio(asPayload(Buffer.alloc(160, 7)));

    expect(before).toBe(0);
    expect(call.model.sound).toHaveLength(501);
    expect(call.model.sound[0]).toEqual(asPayload(Buffer.alloc(160, 100)));
    void call.session.end('caller_hung_up');
    expect(call.record.events).toEqual([['sound_dropped', { toCaller: 0, fromCaller: 100 }]]);
  });
});

describe('a stall of ours, after which line and model have much to tell', () => {
  it('does not make unheard what the caller had heard: the line is read before it is judged', () => {
    const call = afterGreeting();
    answer(call.model, 'a', { ms: 1000, words: 'We open at nine and close at five.' });
    const goOn = call.clock.hasMoreToRead();

    callerSays(call.model, 'caller_1', 'Thank you.');
    hold(call, 1000);
    const early = call.did.slice();
    goOn();

    expect(early).toEqual([]);
    expect(call.did).toEqual([]);
    expect(call.record.turns().map(({ text, unheardText, interrupted }) => [text, unheardText, interrupted])).toEqual([
      [expect.stringContaining('Thank you for calling'), '', false],
      ['We open at nine and close at five.', '', false],
      ['Thank you.', '', false],
    ]);
  });

  it('cuts at the place that the line told last', () => {
    const call = afterGreeting();
    answer(call.model, 'a', { ms: 1000, words: 'We open at nine and close at five.' });
    hold(call, 200);
    const goOn = call.clock.hasMoreToRead();

    call.model.report(started('caller_1'));
    hold(call, 400);
    goOn();

    expect(call.did).toEqual([['clearAudio'], ['truncate', 'item_a', 600]]);
  });

  it('does not let a time run out that the line or the model has kept', () => {
    const call = afterGreeting();
    callerSays(call.model, 'caller_1', 'Are you open?');
    const goOn = call.clock.hasMoreToRead();

    call.clock.advance(20_000);
    answer(call.model, 'a', { ms: 1000, words: 'We are.' });
    goOn();

    expect(call.models).toHaveLength(1);
    expect(call.did).not.toContainEqual(['createResponse']);
  });
});
