export type CancelTimer = () => void;

/** Time as a thing that is passed in, so that a test can hold it. */
export interface Clock {
  now(): Date;
  /** Never jumps; for measuring, not for showing. */
  monotonicMs(): number;
  /** Cancelling twice, or after it ran, is harmless. */
  setTimeout(run: () => void, delayMs: number): CancelTimer;
  setInterval(run: () => void, everyMs: number): CancelTimer;
  /** As soon as whatever has reached this process by now, on any connection, has been read. */
  onceRead(run: () => void): void;
}

export const systemClock: Clock = {
  now: () => new Date(),
  monotonicMs: () => performance.now(),
  setTimeout(run, delayMs) {
    const timer = setTimeout(run, delayMs);
    return () => clearTimeout(timer);
  },
  setInterval(run, everyMs) {
    const timer = setInterval(run, everyMs);
    return () => clearInterval(timer);
  },
  onceRead: (run) => afterRound(run, mostRounds),
};

/** Longer than a round takes in which nothing stands still, even where there is much to do. */
const roundMs = 100;
const mostRounds = 5;

/**
 * The round that is under way may have looked before something came; in the next, every connection is read. Where that
 * one took long, more has come meanwhile, and another is waited for.
 */
function afterRound(run: () => void, roundsLeft: number): void {
  const beganMs = performance.now();
  setImmediate(() =>
    setImmediate(() => {
      if (roundsLeft > 1 && performance.now() - beganMs > roundMs) afterRound(run, roundsLeft - 1);
      else run();
    }),
  );
}
