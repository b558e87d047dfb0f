import { describe, expect, it } from 'vitest';
import { heardText, mergeTurns, plainTranscript, type ShownTurn } from '@/lib/call/transcript';

function turn(sequence: number, some: Partial<ShownTurn> = {}): ShownTurn {
  return {
    sequence,
    speaker: 'agent',
    text: `turn ${sequence}`,
    unheardText: '',
    startedMs: sequence * 1000,
    endedMs: sequence * 1000 + 500,
    interrupted: false,
    final: true,
    gapMs: null,
    detail: null,
    revision: sequence,
    ...some,
  };
}

describe('a transcript', () => {
  it('ends with a dash where the agent was cut off, and keeps apart what nobody heard', () => {
    const cut = turn(1, { text: 'We are open from nine to – ', unheardText: ' five on weekdays.', interrupted: true });

    expect([heardText(cut), plainTranscript([cut], { agent: 'Mia', caller: 'Caller' })]).toEqual([
      'We are open from nine to—',
      '[0:01] Mia: We are open from nine to— [not heard: five on weekdays.]',
    ]);
  });

  it('tells tools in the owner’s words', () => {
    const used = turn(65, { speaker: 'tool', text: '', detail: { name: 'take_message' } });

    expect(plainTranscript([used], { agent: 'Mia', caller: 'Caller' })).toBe('[1:05] (Message taken)');
  });

  it('takes the later copy of a turn, whichever arrives last', () => {
    const partial = turn(2, { text: 'Hel', final: false, revision: 7 });
    const whole = turn(2, { text: 'Hello', revision: 9 });

    expect(mergeTurns([turn(1)], [whole, partial]).map((each) => each.text)).toEqual(['turn 1', 'Hello']);
  });
});
