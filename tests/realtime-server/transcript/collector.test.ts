import { describe, expect, it } from 'vitest';
import type { Turn } from '@/lib/contracts/call';
import { turnSchema } from '@/lib/contracts/call';
import { Collector, type Heard } from '@/realtime-server/transcript/collector';
import { splitHeard } from '@/realtime-server/transcript/heard-words';

/** Plays a story; gives the record as it stands at the end. */
function record(story: [atMs: number, event: Heard][], closedAtMs?: number): Turn[] {
  const collector = new Collector();
  const turns = new Map<number, Turn>();
  const save = (all: Turn[]) => {
    for (const turn of all) turns.set(turn.sequence, turnSchema.parse(turn));
  };
  for (const [atMs, event] of story) save(collector.hear(event, atMs));
  if (closedAtMs !== undefined) save(collector.close(closedAtMs));
  return [...turns.values()].sort((a, b) => a.sequence - b.sequence);
}

const plain = { unheardText: '', interrupted: false, final: true, gapMs: null, detail: null };

describe('the transcript', () => {
  it('keeps a caller’s place, however late the words arrive', () => {
    const turns = record([
      [1000, { type: 'caller_began', itemId: 'c1' }],
      [2200, { type: 'caller_stopped', itemId: 'c1', silentMs: 200 }],
      [2600, { type: 'agent_began', itemId: 'a1' }],
      [2700, { type: 'agent_said', itemId: 'a1', text: 'We open at nine.' }],
      [4000, { type: 'agent_heard', itemId: 'a1' }],
      [4100, { type: 'caller_said', itemId: 'c1', text: ' Are you open? ' }],
    ]);

    expect(turns).toEqual([
      { ...plain, sequence: 1, speaker: 'caller', text: 'Are you open?', startedMs: 1000, endedMs: 2000 },
      { ...plain, sequence: 2, speaker: 'agent', text: 'We open at nine.', startedMs: 2600, endedMs: 4000 },
    ]);
  });

  it('shows an answer as it is heard, never ahead of its sound, and not with every mark', () => {
    const collector = new Collector();
    collector.hear({ type: 'agent_began', itemId: 'a1' }, 0);
    const early = collector.hear({ type: 'agent_said', itemId: 'a1', text: 'one two three four five six' }, 10);

    const shown = [100, 200, 300, 400, 500, 600].map((playedMs) =>
      collector.hear({ type: 'agent_sounds', itemId: 'a1', playedMs, sentMs: 600 }, 1000 + playedMs),
    );

    expect(early).toEqual([]);
    expect(shown.map(([turn]) => turn?.text)).toEqual([
      'one',
      undefined,
      undefined,
      'one two three four',
      undefined,
      undefined,
    ]);
    expect(shown[0]?.[0]).toMatchObject({ startedMs: 1000, final: false });
  });

  it('shows what a caller says as it is understood, but not with every word', () => {
    const collector = new Collector();
    collector.hear({ type: 'caller_began', itemId: 'c1', agoMs: 40 }, 100);

    const shown = [0, 100, 200, 300, 400].map((atMs) =>
      collector.hear({ type: 'caller_words', itemId: 'c1', delta: `w${atMs} ` }, 100 + atMs),
    );

    expect(shown.map((turns) => turns.map(({ text, startedMs }) => [text, startedMs]))).toEqual([
      [['w0', 60]],
      [],
      [],
      [['w0 w100 w200 w300', 60]],
      [],
    ]);
  });

  it('keeps an answer that was never heard apart, should the call end before', () => {
    const turns = record(
      [
        [0, { type: 'agent_began', itemId: 'a1' }],
        [10, { type: 'agent_said', itemId: 'a1', text: 'one two three four' }],
        [600, { type: 'agent_sounds', itemId: 'a1', playedMs: 500, sentMs: 1000 }],
      ],
      700,
    );

    expect(turns).toMatchObject([{ text: 'one two', unheardText: 'three four', final: true }]);
  });

  it('keeps what was heard apart from what was not', () => {
    const turns = record([
      [0, { type: 'agent_began', itemId: 'a1' }],
      [0, { type: 'agent_words', itemId: 'a1', delta: 'We open at nine and close at five.' }],
      [900, { type: 'agent_cut', itemId: 'a1', heardMs: 900, sentMs: 2000 }],
    ]);

    expect(turns[0]).toMatchObject({
      text: 'We open at nine',
      unheardText: 'and close at five.',
      interrupted: true,
      final: true,
    });
  });

  it('splits words that arrive only after the interruption', () => {
    const turns = record([
      [0, { type: 'agent_began', itemId: 'a1' }],
      [900, { type: 'agent_cut', itemId: 'a1', heardMs: 900, sentMs: 2000 }],
      [950, { type: 'agent_said', itemId: 'a1', text: 'We open at nine and close at five.' }],
    ]);

    expect(turns[0]).toMatchObject({ text: 'We open at nine', unheardText: 'and close at five.', final: true });
  });

  it('knows nothing of an answer that was cut off before it began, nor of one without words', () => {
    const turns = record(
      [
        [0, { type: 'agent_words', itemId: 'late', delta: 'Never on the line.' }],
        [10, { type: 'agent_said', itemId: 'late', text: 'Never on the line.' }],
        [20, { type: 'agent_began', itemId: 'mute' }],
        [30, { type: 'agent_cut', itemId: 'mute', heardMs: 0, sentMs: 0 }],
        [40, { type: 'caller_said', itemId: 'c1', text: 'Hello?' }],
      ],
      100,
    );

    expect(turns.map(({ sequence, text }) => [sequence, text])).toEqual([[1, 'Hello?']]);
  });

  it('lets a queued answer begin when the one before it was heard', () => {
    const turns = record([
      [0, { type: 'agent_began', itemId: 'a1' }],
      [10, { type: 'agent_said', itemId: 'a1', text: 'First.' }],
      [100, { type: 'agent_began', itemId: 'a2' }],
      [110, { type: 'agent_said', itemId: 'a2', text: 'Second.' }],
      [3000, { type: 'agent_sounds', itemId: 'a1', playedMs: 3000, sentMs: 3000 }],
      [3000, { type: 'agent_heard', itemId: 'a1' }],
      [3100, { type: 'agent_sounds', itemId: 'a2', playedMs: 100, sentMs: 2000 }],
      [5000, { type: 'agent_heard', itemId: 'a2' }],
    ]);

    expect(turns.map(({ startedMs, endedMs }) => [startedMs, endedMs])).toEqual([
      [0, 3000],
      [3000, 5000],
    ]);
  });

  it('tells how long the caller waited for the first sound of an answer', () => {
    const turns = record([
      [0, { type: 'agent_began', itemId: 'greeting' }],
      [0, { type: 'agent_said', itemId: 'greeting', text: 'Hello.' }],
      [110, { type: 'agent_sounds', itemId: 'greeting', playedMs: 100, sentMs: 900 }],
      [900, { type: 'agent_heard', itemId: 'greeting' }],
      [1000, { type: 'caller_began', itemId: 'c1' }],
      [2700, { type: 'caller_stopped', itemId: 'c1', silentMs: 500 }],
      [2800, { type: 'caller_said', itemId: 'c1', text: 'Are you open?' }],
      [3000, { type: 'agent_began', itemId: 'a1' }],
      [3010, { type: 'agent_said', itemId: 'a1', text: 'One moment.' }],
      [3220, { type: 'agent_sounds', itemId: 'a1', playedMs: 100, sentMs: 900 }],
      [3320, { type: 'agent_sounds', itemId: 'a1', playedMs: 200, sentMs: 900 }],
      [3900, { type: 'agent_heard', itemId: 'a1' }],
      [4000, { type: 'agent_began', itemId: 'a2' }],
      [4010, { type: 'agent_said', itemId: 'a2', text: 'We open at nine.' }],
      [4200, { type: 'agent_sounds', itemId: 'a2', playedMs: 100, sentMs: 900 }],
      [5000, { type: 'agent_heard', itemId: 'a2' }],
    ]);

    expect(turns.map(({ text, gapMs }) => [text, gapMs])).toEqual([
      ['Hello.', null],
      ['Are you open?', null],
      ['One moment.', 920],
      ['We open at nine.', null],
    ]);
  });

  it('knows the wait for an answer that was cut off before its first mark came back', () => {
    const turns = record([
      [1000, { type: 'caller_began', itemId: 'c1' }],
      [2500, { type: 'caller_stopped', itemId: 'c1', silentMs: 500 }],
      [2600, { type: 'agent_began', itemId: 'a1' }],
      [2610, { type: 'agent_words', itemId: 'a1', delta: 'We open at nine.' }],
      [2760, { type: 'agent_cut', itemId: 'a1', heardMs: 60, sentMs: 2000 }],
    ]);

    expect(turns.at(-1)).toMatchObject({ interrupted: true, gapMs: 700 });
  });

  it('counts no wait where the caller spoke into an answer that went on, or spoke again before it', () => {
    const turns = record([
      [0, { type: 'agent_began', itemId: 'a1' }],
      [0, { type: 'agent_said', itemId: 'a1', text: 'A long answer.' }],
      [200, { type: 'agent_sounds', itemId: 'a1', playedMs: 100, sentMs: 900 }],
      [1000, { type: 'caller_began', itemId: 'c1' }],
      [1800, { type: 'caller_stopped', itemId: 'c1', silentMs: 500 }],
      [4000, { type: 'agent_heard', itemId: 'a1' }],
      [4000, { type: 'agent_began', itemId: 'a2' }],
      [4010, { type: 'agent_said', itemId: 'a2', text: 'Indeed.' }],
      [4300, { type: 'agent_sounds', itemId: 'a2', playedMs: 200, sentMs: 900 }],
      [4500, { type: 'agent_heard', itemId: 'a2' }],
      [5000, { type: 'caller_began', itemId: 'c2' }],
      [6000, { type: 'caller_stopped', itemId: 'c2', silentMs: 500 }],
      [6100, { type: 'caller_began', itemId: 'c3' }],
      [6200, { type: 'agent_began', itemId: 'a3' }],
      [6200, { type: 'agent_said', itemId: 'a3', text: 'Sorry?' }],
      [6400, { type: 'agent_sounds', itemId: 'a3', playedMs: 100, sentMs: 900 }],
      [6500, { type: 'agent_heard', itemId: 'a3' }],
    ]);

    const answers = turns.filter(({ speaker }) => speaker === 'agent');
    expect(answers.map(({ text, gapMs }) => [text, gapMs])).toEqual([
      ['A long answer.', null],
      ['Indeed.', null],
      ['Sorry?', null],
    ]);
  });

  it('says so when words could not be made out, and leaves nothing open at the end', () => {
    const turns = record(
      [
        [0, { type: 'caller_began', itemId: 'c1' }],
        [500, { type: 'caller_said', itemId: 'c1', text: '' }],
        [900, { type: 'caller_began', itemId: 'c2' }],
        [950, { type: 'tool_used', toolCallId: 't1', name: 'take_message', argumentsJson: '{bad' }],
      ],
      2000,
    );

    expect(turns.map(({ text, final }) => [text, final])).toEqual([
      ['[inaudible]', true],
      ['[inaudible]', true],
      ['take_message', true],
    ]);
  });
});

describe('splitting what was heard', () => {
  it.each([
    [0, 1000, '', 'one two three'],
    [1000, 1000, 'one two three', ''],
    [500, 1000, 'one two', 'three'],
    [50, 1000, 'one', 'two three'],
    [500, 0, '', 'one two three'],
  ])('%i of %i ms', (heardMs, sentMs, text, unheardText) => {
    expect(splitHeard('one two three', { heardMs, sentMs })).toEqual({ text, unheardText });
  });
});
