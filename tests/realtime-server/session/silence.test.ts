import { describe, expect, it } from 'vitest';
import { answer, type CallAtTest, callerSays, makeCall } from '../../support/make-call';
import { makeConfig } from '../../support/make-config';

const settled = () => new Promise<void>((resolve) => setImmediate(resolve));

/** The greeting was heard, and the caller said something that was answered. */
function greeted(options: Parameters<typeof makeCall>[0] = {}): CallAtTest {
  const call = makeCall({ clipMs: 1000, ...options });
  call.carrier.playAll();
  callerSays(call.model, 'caller_0', 'Hello.');
  answer(call.model, 'hello', { ms: 500, words: 'Hello.' });
  call.carrier.playAll();
  return call;
}

const withConfig = (changes: Parameters<typeof makeConfig>[0]) => ({ config: makeConfig(changes) });
const goodbyes = ({ model }: CallAtTest) => model.asked.filter(({ instructions }) => instructions?.includes('goodbye'));

describe('a silent caller (this tenant asks after twelve seconds)', () => {
  it('is asked twice whether they are there, then told goodbye, and the line closes after it was heard', async () => {
    const call = greeted();

    call.clock.advance(12_000);
    answer(call.model, 'a', { ms: 1000, words: 'Are you still there?' });
    call.carrier.playAll();
    call.clock.advance(12_000);
    answer(call.model, 'b', { ms: 1000, words: 'Can you hear me?' });
    call.carrier.playAll();
    call.clock.advance(13_000);
    const asked = call.model.asked.length;
    answer(call.model, 'c', { ms: 1000, words: 'Goodbye.' });
    call.carrier.playAll();
    await settled();

    expect(asked).toBe(3);
    expect(call.model.asked.at(-1)?.instructions).toContain('goodbye');
    expect(call.record.ends).toEqual([{ reason: 'silence', outcome: 'answered' }]);
  });

  it('is left alone again after a word', () => {
    const call = greeted();
    call.clock.advance(11_000);
    callerSays(call.model, 'caller_1', 'I was reading.');
    answer(call.model, 'a', { ms: 500, words: 'Of course.' });
    call.carrier.playAll();

    call.clock.advance(11_900);
    const early = call.model.asked.length;
    call.clock.advance(100);

    expect([early, call.model.asked.length]).toEqual([0, 1]);
  });

  it('is not asked while the agent is still being heard', () => {
    const call = makeCall({ clipMs: 15_000 });

    call.clock.advance(14_000);

    expect(call.model.asked).toEqual([]);
  });
});

describe('silence, as the tenant wants it', () => {
  it('is asked about after their own number of seconds, and as often as they say', () => {
    const call = greeted(withConfig({ advanced: { checkInSeconds: 6, checkIns: 1 } }));

    call.clock.advance(5999);
    const early = call.model.asked.length;
    call.clock.advance(1);
    answer(call.model, 'a', { ms: 500, words: 'Are you there?' });
    call.carrier.playAll();
    call.clock.advance(7000);

    expect([early, call.model.asked.length, goodbyes(call).length]).toEqual([0, 2, 1]);
  });

  it('is longer for a caller who asks for a moment, until they speak again', () => {
    const call = greeted(withConfig({ personality: { silenceCheckIns: 50 }, advanced: { holdSeconds: 90 } }));
    callerSays(call.model, 'c1', 'One moment, please.');
    answer(call.model, 'a', { ms: 500, words: 'Of course.' });
    call.carrier.playAll();
    call.clock.advance(89_000);
    const onHold = call.model.asked.length;

    callerSays(call.model, 'c2', 'I am back.');
    answer(call.model, 'b', { ms: 500, words: 'Welcome back.' });
    call.carrier.playAll();
    call.clock.advance(12_000);

    expect([onHold, call.model.asked.length]).toEqual([0, 1]);
  });

  it('is not broken by a noise without words', () => {
    const call = greeted();
    call.clock.advance(8000);
    call.model.report({ type: 'caller_started', itemId: 'c1' }, { type: 'caller_stopped', itemId: 'c1' });
    call.model.report({ type: 'caller_words_done', itemId: 'c1', text: '', usage: null });

    call.clock.advance(3999);
    const early = call.model.asked.length;
    call.clock.advance(1);

    expect([early, call.model.asked.length]).toEqual([0, 1]);
  });

  it('counts words that never come as words, and is not asked about while they are awaited', () => {
    const call = greeted();
    call.clock.advance(11_500);
    call.model.report({ type: 'caller_started', itemId: 'c1' }, { type: 'caller_stopped', itemId: 'c1' });

    call.clock.advance(4000 + 11_999);
    const early = call.model.asked.length;
    call.clock.advance(1);

    expect([early, call.model.asked.length]).toEqual([0, 1]);
  });
});

