import type { Clock } from '@/lib/platform/clock';

type Timer = { atMs: number; everyMs: number | null; run: () => void };

/** Time that passes only when it is told to. */
export type FakeClock = Clock & {
  advance(ms: number): void;
  pendingTimers(): number;
  /** There is more to be read; the given function is called when it was. Without this, all is read at once. */
  hasMoreToRead(): () => void;
};

export function makeFakeClock(start = new Date('2026-11-21T15:30:00Z')): FakeClock {
  const timers = new Set<Timer>();
  let nowMs = 0;
  let unread: (() => void)[] | null = null;

  function add(run: () => void, delayMs: number, everyMs: number | null) {
    const timer: Timer = { atMs: nowMs + Math.max(0, delayMs), everyMs, run };
    timers.add(timer);
    return () => void timers.delete(timer);
  }

  function nextBefore(endMs: number): Timer | undefined {
    return [...timers].filter(({ atMs }) => atMs <= endMs).sort((a, b) => a.atMs - b.atMs)[0];
  }

  return {
    now: () => new Date(start.getTime() + nowMs),
    monotonicMs: () => nowMs,
    setTimeout: (run, delayMs) => add(run, delayMs, null),
    setInterval: (run, everyMs) => add(run, everyMs, everyMs),
    onceRead(run) {
      if (unread) unread.push(run);
      else run();
    },
    hasMoreToRead() {
      unread = [];
      return () => {
        const due = unread ?? [];
        unread = null;
        for (const run of due) run();
      };
    },
    pendingTimers: () => timers.size,
    advance(ms) {
      const endMs = nowMs + ms;
      for (let timer = nextBefore(endMs); timer; timer = nextBefore(endMs)) {
        nowMs = timer.atMs;
        if (timer.everyMs === null) timers.delete(timer);
        else timer.atMs += timer.everyMs;
        timer.run();
      }
      nowMs = endMs;
    },
  };
}
