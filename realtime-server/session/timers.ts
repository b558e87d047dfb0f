import type { Clock } from '@/lib/platform/clock';

/** All timers of one call: none outlives it, and what fails in one stays in that call. */
export function makeTimers(clock: Clock, guard: (run: () => void) => void) {
  const running = new Set<() => void>();
  let isStopped = false;

  return {
    later(run: () => void, delayMs: number): () => void {
      if (isStopped) return () => {};
      let isCancelled = false;
      const cancelTimer = clock.setTimeout(() => {
        // After a stall of ours a time is over while what would have kept it lies unread.
        clock.onceRead(() => {
          if (isCancelled) return;
          running.delete(cancel);
          guard(run);
        });
      }, delayMs);
      const cancel = () => {
        isCancelled = true;
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
