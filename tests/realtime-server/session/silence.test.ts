import { describe, expect, it } from 'vitest';
import { answer, type CallAtTest, callerSays, makeCall } from '../../support/make-call';
import { makeConfig } from '../../support/make-config';

const settled = () => new Promise<void>((resolve) => setImmediate(resolve));

function greeted(): CallAtTest {
  const call = makeCall({ clipMs: 1000 });
  call.carrier.playAll();
  return call;
}

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
    callerSays(call.model, 'caller_1', 'One moment.');
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

describe('a call that lasts too long', () => {
  it('is brought to a polite end, and closed for good half a minute later', async () => {
    const call = makeCall({ clipMs: 1000, config: makeConfig({ limits: { maxCallMinutes: 1 } }) });
    for (let turn = 0; turn < 6; turn++) {
      callerSays(call.model, `caller_${turn}`, 'Go on.');
      answer(call.model, `answer_${turn}`, { ms: 500, words: 'Yes.' });
      call.carrier.playAll();
      call.clock.advance(10_000);
    }
    const asked = call.model.asked.map(({ instructions }) => instructions);

    call.model.report({ type: 'response_started', responseId: 'resp_bye', requestId: null });
    call.clock.advance(30_000);
    await settled();

    expect(asked).toEqual([expect.stringContaining('longest length')]);
    expect(call.record.ends).toEqual([{ reason: 'max_duration', outcome: 'answered' }]);
  });
});
