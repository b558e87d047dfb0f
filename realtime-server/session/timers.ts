import type { Clock } from '@/lib/platform/clock';

/** All timers of one call: none outlives it, and what fails in one stays in that call. */
export function makeTimers(clock: Clock, guard: (run: () => void) => void) {
  const running = new Set<() => void>();
  let isStopped = false;

  return {
    later(run: () => void, delayMs: number): () => void {
      if (isStopped) return () => {};
      const cancelTimer = clock.setTimeout(() => {
        running.delete(cancel);
        guard(run);
      }, delayMs);
      const cancel = () => {
        running.delete(cancel);
        cancelTimer();
      };
      running.add(cancel);
      return cancel;
    },

    stopAll(): void {
      isStopped = true;
      for (const cancel of [...running]) cancel();
    },
  };
}
