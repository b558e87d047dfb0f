import { describe, expect, it } from 'vitest';
import type { Recorder } from '@/realtime-server/ports/recorder';
import { answer, callerSays, makeCall } from '../../support/make-call';
import { makeConfig } from '../../support/make-config';

type Given = Parameters<typeof makeCall>[0];

const notice = 'This call is recorded.';

function recordedCall(given: Given = {}, consent: 'notice' | 'ask' = 'ask', recordingNotice = notice) {
  const did: string[] = [];
  const note = (what: string) => () => void did.push(what);
  const recorder: Recorder = {
    arm: note('arm'),
    begin: note('begin'),
    callerSent() {},
    agentSent() {},
    markSent() {},
    markReturned() {},
    cleared() {},
    discard: note('discard'),
    finish: async () => void did.push('finish'),
  };
  const config = makeConfig({
    greeting: { recordingNotice },
    privacy: { recording: 'on', consent },
    personality: { silenceCheckIns: 50 },
  });
  return { ...makeCall({ config, recorder, clipMs: 3000, ...given }), recorded: did };
}

/** Promises that are kept already. */
const settle = () => new Promise((resolve) => setImmediate(resolve));
const kinds = ({ record }: ReturnType<typeof recordedCall>) => record.events.map(([kind]) => kind);

describe('consent to a recording', () => {
  it('is written down when the notice was heard, and before any sound is', async () => {
    const call = recordedCall();
    call.clock.advance(2900);
    expect(call.recorded).toEqual([]);

    call.clock.advance(100);
    call.carrier.playAll();
    expect(call.recorded).toEqual(['arm']);
    await settle();

    expect(call.record.recordings).toEqual([
      [
        'opened',
        {
          consent: 'ask',
          notice,
          startedAt: '2026-11-21T15:30:03.000Z',
          offsetMs: 3000,
          expiresAt: '2026-12-21T15:30:03.000Z',
        },
      ],
    ]);
    expect(call.recorded).toEqual(['arm', 'begin']);
    expect(kinds(call)).toEqual(['recording_announced']);
  });

  it('is not had from a caller who spoke over the notice', async () => {
    const call = recordedCall();
    call.clock.advance(1000);
    callerSays(call.model, 'c1', 'Hello?');
    call.carrier.playAll();
    await call.session.end('caller_hung_up');

    expect(call.record.recordings).toEqual([]);
    expect(call.recorded).toEqual(['finish']);
    expect(kinds(call)).toContain('recording_not_announced');
  });

  it.each([
    ['in other words', 'Hello! How can I help?', []],
    ['in the owner’s words', `Hello. ${notice}`, ['arm', 'begin']],
  ])('counts a greeting that the model speaks %s accordingly', async (_, words, expected) => {
    const call = recordedCall({ clipMs: 0 });
    answer(call.model, '1', { ms: 2000, words });
    call.clock.advance(2000);
    call.carrier.playAll();
    await settle();

    expect(call.recorded).toEqual(expected);
  });

  it('cannot be had without a notice, whatever the settings say', async () => {
    const call = recordedCall({}, 'notice', '');
    call.clock.advance(3000);
    call.carrier.playAll();
    await settle();

    expect(call.recorded).toEqual([]);
  });

  it('is not asked for twice in a call that is taken up again, and a refusal in it still stands', async () => {
    const call = recordedCall({
      setup: {
        history: [{ speaker: 'caller', text: '[not stored]' }],
        resumed: { lastSequence: 4, elapsedMs: 9000 },
      },
    });
    callerSays(call.model, 'c1', 'As I said');
    await call.session.end('caller_hung_up');

    expect(call.recorded).toEqual(['finish']);
    expect(call.record.turns().filter(({ speaker }) => speaker === 'caller')).toMatchObject([{ text: '[not stored]' }]);
  });
});

describe('a caller who declines', () => {
  async function announced(consent: 'notice' | 'ask') {
    const call = recordedCall({}, consent);
    call.clock.advance(3000);
    call.carrier.playAll();
    await settle();
    return call;
  }

  it('is forgotten, sound and words, when the model says so', async () => {
    const call = await announced('notice');
    callerSays(call.model, 'c1', 'My name is Ada. Do not record me.');
    const part = { responseId: 'r1', itemId: 'i1' };
    call.model.report(
      { type: 'response_started', responseId: 'r1', requestId: null },
      { type: 'tool_called', ...part, toolCallId: 't1', name: 'decline_recording', argumentsJson: '{}' },
    );
    await settle();
    callerSays(call.model, 'c2', 'I live in Maple Street.');

    expect(call.recorded).toEqual(['arm', 'begin', 'discard']);
    expect(call.record.recordings.at(-1)?.[0]).toBe('declined');
    const said = call.record.turns().filter(({ speaker }) => speaker === 'caller');
    expect(said.map(({ text }) => text)).toEqual(['[not stored]', '[not stored]']);
    expect(JSON.stringify(call.record.turns())).not.toMatch(/Ada|Maple/);
  });

  it('may press nine where the tenant asks, and nine within a number is only a number', async () => {
    const call = await announced('ask');
    for (const key of '2025550199') call.session.onDigit(key);
    call.clock.advance(2100);
    expect(call.recorded).not.toContain('discard');

    call.session.onDigit('9');
    call.clock.advance(2100);
    await settle();

    expect(call.recorded).toContain('discard');
    expect(kinds(call)).toContain('recording_declined');
    expect(call.record.turns().some(({ text }) => text.includes('keypad: 2025'))).toBe(false);
  });

  it('presses a key like any other where nobody asked', async () => {
    const call = await announced('notice');
    call.session.onDigit('9');
    call.clock.advance(2100);
    await settle();

    expect(call.recorded).not.toContain('discard');
  });
});
