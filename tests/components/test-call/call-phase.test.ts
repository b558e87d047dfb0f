import { describe, expect, it } from 'vitest';
import { type CallNews, type CallPhase, nextPhase, readyPhase } from '@/components/test-call/call-phase';

const callId = '018f0000-0000-4000-8000-000000000001';
const down = (message: Extract<CallNews, { type: 'down' }>['message'], atMs: number): CallNews => ({
  type: 'down',
  message,
  atMs,
});
const ready = (atMs: number) => down({ type: 'ready', callId, sound: 'wide' }, atMs);
const turn = (sequence: number, text: string, some: { final?: boolean; unheardText?: string } = {}, atMs = 0) =>
  down({ type: 'turn', sequence, speaker: 'agent', text, unheardText: '', startedMs: 0, final: true, ...some }, atMs);

function phaseAfter(...news: CallNews[]): CallPhase {
  return news.reduce(nextPhase, readyPhase);
}

describe('a test call', () => {
  it('goes from asking to connecting to live to ended, and keeps its length and its reason', () => {
    const phases = [{ type: 'asking' }, { type: 'connecting' }, ready(1000)] satisfies CallNews[];

    const ended = phaseAfter(...phases, down({ type: 'ended', reason: 'agent_ended' }, 9400));

    expect(ended).toMatchObject({ at: 'ended', seconds: 8, reason: 'agent_ended', talk: { callId } });
  });

  it('measures the first sound, and the first reply from the first word of the caller', () => {
    const phase = phaseAfter(
      ready(1000),
      { type: 'sound', atMs: 1090 },
      { type: 'asked', atMs: 5000 },
      { type: 'asked', atMs: 5500 },
      { type: 'sound', atMs: 5800 },
      { type: 'sound', atMs: 6000 },
    );

    expect(phase).toMatchObject({ at: 'live', talk: { firstSoundMs: 90, firstReplyMs: 800 } });
  });

  it('counts a greeting that came before the server said it was ready', () => {
    const phase = phaseAfter({ type: 'connecting' }, { type: 'sound', atMs: 990 }, ready(1000));

    expect(phase).toMatchObject({ at: 'live', talk: { firstSoundMs: 0 } });
  });

  it('shows the latest copy of a turn, cut off where it was cut off', () => {
    const phase = phaseAfter(
      ready(0),
      turn(1, 'We are', { final: false }),
      turn(1, 'We', { unheardText: ' are open.' }),
    );

    expect(phase).toMatchObject({
      talk: { turns: [{ sequence: 1, text: 'We', unheardText: ' are open.', interrupted: true, final: true }] },
    });
  });

  it('says in words why it did not begin, and can be tried again', () => {
    const denied = phaseAfter({ type: 'asking' }, { type: 'failed', problem: 'microphone_denied' });

    expect([denied, nextPhase(denied, { type: 'again' })]).toEqual([
      {
        at: 'ready',
        problem: 'microphone_denied',
        message: 'The browser does not let this page use the microphone.',
      },
      readyPhase,
    ]);
  });

  it('is refused when the socket closes before it was ready', () => {
    const phase = phaseAfter({ type: 'connecting' }, { type: 'closed', reason: 'carrier_lost', atMs: 10 });

    expect(phase).toMatchObject({ at: 'ready', problem: 'refused' });
  });

  it('ends as lost when the socket closes in the middle, and keeps what was said', () => {
    const phase = phaseAfter(ready(0), turn(1, 'Hello'), { type: 'closed', reason: 'carrier_lost', atMs: 3000 });

    expect(phase).toMatchObject({ at: 'ended', reason: 'carrier_lost', talk: { turns: [{ text: 'Hello' }] } });
  });

  it('ends once: what comes after the end changes nothing', () => {
    const ended = phaseAfter(ready(0), down({ type: 'ended', reason: 'agent_ended' }, 5000));

    expect([
      nextPhase(ended, { type: 'closed', reason: 'carrier_lost', atMs: 6000 }),
      nextPhase(ended, { type: 'failed', problem: 'lost' }),
      nextPhase(ended, turn(2, 'late')),
    ]).toEqual([ended, ended, ended]);
  });
});
