import { isFinalFailure } from '../agent/model-trouble';
import type { Wish } from '../agent/response-sequencer';
import type { ModelTrouble, ResponseEnd } from '../ports/voice-model';
import type { ActiveCall } from './active-call';
import type { ClosingRule } from './on-closing';

type ModelErrorDeps = {
  closing: ClosingRule;
};

const retryMs = 500;
/** Whatever is tried meanwhile, a caller waits no longer than this for somebody to talk to, unless a greeting is heard. */
const readyLimitMs = 4000;
const longestReadyLimitMs = 8000;

export type ModelErrors = ReturnType<typeof makeModelErrors>;

export function makeModelErrors(call: ActiveCall, { closing }: ModelErrorDeps) {
  let failuresInARow = 0;

  /** Nobody can answer any more. The caller hears why, then the carrier's next instruction takes over. */
  function giveUp(code: string): void {
    if (call.state.phase === 'over') return;
    if (call.state.phase === 'closing') {
      closing.skipGoodbye();
      return;
    }
    call.store.noteEvent('ai_unavailable', { code });
    call.log.error({ code, callId: call.setup.callId }, 'The voice model cannot be had for a call.');
    if (call.apology) call.bridge.playClip(call.nextId('apology'), call.apology.payload);
    closing.begin('ai_unavailable', null);
  }

  function stillOpening(): void {
    if (call.state.phase !== 'opening') return;
    const waitedMs = call.sinceAnswerMs();
    const unplayedMs = call.playback.unplayedMs(call.clock.monotonicMs());
    if (unplayedMs === 0 || waitedMs >= longestReadyLimitMs) giveUp('model_not_ready');
    else call.later(stillOpening, Math.min(unplayedMs, longestReadyLimitMs - waitedMs));
  }
  call.later(stillOpening, readyLimitMs);

  return {
    giveUp,

    trouble({ kind, code, requestId }: ModelTrouble): void {
      if (kind === 'already_responding') call.sequencer.refusedAsBusy(requestId);
      else if (kind === 'nothing_to_cancel') call.sequencer.nothingToCancel();
      else if (kind !== 'benign') call.sequencer.refused(requestId);
      if (kind === 'ours' || kind === 'provider') call.store.noteEvent('model_error', { kind, code });
    },

    /** One failed answer is asked for again; two in a row are a fault. */
    responseEnded({ status, reason }: ResponseEnd, wish: Wish | null): void {
      if (status !== 'failed') {
        if (status === 'completed') failuresInARow = 0;
        return;
      }
      call.store.noteEvent('response_failed', { code: reason });
      failuresInARow += 1;
      if (failuresInARow > 1 || isFinalFailure(reason)) giveUp(reason ?? 'response_failed');
      else call.later(() => call.sequencer.request(wish ?? {}), retryMs);
    },
  };
}
