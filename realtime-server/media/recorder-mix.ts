import { base64Bytes, readBase64 } from '@/lib/platform/base64';
import { bytesPerFrame, framesPerMs, quiet } from '@/lib/recording/wav';
import type { Payload } from '../ports/carrier';

/** As much as usually waits, so that it seldom grows. */
const usualFrames = 4_250 * framesPerMs;

/** The place of each side's byte in a frame. */
const caller = 0;
const agent = 1;

/** Both sides frame by frame, as the file has them; where nobody was heard there is silence. */
export function makeMix() {
  let sound = Buffer.alloc(0);
  let filled = 0;
  let taken = 0;

  function reach(frames: number): void {
    filled = Math.max(filled, frames);
    if (frames * bytesPerFrame <= sound.length) return;
    const larger = Buffer.alloc(Math.max(usualFrames, Math.ceil(1.5 * frames)) * bytesPerFrame, quiet);
    sound.copy(larger);
    sound = larger;
  }

  function addAgent(at: number, bytes: Uint8Array): void {
    const place = Math.round(at) - taken;
    const first = Math.max(0, -place);
    if (first >= bytes.length) return;
    reach(place + bytes.length);
    let to = (place + first) * bytesPerFrame + agent;
    for (let from = first; from < bytes.length; from += 1) {
      sound[to] = bytes[from] ?? quiet;
      to += bytesPerFrame;
    }
  }

  return {
    addAgent,

    /** Only what lies after everything that was taken is kept, here and there. */
    addCaller(at: number, payload: Payload): void {
      const place = Math.round(at) - taken;
      const frames = base64Bytes(payload);
      if (place + frames <= 0) return;
      if (place >= 0) {
        reach(place + frames);
        readBase64(payload, sound, place * bytesPerFrame + caller, bytesPerFrame);
        return;
      }
      const whole = Buffer.alloc(frames);
      readBase64(payload, whole, 0);
      reach(place + frames);
      for (let from = -place; from < frames; from += 1) {
        sound[(place + from) * bytesPerFrame + caller] = whole[from] ?? quiet;
      }
    },

    /** The sound up to this moment, which nothing will be added to. */
    take(until: number): Buffer {
      const frames = Math.max(taken, Math.floor(until)) - taken;
      reach(frames);
      const end = frames * bytesPerFrame;
      const out = Buffer.allocUnsafeSlow(end);
      sound.copy(out, 0, 0, end);
      sound.copyWithin(0, end, filled * bytesPerFrame);
      filled -= frames;
      sound.fill(quiet, filled * bytesPerFrame, filled * bytesPerFrame + end);
      taken += frames;
      return out;
    },

    takenUntil: () => taken,
  };
}
