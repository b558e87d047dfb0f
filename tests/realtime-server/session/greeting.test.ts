import { describe, expect, it } from 'vitest';
import { answer, callerSays, makeCall, sound } from '../../support/make-call';
import { makeConfig } from '../../support/make-config';

const text = 'Thank you for calling Bright Smile Dental. This is Alex. How can I help you?';
const withNotice = makeConfig({
  greeting: { recordingNotice: 'This call is recorded.', interruptible: 'after_notice' },
});

describe('the greeting', () => {
  it('plays from the first frame, whatever the model does', () => {
    const call = makeCall({ clipMs: 2000, ready: false });

    expect(call.carrier.sentMs()).toBe(2000);
    expect(call.record.firstAudioMs).toEqual([0]);
  });

  it('is put into the conversation as spoken, before anything else', () => {
    const call = makeCall({ clipMs: 2000 });

    expect(call.model.took()).toEqual([['addItem', 'agent', text]]);
  });

  it('stands in the record as far as it was heard', () => {
    const call = makeCall({ clipMs: 2000 });
    const unheard = call.record.turns();

    call.clock.advance(500);
    call.carrier.play(500);

    expect(unheard).toEqual([]);
    expect(call.record.turns()).toMatchObject([{ speaker: 'agent', text: 'Thank', final: false }]);
  });

  it('is final in the transcript when it was heard', () => {
    const call = makeCall({ clipMs: 2000 });

    call.carrier.playAll();

    expect(call.record.turns()).toMatchObject([{ speaker: 'agent', text, unheardText: '', final: true }]);
  });

  it('is spoken by the live model, word for word, when no clip was made, and a clip is asked for', () => {
    const call = makeCall();

    expect(call.model.asked[0]?.instructions).toContain(`"${text}"`);
    expect(call.model.asked[0]).toMatchObject({ mayUseTools: false, withoutHistory: true });
    expect(call.asked[0]).toMatchObject({ text, voice: 'marin', format: 'pcmu_8k' });
  });

  it('is replaced by its heard part when the caller cuts in, and never truncated', () => {
    const call = makeCall({ clipMs: 2000 });
    call.model.took();
    call.carrier.play(1000);

    call.model.report({ type: 'caller_started', itemId: 'caller_1' });

    expect(call.did[1]).toEqual(['clearAudio']);
    expect(call.model.took()).toEqual([
      ['deleteItem', 'foyer_greeting_1'],
      ['addItem', 'agent', 'Thank you for calling Bright Smile (interrupted)'],
    ]);
    expect(call.record.turns()[0]).toMatchObject({
      text: 'Thank you for calling Bright Smile',
      unheardText: 'Dental. This is Alex. How can I help you?',
      interrupted: true,
    });
  });

  it('stays as it is when nearly all of it was heard', () => {
    const call = makeCall({ clipMs: 2000 });
    call.model.took();
    call.carrier.play(1800);

    call.model.report({ type: 'caller_started', itemId: 'caller_1' });

    expect(call.model.took()).toEqual([]);
  });

  it('cannot be interrupted before the notice was heard; what the caller said meanwhile is listened to then', () => {
    const call = makeCall({ config: withNotice, clipMs: 2000 });
    call.session.onAudio(sound(20));
    const before = call.model.sound.length;

    call.carrier.playAll();

    expect([before, call.model.sound.length]).toEqual([0, 1]);
  });

  it('listens to the caller even if the marks of the notice never come back', () => {
    const call = makeCall({ config: withNotice, clipMs: 2000 });
    call.session.onAudio(sound(20));

    call.clock.advance(4000);

    expect(call.model.sound).toHaveLength(1);
  });

  it('is not repeated when a broken call is taken up again', () => {
    const call = makeCall({
      clipMs: 2000,
      setup: {
        resumed: { lastSequence: 2, elapsedMs: 9000 },
        history: [
          { speaker: 'agent', text: 'Hello.' },
          { speaker: 'caller', text: 'Are you open?' },
        ],
      },
    });

    expect(call.carrier.sentMs()).toBe(0);
    expect(call.model.took()).toEqual([
      ['addItem', 'agent', 'Hello.'],
      ['addItem', 'caller', 'Are you open?'],
      ['createResponse'],
    ]);
  });

  it('becomes a note when the model answers in text because of it, and the answer is asked for again', () => {
    const call = makeCall({ clipMs: 1000 });
    call.carrier.playAll();
    call.model.took();
    callerSays(call.model, 'caller_1', 'Are you open?');

    call.model.report(
      { type: 'response_started', responseId: 'resp_a', requestId: null },
      { type: 'message_started', responseId: 'resp_a', itemId: 'item_a' },
      { type: 'text_instead_of_audio', responseId: 'resp_a', itemId: 'item_a' },
      { type: 'text_instead_of_audio', responseId: 'resp_a', itemId: 'item_a' },
      { type: 'response_ended', responseId: 'resp_a', status: 'completed', reason: null, usage: null },
    );

    expect(call.model.took()).toEqual([
      ['deleteItem', 'item_a'],
      ['deleteItem', 'foyer_greeting_1'],
      ['addItem', 'system', `You have already greeted the caller and said aloud, in this order: "${text}"`],
      ['createResponse'],
    ]);
  });
});

describe('a caller during a live greeting', () => {
  it('cuts the model’s own sound like any other', () => {
    const call = makeCall();
    answer(call.model, 'hello', { ms: 2000, words: text });
    call.carrier.play(500);

    call.model.report({ type: 'caller_started', itemId: 'caller_1' });

    expect(call.did.slice(-2)).toEqual([['clearAudio'], ['truncate', 'item_hello', 500]]);
  });
});

describe('a caller who types before the greeting was heard', () => {
  it('is answered after it: words that come first take nothing from a greeting that must be spoken live', () => {
    const call = makeCall({ ready: false });
    call.session.onText('Are you open?');
    call.model.report({ type: 'ready' });
    call.session.onText('On Sunday, I mean.');

    expect(call.model.asked.map(({ instructions }) => instructions)).toEqual([expect.stringContaining(text)]);
    expect(call.did).not.toContainEqual(['clearAudio']);
    answer(call.model, 'g', { ms: 1000, words: text });
    expect(call.carrier.sentMs()).toBe(1000);
    expect(call.model.asked).toHaveLength(2);
    expect(call.model.asked[1]?.instructions).toBeUndefined();
  });

  it('cannot talk it out of a notice that must be heard', () => {
    const call = makeCall({ config: withNotice, clipMs: 2000 });
    call.carrier.play(300);
    call.session.onText('Are you open?');

    expect(call.did).not.toContainEqual(['clearAudio']);
    expect(call.model.took()).toContainEqual(['addItem', 'caller', 'Are you open?']);
    expect(call.model.asked).toHaveLength(1);
  });

  it('cuts in by typing once the greeting is under way, where it may be interrupted', () => {
    const call = makeCall({ clipMs: 2000 });
    call.carrier.play(300);
    call.session.onText('Are you open?');

    expect(call.did).toContainEqual(['clearAudio']);
  });
});
