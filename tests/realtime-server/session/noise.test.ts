import { describe, expect, it } from 'vitest';
import { answer, type CallAtTest, callerSays, makeCall } from '../../support/make-call';

const noise = (call: CallAtTest, itemId: string, ms = 300) => {
  call.model.report({ type: 'caller_started', itemId });
  call.clock.advance(ms + 600);
  call.model.report({ type: 'caller_stopped', itemId }, { type: 'caller_committed', itemId });
};
const noWords = (call: CallAtTest, itemId: string) =>
  call.model.report({ type: 'caller_words_done', itemId, text: '', usage: null });

function answering(): CallAtTest {
  const call = makeCall({ clipMs: 1000 });
  call.carrier.playAll();
  answer(call.model, 'a', { ms: 4000, words: 'We open at nine and we close at five every day.' });
  call.carrier.play(2000);
  call.clock.advance(2000);
  call.model.took();
  call.did.length = 0;
  return call;
}

describe('a noise that stops the agent', () => {
  it('is forgotten: the agent goes on with the very words it had left', () => {
    const call = answering();

    noise(call, 'c1');
    call.clock.advance(200);
    noWords(call, 'c1');

    expect(call.model.asked).toHaveLength(1);
    expect(call.model.asked[0]?.instructions).toMatch(/"close at five every day\."$/);
    expect(call.record.events).toEqual([['noise_ignored', {}]]);
  });

  it('takes the place of the answer that the model had begun to it', () => {
    const call = answering();

    noise(call, 'c1');
    call.model.report({ type: 'response_started', responseId: 'resp_vad', requestId: null });
    call.model.report({ type: 'message_started', responseId: 'resp_vad', itemId: 'item_vad' });
    call.did.length = 0;
    noWords(call, 'c1');
    call.model.report({
      type: 'response_ended',
      responseId: 'resp_vad',
      status: 'cancelled',
      reason: 'client_cancelled',
      usage: null,
    });

    expect(call.did).toEqual([
      ['clearAudio'],
      ['cancelResponse', 'resp_vad'],
      ['deleteItem', 'item_vad'],
      ['createResponse'],
    ]);
  });

  it.each([
    ['was a word', () => answering(), 300, 'No.'],
    ['lasted long', () => answering(), 4000, ''],
  ])('stays an interruption when it %s', (_, begin, ms, text) => {
    const call = begin();

    noise(call, 'c1', ms);
    call.model.report({ type: 'caller_words_done', itemId: 'c1', text, usage: null });

    expect(call.record.events).toEqual([]);
  });

  it('changes nothing when it interrupted nobody', () => {
    const call = answering();
    call.carrier.playAll();

    noise(call, 'c1');
    noWords(call, 'c1');

    expect(call.model.asked).toEqual([]);
  });
});

describe('loud music', () => {
  /** Four turns of music, each answered by the model as well as it can. */
  function empty(call: CallAtTest, from: number): void {
    for (let turn = from; turn < from + 4; turn++) {
      noise(call, `c${turn}`);
      answer(call.model, `what_${turn}`, { ms: 500, words: 'Sorry?' });
      call.carrier.playAll();
      call.clock.advance(1600);
      noWords(call, `c${turn}`);
    }
  }

  it('makes the model deaf for twenty seconds after four turns without a word, and the caller is told', () => {
    const call = makeCall({ clipMs: 1000 });
    call.carrier.playAll();
    call.model.took();

    empty(call, 1);
    const told = call.model.took();
    answer(call.model, 'loud', { ms: 500, words: 'It is too loud.' });
    call.carrier.playAll();
    call.clock.advance(19_999);
    const meanwhile = call.model.took();
    call.clock.advance(1);

    expect(told).toEqual([['listenTo', 'nothing'], ['createResponse']]);
    expect(meanwhile).not.toContainEqual(['listenTo', 'speech']);
    expect(call.model.took()).toContainEqual(['listenTo', 'speech']);
    expect(call.record.events).toEqual([['too_loud', { pauses: 1 }]]);
  });

  it('does not come of a caller who says something in between', () => {
    const call = makeCall({ clipMs: 1000 });
    call.carrier.playAll();

    for (let turn = 1; turn <= 3; turn++) {
      noise(call, `c${turn}`);
      noWords(call, `c${turn}`);
    }
    callerSays(call.model, 'c4', 'Sorry, a lorry.');
    noise(call, 'c5');
    noWords(call, 'c5');

    expect(call.record.events).toEqual([]);
  });

  it('is also a sound that never takes a breath', () => {
    const call = makeCall({ clipMs: 1000 });
    call.carrier.playAll();
    call.model.report({ type: 'caller_started', itemId: 'c1' });

    call.clock.advance(90_000);

    expect(call.record.events).toEqual([['too_loud', { pauses: 1 }]]);
  });

  it('ends the call with a goodbye the fourth time', () => {
    const call = makeCall({ clipMs: 1000 });
    call.carrier.playAll();

    for (let round = 0; round < 4; round++) {
      empty(call, round * 4);
      if (round === 3) break;
      answer(call.model, `loud_${round}`, { ms: 500, words: 'It is too loud.' });
      call.carrier.playAll();
      call.clock.advance(20_000);
    }

    expect(call.model.asked.at(-1)?.instructions).toContain('too loud');
    expect(call.model.asked.at(-1)?.instructions).toContain('goodbye');
  });
});
