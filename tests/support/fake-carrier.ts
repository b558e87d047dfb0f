import { base64Bytes } from '@/lib/platform/base64';
import { type AudioFormat, bytesPerMs, type Carrier } from '@/realtime-server/ports/carrier';
import type { Did } from './scripted-voice-model';

type Queued = { kind: 'sound'; ms: number } | { kind: 'mark'; name: string };

/** A line with a playout buffer: sound is played when the test says so, and marks come back as it is. */
export type FakeCarrier = Carrier & {
  /** Plays this much; gives the marks that fell due. */
  play(ms: number): void;
  playAll(): void;
  /** Gives the marks of thrown-away sound back, as a carrier does. */
  returnCleared(): void;
  sentMs(): number;
  did(): Did[];
  readonly marks: string[];
};

export function makeFakeCarrier(
  onMark: (name: string) => void,
  note: (did: Did) => void = () => {},
  format: AudioFormat = 'pcmu_8k',
): FakeCarrier {
  const marks: string[] = [];
  const noted: Did[] = [];
  let queue: Queued[] = [];
  let cleared: string[] = [];
  let sentMs = 0;

  function did(...what: Did): void {
    noted.push(what);
    note(what);
  }

  function play(ms: number): void {
    let left = ms;
    for (let next = queue[0]; next; next = queue[0]) {
      if (next.kind === 'mark') {
        queue.shift();
        onMark(next.name);
        continue;
      }
      if (left <= 0) return;
      const playedMs = Math.min(left, next.ms);
      left -= playedMs;
      next.ms -= playedMs;
      if (next.ms <= 0) queue.shift();
    }
  }

  return {
    format,
    marks,
    sendAudio(payload, mark) {
      const ms = base64Bytes(payload) / bytesPerMs[format];
      sentMs += ms;
      queue.push({ kind: 'sound', ms });
      if (mark === undefined) return true;
      marks.push(mark);
      queue.push({ kind: 'mark', name: mark });
      return true;
    },
    sendMark(name) {
      marks.push(name);
      queue.push({ kind: 'mark', name });
    },
    clearAudio() {
      did('clearAudio');
      cleared = [...cleared, ...queue.flatMap((one) => (one.kind === 'mark' ? [one.name] : []))];
      queue = [];
    },
    async hangUp() {
      did('hangUp');
    },
    release: () => did('release'),
    play,
    playAll: () => play(Number.POSITIVE_INFINITY),
    returnCleared() {
      for (const name of cleared.splice(0)) onMark(name);
    },
    sentMs: () => sentMs,
    did: () => noted,
  };
}
