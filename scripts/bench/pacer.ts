import { frameMs } from './frame-ledger';

/** Both sides of one call, each moved once every 20 ms at its own moment. */
export type Paced = { stepCaller(nowMs: number): void; stepModel(nowMs: number): void };

export type Pacer = {
  add(index: number, call: Paced): void;
  remove(call: Paced): void;
  /** Runs at its millisecond, or as soon after it as the load can. */
  at(dueMs: number, run: (nowMs: number) => void): void;
  stop(): void;
};

const golden = 0.618_033_988_75;
const horizonMs = 32_768;
/** A load that was held up for longer than this does not catch up: it would measure its own flood. */
const mostBehindMs = 100;

/** Where in a round one of many is, 0 to 1: spread evenly, as people are who do not know each other. */
export function momentOf(index: number): number {
  return (index * golden) % 1;
}

/** One timer for everything. The calls are spread evenly over the 20 ms. */
export function startPacer(): Pacer {
  const slots: Set<Paced>[] = Array.from({ length: frameMs }, () => new Set());
  const wheel: ((nowMs: number) => void)[][] = Array.from({ length: horizonMs }, () => []);
  let doneMs = Math.floor(performance.now());

  function tick(): void {
    const nowMs = Math.floor(performance.now());
    if (nowMs - doneMs > mostBehindMs) skipTo(nowMs - mostBehindMs);
    while (doneMs < nowMs) {
      doneMs += 1;
      runDue(doneMs);
      for (const call of slots[doneMs % frameMs] ?? []) call.stepCaller(performance.now());
      for (const call of slots[(doneMs + frameMs / 2) % frameMs] ?? []) call.stepModel(performance.now());
    }
  }

  function skipTo(ms: number): void {
    while (doneMs < ms) {
      doneMs += 1;
      runDue(doneMs);
    }
  }

  function runDue(ms: number): void {
    const due = wheel[ms % horizonMs];
    if (!due || due.length === 0) return;
    wheel[ms % horizonMs] = [];
    for (const run of due) run(performance.now());
  }

  const timer = setInterval(tick, 1);
  return {
    add(index, call) {
      slots[Math.floor(momentOf(index) * frameMs)]?.add(call);
    },
    remove(call) {
      for (const slot of slots) slot.delete(call);
    },
    at(dueMs, run) {
      const ms = Math.min(Math.max(doneMs + 1, Math.ceil(dueMs)), doneMs + horizonMs - 1);
      wheel[ms % horizonMs]?.push(run);
    },
    stop: () => clearInterval(timer),
  };
}
