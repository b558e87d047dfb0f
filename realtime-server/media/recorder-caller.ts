import { framesPerMs } from '@/lib/recording/wav';

/** Times of frames that are this close belong together; no sound is missing between them. */
const jitter = 10 * framesPerMs;
/** Without the carrier's time only arrival tells, and networks make it jump. */
const arrivalJitter = 120 * framesPerMs;
/** A stream that began anew counts from zero again. */
const newStream = 5000 * framesPerMs;
/** A frame that is later than this has lost its place. */
export const latestCallerMs = 2000;

/** Where each of the caller's frames belongs: by the carrier's time, else by its arrival. Times and lengths are samples. */
export function makeCallerPlaces() {
  let offset: number | null = null;
  let end = Number.NEGATIVE_INFINITY;

  function byCarrier(start: number, sentAt: number): number {
    if (offset === null || Math.abs(sentAt + offset - start) > newStream) offset = start - sentAt;
    // The quickest frame so far was delayed least.
    if (end === Number.NEGATIVE_INFINITY) offset = Math.min(offset, start - sentAt);
    return sentAt + offset;
  }

  return {
    /** Times are counted from a later beginning now. */
    shift(by: number): void {
      if (offset !== null) offset -= by;
    },

    /** Heard, but not kept. */
    passed(now: number, samples: number, sentAtMs?: number): void {
      if (sentAtMs !== undefined) byCarrier(now - samples, sentAtMs * framesPerMs);
    },

    /** Null for sound that was there before, like a frame sent twice. `now`: its arrival, from the beginning of the file. */
    place(now: number, samples: number, sentAtMs?: number): number | null {
      const wanted = sentAtMs === undefined ? now - samples : byCarrier(now - samples, sentAtMs * framesPerMs);
      const slack = sentAtMs === undefined ? arrivalJitter : jitter;
      if (sentAtMs !== undefined && wanted + samples / 2 <= end) return null;
      const at = wanted < end + slack ? end : wanted;
      end = at + samples;
      return at;
    },
  };
}
