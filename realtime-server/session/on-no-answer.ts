import type { ActiveCall } from './active-call';

/**
 * A turn was committed and nothing began: ask; ask again as if nothing had been asked, and let the caller hear that we
 * are there; try another session; then give up.
 */
const steps = [
  { afterMs: 3000, does: 'ask' },
  { afterMs: 6000, does: 'ask_again' },
  { afterMs: 9000, does: 'replace' },
  { afterMs: 12_000, does: 'give_up' },
] as const;

type NoAnswerDeps = {
  fill(): void;
  /** The model says nothing: away with it. */
  replaceModel(code: string): void;
  giveUp(code: string): void;
};

export type NoAnswerRule = ReturnType<typeof makeNoAnswer>;

/** Watches a model that owes an answer; a socket can be dead without telling. */
export function makeNoAnswer(call: ActiveCall, { fill, replaceModel, giveUp }: NoAnswerDeps) {
  let sinceMs: number | null = null;
  /** Waited for in vain before the caller spoke again. */
  let spentMs = 0;
  let isOwedAfterwards = false;
  let cancelTimer = () => {};

  function arm(): void {
    const startMs = sinceMs;
    if (startMs === null) return;
    const passedMs = call.clock.monotonicMs() - startMs;
    const next = steps.find(({ afterMs }) => afterMs > passedMs);
    cancelTimer();
    if (next) cancelTimer = call.later(() => act(next.does), next.afterMs - passedMs);
  }

  function act(does: (typeof steps)[number]['does']): void {
    if (does === 'give_up') {
      giveUp('model_silent');
      return;
    }
    arm();
    if (!call.state.isModelReady) return;
    if (does === 'replace') {
      replaceModel('model_silent');
      return;
    }
    if (does === 'ask_again') {
      fill();
      call.sequencer.giveUp();
    }
    if (call.sequencer.isFree()) call.sequencer.request();
    else call.sequencer.resume();
  }

  function watch(): void {
    sinceMs ??= call.clock.monotonicMs() - spentMs;
    arm();
  }

  function settled(): void {
    if (sinceMs === null && spentMs === 0) return;
    spentMs = 0;
    sinceMs = null;
    cancelTimer();
  }

  function pause(): void {
    if (sinceMs !== null) spentMs = call.clock.monotonicMs() - sinceMs;
    sinceMs = null;
    cancelTimer();
  }

  return {
    /** A turn is over, or an answer was asked for. While another answer runs, it is owed after that one. */
    owed(): void {
      if (call.sequencer.activeResponseId()) isOwedAfterwards = true;
      else watch();
    },

    /** An answer began, but is silent as yet: whoever waits goes on waiting. */
    started(): void {
      isOwedAfterwards = false;
      watch();
    },

    isOwed: () => sinceMs !== null || isOwedAfterwards,

    /** Nobody can be asked for a while; whoever waits has been waiting since the turn that is owed. */
    modelLost(): void {
      isOwedAfterwards = false;
    },

    /** It lives: there was sound. */
    settled,

    /** Nothing is owed while somebody speaks; but a model that lets them ask again and again has answered nothing. */
    callerSpeaks: pause,

    /** `isWhole`: it said all it had to say, be it nothing. What was cut short has answered nothing if it made no sound. */
    ended(isWhole: boolean): void {
      if (isWhole) settled();
      else pause();
      if (isOwedAfterwards) watch();
      isOwedAfterwards = false;
    },
  };
}
