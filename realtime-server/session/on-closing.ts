import type { EndReason } from '@/lib/contracts/call';
import type { Wish } from '../agent/response-sequencer';
import type { ActiveCall } from './active-call';
import { areLastWordsPlayed, closingBegun, lastWordsSent } from './call-state';

/** A model that owes a goodbye for longer than this will not give it. */
const goodbyeLimitMs = 8000;
/** A mark that is later than the sound before it by this much is not coming. */
const markGraceMs = 2000;

export type ClosingRule = ReturnType<typeof makeClosing>;

/** The polite end: a goodbye is said, then played to its last syllable, and only then does the line close. */
export function makeClosing(call: ActiveCall, close = (reason: EndReason): void => void call.end(reason)) {
  let cancelTimer = () => {};

  function isStill(reason: EndReason): boolean {
    return call.state.closing?.reason === reason;
  }

  function endIn(delayMs: number, reason: EndReason): void {
    cancelTimer();
    cancelTimer = call.later(() => {
      if (isStill(reason)) close(reason);
    }, delayMs);
  }

  function sendLastMark(reason: EndReason): void {
    const mark = call.playback.finalMark();
    call.state = lastWordsSent(call.state, mark);
    call.carrier.sendMark(mark);
    endIn(call.playback.unplayedMs(call.clock.monotonicMs()) + markGraceMs, reason);
  }

  return {
    /** `goodbye`: what the model is still to say; null when everything was said. */
    begin(reason: EndReason, goodbye: Wish | null): void {
      const before = call.state;
      call.state = closingBegun(before, reason);
      if (call.state === before) return;
      if (!goodbye) {
        sendLastMark(reason);
        return;
      }
      call.sequencer.request({ ...goodbye, mayUseTools: false });
      endIn(goodbyeLimitMs, reason);
    },

    /** Nobody is there to say goodbye: what was said is all there will be. */
    skipGoodbye(): void {
      const { closing } = call.state;
      if (closing?.step === 'goodbye') sendLastMark(closing.reason);
    },

    /** Some response ended: if it was the goodbye, its sound is all there is left to play. */
    responseEnded(isCancelled: boolean): void {
      const { closing } = call.state;
      if (closing?.step === 'goodbye' && !isCancelled && call.sequencer.isFree()) sendLastMark(closing.reason);
    },

    allPlayed(mark: string): void {
      const { closing } = call.state;
      if (closing && areLastWordsPlayed(call.state, mark)) close(closing.reason);
    },
  };
}
