import { base64Bytes, readBase64 } from '@/lib/platform/base64';
import { bytesPerFrame, framesPerMs } from '@/lib/recording/wav';
import type { Payload } from '../ports/carrier';

/** As much as usually waits, so that it seldom grows. */
const usualSamples = 2_750 * framesPerMs;
/** More room than this is given back once it is empty: a model is ahead of its line by an answer, some ten seconds. */
const mostIdleSamples = 4 * usualSamples;

/** Sound without a gap, in samples from the beginning of the file. */
type Piece = { at: number; samples: number };

/** The place of each side's byte in a frame of the file. */
export type Side = 0 | 1;

export type Track = ReturnType<typeof makeTrack>;

/** One side of a call until it is in the file: sound whose place is known, in order, and behind it sound that has none yet. */
export function makeTrack(side: Side) {
  let bytes: Buffer = Buffer.alloc(0);
  let from = 0;
  let to = 0;
  let placed = 0;
  const pieces: Piece[] = [];

  function makeRoom(samples: number): void {
    if (to + samples <= bytes.length) return;
    const needed = to - from + samples;
    if (needed > bytes.length) moveTo(Buffer.allocUnsafeSlow(Math.max(usualSamples, Math.ceil(1.5 * needed))));
    else moveTo(bytes);
  }

  function moveTo(place: Buffer): void {
    bytes.copy(place, 0, from, to);
    bytes = place;
    to -= from;
    from = 0;
  }

  /** The first so many samples of a piece, as far as the file has not passed their place. */
  function lay({ at }: Piece, samples: number, out: Buffer, since: number): void {
    for (let next = Math.max(0, since - at); next < samples; next += 1) {
      out[(at + next - since) * bytesPerFrame + side] = bytes[from + next] ?? 0;
    }
  }

  return {
    /** Sound that has no place yet. Gives how many samples it was. */
    push(payload: Payload): number {
      const samples = base64Bytes(payload);
      makeRoom(samples);
      readBase64(payload, bytes, to);
      to += samples;
      return samples;
    },

    /** How many samples have no place. */
    unplaced: (): number => to - from - placed,

    /** The next so many belong there, which is behind all that was placed before. */
    place(at: number, samples: number): void {
      placed += samples;
      const last = pieces.at(-1);
      if (last && last.at + last.samples === at) last.samples += samples;
      else pieces.push({ at, samples });
    },

    /** The next so many belong nowhere; nothing was placed before. */
    skip(samples: number): void {
      from += samples;
    },

    /** What has no place will get none. */
    forget(): void {
      to = from + placed;
    },

    /** Lays what belongs before `until` into `out`, which begins at `since`; what belongs before that is left out. */
    take(since: number, until: number, out: Buffer): void {
      for (let piece = pieces[0]; piece && piece.at < until; piece = pieces[0]) {
        const samples = Math.min(piece.samples, until - piece.at);
        lay(piece, samples, out, since);
        from += samples;
        placed -= samples;
        piece.at += samples;
        piece.samples -= samples;
        if (piece.samples === 0) pieces.shift();
      }
      moveTo(from === to && bytes.length > mostIdleSamples ? Buffer.alloc(0) : bytes);
    },
  };
}
