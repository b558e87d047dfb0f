/** Time as the practice process sees it, so that a test may run a call faster than a person can speak. */
export type PracticeClock = {
  /** Milliseconds, monotonic. */
  now(): number;
  after(ms: number, run: () => void): () => void;
};

/** `rate` 4 makes every second last a quarter of one. */
export function makeClock(rate = 1): PracticeClock {
  return {
    now: () => performance.now() * rate,
    after(ms, run) {
      const timer = setTimeout(run, ms / rate);
      return () => clearTimeout(timer);
    },
  };
}

export function wait(clock: PracticeClock, ms: number): Promise<void> {
  return new Promise((resolve) => {
    clock.after(ms, resolve);
  });
}
