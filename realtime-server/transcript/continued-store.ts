import type { CallSetup } from '../ports/call-setup';
import type { CallStore } from '../ports/call-store';

/** A call that is taken up again counts its turns and its time from one; in its record they carry on. */
export function continuedStore(store: CallStore, resumed: CallSetup['resumed']): CallStore {
  if (!resumed) return store;
  const { lastSequence, elapsedMs } = resumed;
  return {
    ...store,
    saveTurn: (turn) =>
      store.saveTurn({
        ...turn,
        sequence: turn.sequence + lastSequence,
        startedMs: turn.startedMs + elapsedMs,
        endedMs: turn.endedMs + elapsedMs,
      }),
  };
}
