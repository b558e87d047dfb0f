import type { ActiveCall } from './active-call';

/** A turn was committed and nothing began: ask; ask again as if nothing had been asked; then give up. */
const steps = [
  { afterMs: 3000, does: 'ask' },
  { afterMs: 6000, does: 'ask_again' },
  { afterMs: 12_000, does: 'give_up' },
] as const;

export type NoAnswerRule = ReturnType<typeof makeNoAnswer>;

/** Watches a model that owes an answer; a socket can be dead without telling. */
export function makeNoAnswer(call: ActiveCall, giveUp: (code: string) => void) {
  let sinceMs: number | null = null;
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
    if (does === 'ask_again') call.sequencer.giveUp();
    if (call.sequencer.isFree()) call.sequencer.request();
    else call.sequencer.resume();
  }

  function watch(): void {
    if (sinceMs !== null) return;
    sinceMs = call.clock.monotonicMs();
    arm();
  }

  function settled(): void {
    sinceMs = null;
    cancelTimer();
  }

  return {
    /** A turn is over, or an answer was asked for. While another answer runs, it is owed after that one. */
    owed(): void {
      if (call.sequencer.activeResponseId()) isOwedAfterwards = true;
      else watch();
    },

    /** An answer began, but is silent as yet. */
    started(): void {
      isOwedAfterwards = false;
      settled();
      watch();
    },

    /** It lives: there was sound, or the caller speaks again. */
    settled,

    ended(): void {
      settled();
      if (isOwedAfterwards) watch();
      isOwedAfterwards = false;
    },
  };
}
