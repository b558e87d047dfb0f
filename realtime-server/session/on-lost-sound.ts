import { silence } from '../media/silence';
import type { ActiveCall } from './active-call';

const lookEveryMs = 250;
/** A line that sends nothing from look to look so often, while somebody speaks, has stopped sending silence. */
const mostSilentLooks = 3;
const givenMs = 1000;

/** Carriers may leave silence out; without it the model would never notice that the caller has finished. */
export function makeLostSound(call: ActiveCall) {
  let soundsBefore = 0;
  let silentLooks = 0;
  let isLooking = false;

  function lookLater(): void {
    soundsBefore = call.bridge.soundsFromCaller();
    call.later(look, lookEveryMs);
  }

  function look(): void {
    isLooking = call.state.isCallerSpeaking;
    if (!isLooking) return;
    silentLooks = call.bridge.soundsFromCaller() === soundsBefore ? silentLooks + 1 : 0;
    if (silentLooks === mostSilentLooks) {
      silentLooks = 0;
      call.model.appendAudio(silence(call.carrier.format, givenMs));
    }
    lookLater();
  }

  return {
    callerStarted(): void {
      if (isLooking) return;
      isLooking = true;
      silentLooks = 0;
      lookLater();
    },
  };
}
