import type { PracticeClock } from '../clock';
import { muLawSilence, pcmFromMuLaw } from '../sound/mu-law';
import { decibels, loudness } from '../sound/pcm';

export const frameMs = 20;
const frameBytes = 160;
const voicedDecibels = -45;

type Queued = { sound: Uint8Array } | { mark: () => void };

export type Frame = { atMs: number; caller: Buffer; heard: Buffer; heardIsVoiced: boolean };

/** A telephone line with the carrier's playout buffer. Its time is its frames: 20 ms each, by a monotonic clock. */
export type Line = {
  onFrame(listen: (frame: Frame) => void): () => void;
  /** Queued behind what is already there. */
  play(muLaw: Uint8Array): void;
  /** Called when all that was queued before has been played, at once if nothing is, or when it is cleared. */
  mark(reached: () => void): void;
  /** Returns how much was thrown away. */
  clear(): number;
  speak(muLaw: Uint8Array): void;
  isPlaying(): boolean;
  callerIsSpeaking(): boolean;
  /** Whoever is on hold waits, and talks to nobody. */
  hold(isOn: boolean): void;
  isOnHold(): boolean;
  nowMs(): number;
  recorded(): { heard: Int16Array; caller: Int16Array };
  stop(): void;
};

export function openLine(clock: PracticeClock): Line {
  const listeners = new Set<(frame: Frame) => void>();
  const heardFrames: Buffer[] = [];
  const callerFrames: Buffer[] = [];
  const startedAt = clock.now();
  let toHear: Queued[] = [];
  let toSay: Uint8Array[] = [];
  let cancel = () => {};
  let stopped = false;
  let isOnHold = false;

  function reachMarks(): void {
    for (let next = toHear[0]; next && 'mark' in next; next = toHear[0]) {
      toHear.shift();
      next.mark();
    }
  }

  function nextHeard(): Buffer {
    const frame = Buffer.alloc(frameBytes, muLawSilence);
    let filled = 0;
    while (filled < frameBytes) {
      reachMarks();
      const next = toHear[0];
      if (!next || !('sound' in next)) break;
      const piece = next.sound.subarray(0, frameBytes - filled);
      frame.set(piece, filled);
      filled += piece.length;
      next.sound = next.sound.subarray(piece.length);
      if (next.sound.length === 0) toHear.shift();
    }
    reachMarks();
    return frame;
  }

  function nextSaid(): Buffer {
    const frame = Buffer.alloc(frameBytes, muLawSilence);
    const [next] = toSay;
    if (!next) return frame;
    frame.set(next.subarray(0, frameBytes));
    if (next.length > frameBytes) toSay[0] = next.subarray(frameBytes);
    else toSay.shift();
    return frame;
  }

  function passFrame(): void {
    const heard = nextHeard();
    const caller = nextSaid();
    const atMs = heardFrames.length * frameMs;
    heardFrames.push(heard);
    callerFrames.push(caller);
    const heardIsVoiced = decibels(loudness(pcmFromMuLaw(heard))) > voicedDecibels;
    for (const listen of [...listeners]) listen({ atMs, caller, heard, heardIsVoiced });
  }

  function tick(): void {
    const due = Math.floor((clock.now() - startedAt) / frameMs);
    while (!stopped && heardFrames.length < due) passFrame();
    if (!stopped) cancel = clock.after(Math.max(0, startedAt + (due + 1) * frameMs - clock.now()), tick);
  }

  tick();
  return {
    onFrame(listen) {
      listeners.add(listen);
      return () => listeners.delete(listen);
    },
    play(muLaw) {
      if (muLaw.length > 0) toHear.push({ sound: muLaw });
    },
    mark(reached) {
      toHear.push({ mark: reached });
      reachMarks();
    },
    clear() {
      const flushed = toHear;
      toHear = [];
      let bytes = 0;
      for (const entry of flushed) {
        if ('mark' in entry) entry.mark();
        else bytes += entry.sound.length;
      }
      return Math.round(bytes / 8);
    },
    speak(muLaw) {
      if (muLaw.length > 0) toSay.push(muLaw);
    },
    isPlaying: () => toHear.some((entry) => 'sound' in entry),
    hold(isOn) {
      isOnHold = isOn;
    },
    isOnHold: () => isOnHold,
    callerIsSpeaking: () => toSay.length > 0,
    nowMs: () => heardFrames.length * frameMs,
    recorded: () => ({
      heard: pcmFromMuLaw(Buffer.concat(heardFrames)),
      caller: pcmFromMuLaw(Buffer.concat(callerFrames)),
    }),
    stop() {
      stopped = true;
      toSay = [];
      cancel();
      listeners.clear();
    },
  };
}
