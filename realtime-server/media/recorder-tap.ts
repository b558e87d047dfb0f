import type { Carrier } from '../ports/carrier';
import type { Recorder } from '../ports/recorder';

/** The line, and a recorder that sees whatever is sent down it. */
export function tapCarrier(carrier: Carrier, recorder: Recorder): Carrier {
  return {
    format: carrier.format,
    sendAudio(payload, mark) {
      const isTaken = carrier.sendAudio(payload, mark);
      recorder.agentSent(payload);
      if (mark !== undefined) recorder.markSent(mark);
      return isTaken;
    },
    sendMark(name) {
      carrier.sendMark(name);
      recorder.markSent(name);
    },
    clearAudio() {
      carrier.clearAudio();
      recorder.cleared();
    },
    hangUp: () => carrier.hangUp(),
    release: () => carrier.release(),
  };
}
