import { framesPerMs } from '@/lib/recording/wav';
import { base64Bytes } from './bridge';
import type { Placed } from './recorder-caller';

type Queued = { kind: 'sound'; payload: string; bytes: number; notBefore: number } | { kind: 'mark'; name: string };

/** A first mark later than this tells of a lost one, not of a slow line. */
const slowestLine = 500 * framesPerMs;
/** A line that falls behind by this much has paused; less is jitter. */
const pause = 250 * framesPerMs;
/** Marks that are this late will not come. */
const overdue = 5000 * framesPerMs;

/**
 * When the agent's sound was played, told by the carrier's marks: sound behind a mark that has not come back counts only
 * as far as the clock, and what was cleared counts not at all. Times are samples.
 */
export function makeAgentPlaces() {
  let queue: Queued[] = [];
  let nextAt = Number.NEGATIVE_INFINITY;
  let isAnchored = false;

  const startOf = (notBefore: number) => Math.max(nextAt, notBefore);
  const firstSound = () => queue.find((one) => one.kind === 'sound');

  /** Where the sound before this place in the queue ends, if nothing holds it up. */
  function endOf(upTo: number): number {
    let at = nextAt;
    for (const one of queue.slice(0, upTo)) if (one.kind === 'sound') at = Math.max(at, one.notBefore) + one.bytes;
    return at;
  }

  function play(upTo: number): Placed[] {
    const placed: Placed[] = [];
    for (const one of queue.splice(0, upTo)) {
      if (one.kind === 'mark') continue;
      const at = startOf(one.notBefore);
      placed.push({ at, bytes: one.bytes, payload: one.payload });
      nextAt = at + one.bytes;
    }
    return placed;
  }

  return {
    /** Times are counted from a later beginning now. */
    shift(by: number): void {
      nextAt -= by;
      queue = queue.map((one) => (one.kind === 'sound' ? { ...one, notBefore: one.notBefore - by } : one));
    },

    sent(now: number, payload: string): void {
      if (!firstSound()) isAnchored = false;
      queue.push({ kind: 'sound', payload, bytes: base64Bytes(payload), notBefore: now });
    },

    markSent(name: string): void {
      if (firstSound()) queue.push({ kind: 'mark', name });
    },

    markReturned(now: number, name: string): Placed[] {
      const place = queue.findIndex((one) => one.kind === 'mark' && one.name === name);
      if (place < 0) return [];
      const late = now - endOf(place);
      const first = firstSound();
      const isSlow = isAnchored ? late > pause : late > 0 && late <= slowestLine;
      if (first && isSlow) nextAt = startOf(first.notBefore) + late;
      isAnchored = true;
      return play(place + 1);
    },

    /** Cut off: up to the next mark, the clock says how much of it was heard. */
    cleared(now: number): Placed[] {
      const placed: Placed[] = [];
      for (const one of queue) {
        if (one.kind === 'mark') break;
        const at = startOf(one.notBefore);
        const heard = Math.floor(Math.min(one.bytes, now - at));
        if (heard <= 0) break;
        placed.push({ at, bytes: heard, payload: one.payload });
        nextAt = at + heard;
      }
      queue = [];
      isAnchored = false;
      return placed;
    },

    /** What a line that lost its marks must have played by now. */
    overdue(now: number): Placed[] {
      if (!firstSound() || now < endOf(queue.length) + overdue) return [];
      return play(queue.length);
    },

    /** No sound will be placed before this. */
    settledUntil(now: number): number {
      const first = firstSound();
      return first?.kind === 'sound' ? Math.min(now, startOf(first.notBefore)) : now;
    },
  };
}
