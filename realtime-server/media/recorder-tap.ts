import type { Carrier } from '../ports/carrier';
import type { Recorder } from '../ports/recorder';

/** The line, and a recorder that sees whatever is sent down it. */
export function tapCarrier(carrier: Carrier, recorder: Recorder): Carrier {
  return {
    format: carrier.format,
    sendAudio(payload) {
      carrier.sendAudio(payload);
      recorder.agentSent(payload);
    },
    sendMark(name) {
      carrier.sendMark(name);
      recorder.markSent(name);
    },
    clearAudio() {
      carrier.clearAudio();
      recorder.cleared();
    },
    bufferedBytes: () => carrier.bufferedBytes(),
    hangUp: () => carrier.hangUp(),
    release: () => carrier.release(),
  };
}
