import type { Carrier } from '../ports/carrier';
import type { Recorder } from '../ports/recorder';

/** The line, and a recorder that sees whatever is sent down it. */
export function tapCarrier(carrier: Carrier, recorder: Recorder): Carrier {
  return {
    format: carrier.format,
    sendAudio(payload, mark) {
      carrier.sendAudio(payload, mark);
      recorder.agentSent(payload);
      if (mark !== undefined) recorder.markSent(mark);
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
