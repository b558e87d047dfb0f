import { describe, expect, it } from 'vitest';
import { openLine } from '@/realtime-server/practice/carrier/line';
import { makeManualClock } from './manual-clock';

const sound = (ms: number) => new Uint8Array(ms * 8).fill(0x10);

function openTestLine() {
  const clock = makeManualClock();
  return { clock, line: openLine(clock) };
}

describe('the playout buffer of a line', () => {
  it('gives one frame of 20 ms to each side, by the clock', () => {
    const { clock, line } = openTestLine();
    const frames: number[] = [];
    line.onFrame(({ atMs, caller, heard }) => frames.push(atMs, caller.length, heard.length));

    clock.advance(60);

    expect(frames).toEqual([0, 160, 160, 20, 160, 160, 40, 160, 160]);
  });

  it('catches up with what it owes after a late tick', () => {
    const { clock, line } = openTestLine();

    clock.advance(1000);

    expect(line.nowMs()).toBe(1000);
  });

  it('returns a mark at once when nothing is queued', () => {
    const { line } = openTestLine();
    const reached: string[] = [];

    line.mark(() => reached.push('m'));

    expect(reached).toEqual(['m']);
  });

  it('returns a mark when everything before it was played, not sooner', () => {
    const { clock, line } = openTestLine();
    const reached: string[] = [];
    line.play(sound(50));
    line.mark(() => reached.push('first'));
    line.play(sound(30));
    line.mark(() => reached.push('second'));

    clock.advance(40);
    const early = [...reached];
    clock.advance(20);
    const middle = [...reached];
    clock.advance(20);

    expect([early, middle, reached]).toEqual([[], ['first'], ['first', 'second']]);
  });

  it('throws the rest away on clear and returns its marks', () => {
    const { clock, line } = openTestLine();
    const reached: string[] = [];
    line.play(sound(500));
    line.mark(() => reached.push('m'));
    clock.advance(100);

    const unplayedMs = line.clear();
    clock.advance(100);

    const { heard } = line.recorded();
    expect([unplayedMs, reached, line.isPlaying()]).toEqual([400, ['m'], false]);
    expect([heard.length, heard[799], heard[800]]).toEqual([1600, heard[0], 0]);
  });

  it('keeps both sides in step', () => {
    const { clock, line } = openTestLine();
    line.play(sound(40));
    clock.advance(20);
    line.speak(sound(40));
    clock.advance(80);

    const { heard, caller } = line.recorded();

    expect([heard.length, caller.length]).toEqual([800, 800]);
    expect([heard[0] !== 0, heard[320], caller[0], caller[160] !== 0, caller[480]]).toEqual([true, 0, 0, true, 0]);
  });

  it('is still once stopped', () => {
    const { clock, line } = openTestLine();
    clock.advance(20);

    line.stop();
    clock.advance(100);

    expect(line.nowMs()).toBe(20);
  });
});
