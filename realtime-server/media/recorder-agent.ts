import { framesPerMs } from '@/lib/recording/wav';
import type { Payload } from '../ports/carrier';
import type { Track } from './recorder-track';

type Queued = { kind: 'sound'; samples: number; notBefore: number } | { kind: 'mark'; name: string };

/** The next so many samples of the track belong there in the file. */
export type Put = (at: number, samples: number) => void;

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
export function makeAgentPlaces(track: Pick<Track, 'push' | 'unplaced' | 'forget'>, put: Put) {
  let queue: Queued[] = [];
  let nextAt = Number.NEGATIVE_INFINITY;
  let isAnchored = false;

  const startOf = (notBefore: number) => Math.max(nextAt, notBefore);

  function firstSound(): Extract<Queued, { kind: 'sound' }> | null {
    for (const one of queue) if (one.kind === 'sound') return one;
    return null;
  }

  /** Where the sound before this place in the queue ends, if nothing holds it up. */
  function endOf(upTo: number): number {
    let at = nextAt;
    for (let place = 0; place < upTo; place += 1) {
      const one = queue[place];
      if (one?.kind === 'sound') at = Math.max(at, one.notBefore) + one.samples;
    }
    return at;
  }

  function play(upTo: number): void {
    for (let place = 0; place < upTo; place += 1) {
      const one = queue[place];
      if (one?.kind !== 'sound') continue;
      const at = startOf(one.notBefore);
      put(at, one.samples);
      nextAt = at + one.samples;
    }
    queue.splice(0, upTo);
  }

  function placeOf(name: string): number {
    return queue.findIndex((one) => one.kind === 'mark' && one.name === name);
  }

  return {
    /** Times are counted from a later beginning now. */
    shift(by: number): void {
      nextAt -= by;
      queue = queue.map((one) => (one.kind === 'sound' ? { ...one, notBefore: one.notBefore - by } : one));
    },

    sent(now: number, payload: Payload): void {
      if (track.unplaced() === 0) isAnchored = false;
      const samples = track.push(payload);
      const last = queue.at(-1);
      // What is here before the piece before it can be over follows without a gap: they are one.
      if (last?.kind === 'sound' && now <= last.notBefore + last.samples) last.samples += samples;
      else queue.push({ kind: 'sound', samples, notBefore: now });
    },

    markSent(name: string): void {
      if (track.unplaced() > 0) queue.push({ kind: 'mark', name });
    },

    markReturned(now: number, name: string): void {
      const place = placeOf(name);
      if (place < 0) return;
      const late = now - endOf(place);
      const first = firstSound();
      const isSlow = isAnchored ? late > pause : late > 0 && late <= slowestLine;
      if (first && isSlow) nextAt = startOf(first.notBefore) + late;
      isAnchored = true;
      play(place + 1);
    },

    /** Cut off: up to the next mark, the clock says how much of it was heard. */
    cleared(now: number): void {
      for (const one of queue) {
        if (one.kind === 'mark') break;
        const at = startOf(one.notBefore);
        const heard = Math.floor(Math.min(one.samples, now - at));
        if (heard <= 0) break;
        put(at, heard);
        nextAt = at + heard;
      }
      queue = [];
      track.forget();
      isAnchored = false;
    },

    /** What a line that lost its marks must have played by now is placed. */
    placeOverdue(now: number): void {
      if (firstSound() && now >= endOf(queue.length) + overdue) play(queue.length);
    },

    /** No sound will be placed before this. */
    settledUntil(now: number): number {
      const first = firstSound();
      return first ? Math.min(now, startOf(first.notBefore)) : now;
    },
  };
}
