import { type AudioFormat, bytesPerMs } from '../ports/carrier';

/** A clip is sound that the model itself did not make: the model cannot cut it. */
export type Sound = 'speech' | 'clip';

type Utterance = {
  itemId: string;
  sound: Sound;
  sentMs: number;
  playedMs: number;
  markedMs: number;
  complete: boolean;
};

export type CutItem = { itemId: string; sound: Sound; sentMs: number; heardMs: number; complete: boolean };

export type MarkMeaning =
  | { type: 'played'; itemId: string }
  | { type: 'heard_whole'; itemId: string; sound: Sound }
  | { type: 'all_played'; name: string };

type PendingMark = { kind: 'part' | 'done' | 'final'; itemId: string; endMs: number };

/** Rarer marks would blur where a caller cut in; denser ones would cost for nothing. */
const markEveryMs = 100;

export type Playback = ReturnType<typeof makePlayback>;

/**
 * What the caller has heard, told by the line's marks and not by what we sent. The clock only refines the place between
 * two marks: it never runs past a mark that has not come back, nor past what was sent.
 */
export function makePlayback(format: AudioFormat) {
  const queue: Utterance[] = [];
  const pending = new Map<string, PendingMark>();
  let generation = 0;
  let markCount = 0;
  let anchorMs = 0;
  let emptyAtMs = 0;

  const find = (itemId: string) => queue.find((one) => one.itemId === itemId);
  const audible = () => queue.find(({ sentMs }) => sentMs > 0);
  const waitingMs = () => queue.reduce((sum, one) => sum + one.sentMs - one.playedMs, 0);

  function enqueue(itemId: string, sound: Sound): Utterance {
    const found = find(itemId);
    if (found) return found;
    const utterance: Utterance = { itemId, sound, sentMs: 0, playedMs: 0, markedMs: 0, complete: false };
    queue.push(utterance);
    return utterance;
  }

  /** No name is ever used twice, so a mark that `clear` threw away is unknown when it comes back. */
  function note(kind: PendingMark['kind'], itemId: string, endMs: number): string {
    const name = `${kind}:${itemId}:${Math.floor(endMs)}:g${generation}:m${++markCount}`;
    pending.set(name, { kind, itemId, endMs });
    return name;
  }

  function restartIfDry(nowMs: number): void {
    if (pending.size > 0 || nowMs < emptyAtMs) return;
    for (const one of queue) one.playedMs = one.sentMs;
    anchorMs = nowMs;
  }

  function heardOf(utterance: Utterance, nowMs: number): number {
    if (audible() !== utterance) return 0;
    const next = [...pending.values()].find(({ itemId }) => itemId === utterance.itemId);
    const capMs = Math.min(utterance.sentMs, next?.endMs ?? utterance.sentMs);
    return Math.floor(Math.min(capMs, utterance.playedMs + Math.max(0, nowMs - anchorMs)));
  }

  return {
    /** The model began an item: it may be cut off before its first sound. */
    expect(itemId: string): void {
      enqueue(itemId, 'speech');
    },

    /** Gives the mark to send after this piece, if one is due. */
    sent(itemId: string, bytes: number, nowMs: number, sound: Sound = 'speech'): string | null {
      restartIfDry(nowMs);
      const utterance = enqueue(itemId, sound);
      const pieceMs = bytes / bytesPerMs[format];
      utterance.sentMs += pieceMs;
      emptyAtMs = Math.max(emptyAtMs, nowMs) + pieceMs;
      if (utterance.sentMs - utterance.markedMs < markEveryMs) return null;
      utterance.markedMs = utterance.sentMs;
      return note('part', itemId, utterance.sentMs);
    },

    /** Everything of this item was sent. Null when there was nothing to hear, or it was said before. */
    completed(itemId: string): string | null {
      const utterance = find(itemId);
      if (!utterance || utterance.complete) return null;
      utterance.complete = true;
      if (utterance.sentMs > 0) return note('done', itemId, utterance.sentMs);
      queue.splice(queue.indexOf(utterance), 1);
      return null;
    },

    /** A mark behind everything sent so far: it comes back only when all of that was played. */
    finalMark(): string {
      return note('final', '', 0);
    },

    /** Null for a mark that was thrown away together with its sound, or that we never sent. */
    marked(name: string, nowMs: number): MarkMeaning | null {
      const mark = pending.get(name);
      if (!mark) return null;
      pending.delete(name);
      if (mark.kind === 'final') return { type: 'all_played', name };

      const utterance = find(mark.itemId);
      if (!utterance) return null;
      utterance.playedMs = Math.max(utterance.playedMs, mark.endMs);
      anchorMs = nowMs;
      emptyAtMs = nowMs + waitingMs();
      if (mark.kind === 'part') return { type: 'played', itemId: mark.itemId };
      queue.splice(0, queue.indexOf(utterance) + 1);
      return { type: 'heard_whole', itemId: mark.itemId, sound: utterance.sound };
    },

    /** The caller cut in: all that is un-played, in order, and how much of it was heard. Its marks mean nothing now. */
    cutOff(nowMs: number): CutItem[] {
      const cut = queue.map((one) => ({
        itemId: one.itemId,
        sound: one.sound,
        sentMs: Math.floor(one.sentMs),
        heardMs: heardOf(one, nowMs),
        complete: one.complete,
      }));
      pending.clear();
      queue.length = 0;
      generation += 1;
      emptyAtMs = nowMs;
      return cut;
    },

    /** Nothing is on its way to the caller's ear. */
    isQuiet: () => pending.size === 0 && audible() === undefined,

    /** The clip that is being played, if it is one. */
    clipPlaying: (): string | null => {
      const first = audible();
      return first?.sound === 'clip' ? first.itemId : null;
    },

    unplayedMs: (nowMs: number): number => Math.max(0, emptyAtMs - nowMs),
  };
}
