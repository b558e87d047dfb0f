import { bytesPerFrame, framesPerMs, quiet } from '@/lib/recording/wav';
import type { Placed } from './recorder-caller';

const sides = { caller: 0, agent: 1 } as const;

/** As much as usually waits, so that it seldom grows. */
const usualBytes = 2_500 * framesPerMs * bytesPerFrame;

/** Every piece is read within one turn; none is kept. */
const scratch = Buffer.allocUnsafe(32_768);

/**
 * Two tracks side by side; where nobody was heard there is silence. What waits is kept as plain sound in one place: as
 * text it would live just long enough to be taken for lasting memory, two hundred strings a second for each call.
 */
export function makeMix() {
  let waiting = Buffer.alloc(0);
  let filled = 0;
  let taken = 0;

  function reach(bytes: number): void {
    filled = Math.max(filled, bytes);
    if (bytes <= waiting.length) return;
    const larger = Buffer.alloc(Math.max(usualBytes, 2 * bytes), quiet);
    waiting.copy(larger);
    waiting = larger;
  }

  function pour(side: keyof typeof sides, piece: Placed, at: number): void {
    const sound = piece.bytes > scratch.length ? Buffer.alloc(piece.bytes, quiet) : scratch;
    const length = sound.write(piece.payload, 'base64');
    reach((at + piece.bytes - taken) * bytesPerFrame);
    let to = Math.max(0, at - taken) * bytesPerFrame + sides[side];
    for (let from = Math.max(0, taken - at); from < piece.bytes; from += 1) {
      waiting[to] = from < length ? (sound[from] ?? quiet) : quiet;
      to += bytesPerFrame;
    }
  }

  return {
    /** Only what lies after everything that was taken is kept. */
    add(side: keyof typeof sides, pieces: readonly Placed[]): void {
      for (const piece of pieces) {
        const at = Math.round(piece.at);
        if (at + piece.bytes > taken) pour(side, piece, at);
      }
    },

    /** The sound up to this moment, which nothing will be added to. */
    take(until: number): Buffer {
      const end = Math.max(taken, Math.floor(until));
      const sound = Buffer.alloc((end - taken) * bytesPerFrame, quiet);
      const had = waiting.copy(sound, 0, 0, filled);
      waiting.copyWithin(0, had, filled);
      waiting.fill(quiet, filled - had, filled);
      filled -= had;
      taken = end;
      return sound;
    },

    takenUntil: () => taken,
  };
}