describe('a call in which nobody ever speaks', () => {
  it('is told goodbye ten seconds after the greeting, and ends with its own reason', async () => {
    const call = makeCall({ clipMs: 1000 });
    call.clock.advance(1000);
    call.carrier.playAll();

    call.clock.advance(9999);
    const early = call.model.asked.length;
    call.clock.advance(1);
    answer(call.model, 'a', { ms: 1000, words: 'I cannot hear anybody. Goodbye.' });
    call.carrier.playAll();
    await settled();

    expect([early, call.model.asked.length]).toEqual([0, 1]);
    expect(call.record.ends).toEqual([{ reason: 'no_speech', outcome: 'nobody_there' }]);
    expect(call.carrier.did()).toEqual([['hangUp']]);
  });

  it('goes on when somebody speaks into the goodbye', () => {
    const call = makeCall({ clipMs: 1000 });
    call.carrier.playAll();
    call.clock.advance(10_000);
    answer(call.model, 'a', { ms: 3000, words: 'I cannot hear anybody. Goodbye.' });
    call.carrier.play(1000);

    callerSays(call.model, 'c1', 'Hello? I am here.');
    call.clock.advance(5000);

    expect(call.record.ends).toEqual([]);
  });

  it.each([
    ['the tenant prefers to ask', makeConfig({ advanced: { silentCalls: 'check_in' } }), {}],
    ['it is a test in the browser, where one types', makeConfig(), { channel: 'browser' as const }],
  ])('is asked like any other when %s', (_, config, setup) => {
    const call = makeCall({ clipMs: 1000, config, setup });
    call.carrier.playAll();

    call.clock.advance(12_000);

    expect([call.model.asked.length, goodbyes(call).length]).toEqual([1, 0]);
  });
});

describe('a call that lasts too long', () => {
  it('is warned, brought to a polite end, and closed for good half a minute later', async () => {
    const call = greeted(withConfig({ limits: { maxCallMinutes: 1 } }));
    for (let turn = 0; turn < 6; turn++) {
      callerSays(call.model, `caller_${turn + 1}`, 'Go on.');
      answer(call.model, `answer_${turn}`, { ms: 500, words: 'Yes.' });
      call.carrier.playAll();
      call.clock.advance(10_000);
      if (call.model.asked.length === 1 && turn === 3) {
        answer(call.model, 'warning', { ms: 500, words: 'We have a few seconds left.' });
        call.carrier.playAll();
      }
    }
    const asked = call.model.asked.map(({ instructions }) => instructions);

    call.model.report({ type: 'response_started', responseId: 'resp_bye', requestId: null });
    call.clock.advance(30_000);
    await settled();

    expect(asked).toEqual([
      expect.stringContaining('must end in a few seconds'),
      expect.stringContaining('longest length'),
    ]);
    expect(call.record.ends).toEqual([{ reason: 'max_duration', outcome: 'answered' }]);
  });
});

describe('a recorded message that rings', () => {
  const recording = 'This is an automated message about your final notice. Press 1 to speak with an agent.';

  it('is told goodbye, over its own voice, and ends with its own reason', async () => {
    const call = makeCall({ clipMs: 1000 });
    call.carrier.playAll();

    callerSays(call.model, 'c1', recording);
    answer(call.model, 'vad', { ms: 500, words: 'How can I help?' });
    answer(call.model, 'bye', { ms: 500, words: 'We do not take recorded messages. Goodbye.' });
    call.carrier.playAll();
    await settled();

    expect(call.record.events).toEqual([['recorded_caller', { score: 5, turns: 1 }]]);
    expect(call.record.ends).toEqual([{ reason: 'recorded_caller', outcome: 'nobody_there' }]);
  });

  it.each([
    ['later in a call', makeConfig(), 61_000],
    ['where the tenant wants every call answered', makeConfig({ advanced: { recordedCallers: 'answer' } }), 0],
  ])('is answered like anybody %s', (_, config, afterMs) => {
    const call = greeted({ config });
    for (let waited = 0; waited < afterMs; waited += 10_000) {
      callerSays(call.model, `go_${waited}`, 'Go on.');
      answer(call.model, `on_${waited}`, { ms: 500, words: 'Yes.' });
      call.carrier.playAll();
      call.clock.advance(10_000);
    }

    callerSays(call.model, 'c1', recording);

    expect(call.record.events).toEqual([]);
  });
});
