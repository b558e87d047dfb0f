import { bytesPerFrame, framesPerMs, quiet } from '@/lib/recording/wav';
import type { Placed } from './recorder-caller';

/** As much as usually waits, so that it seldom grows. */
const usualFrames = 4_250 * framesPerMs;

/**
 * Two tracks side by side; where nobody was heard there is silence. What waits is kept as plain sound, a track each: as
 * text it would live just long enough to be taken for lasting memory, and base64 is decoded straight to its place.
 */
export function makeMix() {
  const tracks = { caller: Buffer.alloc(0), agent: Buffer.alloc(0) };
  let filled = 0;
  let taken = 0;

  function reach(frames: number): void {
    filled = Math.max(filled, frames);
    if (frames <= tracks.caller.length) return;
    const length = Math.max(usualFrames, Math.ceil(1.5 * frames));
    tracks.caller = grown(tracks.caller, length);
    tracks.agent = grown(tracks.agent, length);
  }

  function pour(track: 'caller' | 'agent', { payload, bytes }: Placed, at: number): void {
    const missed = Math.max(0, taken - at);
    reach(at + bytes - taken);
    if (missed === 0) tracks[track].write(payload, at - taken, bytes, 'base64');
    else Buffer.from(payload, 'base64').copy(tracks[track], 0, missed, bytes);
  }

  return {
    /** Only what lies after everything that was taken is kept. */
    add(track: 'caller' | 'agent', pieces: readonly Placed[]): void {
      for (const piece of pieces) {
        const at = Math.round(piece.at);
        if (at + piece.bytes > taken) pour(track, piece, at);
      }
    },

    /** The sound up to this moment, which nothing will be added to. */
    take(until: number): Buffer {
      const end = Math.max(taken, Math.floor(until));
      reach(end - taken);
      const sound = sideBySide(tracks.caller, tracks.agent, end - taken);
      for (const track of [tracks.caller, tracks.agent]) {
        track.copyWithin(0, end - taken, filled);
        track.fill(quiet, filled - (end - taken), filled);
      }
      filled -= end - taken;
      taken = end;
      return sound;
    },

    takenUntil: () => taken,
  };
}

function grown(track: Buffer, length: number): Buffer<ArrayBuffer> {
  const larger = Buffer.alloc(length, quiet);
  track.copy(larger);
  return larger;
}

/** Both sides of a frame are put down at once, as one number: the caller is its low byte, which comes first. */
function sideBySide(left: Buffer, right: Buffer, frames: number): Buffer {
  const sound = new Uint16Array(frames);
  for (let frame = 0; frame < frames; frame += 1) sound[frame] = (left[frame] ?? 0) | ((right[frame] ?? 0) << 8);
  return Buffer.from(sound.buffer, 0, frames * bytesPerFrame);
}
