import { bytesPerFrame, quiet } from '@/lib/recording/wav';
import type { Placed } from './recorder-caller';

const sides = { caller: 0, agent: 1 } as const;

/** Two tracks side by side; where nobody was heard there is silence. */
export function makeMix() {
  const placed: Record<keyof typeof sides, Placed[]> = { caller: [], agent: [] };
  let taken = 0;

  function pour(into: Buffer, until: number, side: keyof typeof sides): void {
    const left: Placed[] = [];
    for (const piece of placed[side]) {
      const sound = Buffer.from(piece.payload, 'base64');
      const from = Math.max(0, taken - piece.at);
      const to = Math.min(piece.bytes, until - piece.at);
      for (let at = from; at < to; at += 1) {
        into[(piece.at + at - taken) * bytesPerFrame + sides[side]] = sound[at] ?? quiet;
      }
      if (piece.at + piece.bytes > until) left.push(piece);
    }
    placed[side] = left;
  }

  return {
    /** Only what lies after everything that was taken is kept. */
    add(side: keyof typeof sides, pieces: readonly Placed[]): void {
      for (const piece of pieces) {
        const at = Math.round(piece.at);
        if (at + piece.bytes > taken) placed[side].push({ ...piece, at });
      }
    },

    /** The sound up to this moment, which nothing will be added to. */
    take(until: number): Buffer {
      const end = Math.max(taken, Math.floor(until));
      const sound = Buffer.alloc((end - taken) * bytesPerFrame, quiet);
      pour(sound, end, 'caller');
      pour(sound, end, 'agent');
      taken = end;
      return sound;
    },

    takenUntil: () => taken,
  };
}
