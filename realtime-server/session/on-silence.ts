import type { ActiveCall } from './active-call';
import { askWhetherStillThere, sayGoodbyeToSilence } from './phrases';

type SilenceDeps = {
  isQuiet(): boolean;
  /** The tenant's patience: ask after one of it, again after two, end a second after three. */
  checkInMs: number;
  endPolitely(instructions: string): void;
};

export type SilenceRule = ReturnType<typeof makeSilence>;

/** Counts from the last sound that was played or heard; our own check-ins do not start it anew. */
export function makeSilence(call: ActiveCall, { isQuiet, checkInMs, endPolitely }: SilenceDeps) {
  const steps = [checkInMs, 2 * checkInMs, 3 * checkInMs + 1000];
  let sinceMs: number | null = null;
  let stepsTaken = 0;
  let isCheckingIn = false;
  let cancelTimer = () => {};

  function broken(): void {
    cancelTimer();
    sinceMs = null;
    stepsTaken = 0;
    isCheckingIn = false;
  }

  function step(): void {
    if (!isQuiet()) return;
    stepsTaken += 1;
    if (stepsTaken === steps.length) {
      endPolitely(sayGoodbyeToSilence);
      return;
    }
    isCheckingIn = true;
    call.sequencer.request({ instructions: askWhetherStillThere, mayUseTools: false });
  }

  return {
    /** The caller did something, or the agent speaks of its own accord. */
    broken,

    agentSpeaks(): void {
      if (!isCheckingIn) broken();
    },

    /** Something ended; if nothing else goes on, silence begins or goes on. */
    maybeQuiet(): void {
      if (!isQuiet()) return;
      isCheckingIn = false;
      const nowMs = call.clock.monotonicMs();
      sinceMs ??= nowMs;
      const nextMs = steps[stepsTaken];
      cancelTimer();
      if (nextMs !== undefined) cancelTimer = call.later(step, Math.max(0, sinceMs + nextMs - nowMs));
    },
  };
}
