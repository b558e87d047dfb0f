import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Playback } from '@/realtime-server/media/playback';

const ms = (count: number) => count * 8;

/** Sends this much in pieces of 20 ms; gives the marks. */
function send(playback: Playback, itemId: string, lengthMs: number, nowMs = 0): string[] {
  const marks: string[] = [];
  for (let sent = 0; sent < lengthMs; sent += 20) {
    const mark = playback.sent(itemId, ms(20), nowMs);
    if (mark) marks.push(mark);
  }
  return marks;
}

describe('what was heard', () => {
  it('is marked at its first sound, several times a second, and once more at the end', () => {
    const playback = new Playback('pcmu_8k');

    const marks = send(playback, 'a', 500);

    expect(marks.map((mark) => mark.split(':')[2])).toEqual(['20', '200', '380']);
    expect(playback.completed('a')).toMatch(/^done:a:500:/);
  });

  it('is known when the last mark of an item comes back', () => {
    const playback = new Playback('pcmu_8k');
    const marks = send(playback, 'a', 100);
    const done = playback.completed('a') ?? '';

    expect(marks.map((mark) => playback.marked(mark, 100))).toEqual([
      { type: 'played', itemId: 'a', playedMs: 20, sentMs: 100 },
    ]);
    expect(playback.marked(done, 100)).toEqual({
      type: 'heard_whole',
      itemId: 'a',
      sound: 'speech',
      playedMs: 100,
      sentMs: 100,
    });
    expect(playback.isQuiet()).toBe(true);
  });

  it('starts anew after the line ran dry, instead of counting the pause as speech', () => {
    const playback = new Playback('pcmu_8k');
    for (const mark of send(playback, 'a', 200, 0)) playback.marked(mark, 200);
    send(playback, 'a', 200, 5000);

    expect(playback.cutOff(5050)).toMatchObject([{ itemId: 'a', heardMs: 250, sentMs: 400 }]);
  });

  it('forgets the marks of what was cut off', () => {
    const playback = new Playback('pcmu_8k');
    const [first = ''] = send(playback, 'a', 300);
    const final = playback.finalMark();

    playback.cutOff(0);

    expect([playback.marked(first, 10), playback.marked(final, 10)]).toEqual([null, null]);
  });

  it('tells a final mark that was played from one that was thrown away', () => {
    const playback = new Playback('pcmu_8k');
    const final = playback.finalMark();

    expect(playback.marked(final, 0)).toEqual({ type: 'all_played', name: final });
  });

  it('counts browser sound in its own measure', () => {
    const playback = new Playback('pcm_24k');
    playback.sent('a', 48 * 250, 0);

    expect(playback.cutOff(1000)).toMatchObject([{ sentMs: 250 }]);
  });
});

type Step =
  | { kind: 'send'; item: number; frames: number }
  | { kind: 'play'; ms: number }
  | { kind: 'done'; item: number };

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ kind: fc.constant('send' as const), item: fc.nat(2), frames: fc.integer({ min: 1, max: 40 }) }),
  fc.record({ kind: fc.constant('play' as const), ms: fc.integer({ min: 1, max: 900 }) }),
  fc.record({ kind: fc.constant('done' as const), item: fc.nat(2) }),
);

/** A line that plays in real time and returns a mark at the very moment it is reached. */
function playThrough(steps: Step[]) {
  const playback = new Playback('pcmu_8k');
  const queue: ({ mark: string } | { item: string; ms: number })[] = [];
  const heard = new Map<string, number>();
  const sent = new Map<string, number>();
  let current = 0;
  let nowMs = 0;

  const push = (mark: string | null) => mark && queue.push({ mark });
  function play(forMs: number): void {
    let left = forMs;
    for (let next = queue[0]; next; next = queue[0]) {
      if ('mark' in next) {
        queue.shift();
        playback.marked(next.mark, nowMs);
        continue;
      }
      if (left <= 0) return;
      const playedMs = Math.min(left, next.ms);
      left -= playedMs;
      nowMs += playedMs;
      next.ms -= playedMs;
      heard.set(next.item, (heard.get(next.item) ?? 0) + playedMs);
      if (next.ms <= 0) queue.shift();
    }
    nowMs += left;
  }

  for (const one of steps) {
    if (one.kind === 'play') play(one.ms);
    // A model speaks one item after the other, and never goes back.
    else if (one.item < current) continue;
    else if (one.kind === 'done') {
      for (let i = current; i <= one.item; i++) push(playback.completed(`i${i}`));
      current = one.item + 1;
    } else {
      for (let i = current; i < one.item; i++) push(playback.completed(`i${i}`));
      current = one.item;
      for (let i = 0; i < one.frames; i++) {
        queue.push({ item: `i${one.item}`, ms: 20 });
        push(playback.sent(`i${one.item}`, ms(20), nowMs));
        sent.set(`i${one.item}`, (sent.get(`i${one.item}`) ?? 0) + 20);
      }
      play(0);
    }
  }
  return { cut: playback.cutOff(nowMs), heard, sent };
}

describe('whatever is sent and played', () => {
  it('an interruption is placed within 20 ms of what was really heard, and never beyond what was sent', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const { cut, heard, sent } = playThrough(steps);
        for (const { itemId, heardMs, sentMs } of cut) {
          expect(Number.isInteger(heardMs)).toBe(true);
          expect(heardMs).toBeLessThanOrEqual(sentMs);
          expect(sentMs).toBe(sent.get(itemId) ?? 0);
          expect(Math.abs(heardMs - (heard.get(itemId) ?? 0))).toBeLessThanOrEqual(20);
        }
      }),
      { numRuns: 500 },
    );
  });
});
