import { silence } from '../media/silence';
import type { ActiveCall } from './active-call';

/** A line that sends nothing for so long, while somebody speaks, has stopped sending silence. */
const missingMs = 750;
const givenMs = 1000;
const lookEveryMs = 250;

/** Carriers may leave silence out; without it the model would never notice that the caller has finished. */
export function makeLostSound(call: ActiveCall) {
  let lastMs = call.clock.monotonicMs();
  let isLooking = false;

  function look(): void {
    isLooking = call.state.isCallerSpeaking;
    if (!isLooking) return;
    const nowMs = call.clock.monotonicMs();
    if (nowMs - lastMs >= missingMs) {
      lastMs = nowMs;
      call.model.appendAudio(silence(call.carrier.format, givenMs));
    }
    call.later(look, lookEveryMs);
  }

  return {
    heard(): void {
      lastMs = call.clock.monotonicMs();
    },
    callerStarted(): void {
      if (isLooking) return;
      isLooking = true;
      call.later(look, lookEveryMs);
    },
  };
}
