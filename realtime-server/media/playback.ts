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
  /** `playedMs`: how much of the item the line has played by now, of the `sentMs` that it was sent. */
  | { type: 'played'; itemId: string; playedMs: number; sentMs: number }
  | { type: 'heard_whole'; itemId: string; sound: Sound; playedMs: number; sentMs: number }
  | { type: 'all_played'; name: string };

type PendingMark = { kind: 'part' | 'done' | 'final'; itemId: string; endMs: number };

/** Rarer marks would blur where a caller cut in; denser ones would cost for nothing, for the clock tells what is between. */
const markEveryMs = 180;

/**
 * What the caller has heard, told by the line's marks and not by what we sent. The clock only refines the place between
 * two marks: it never runs past a mark that has not come back, nor past what was sent.
 */
export class Playback {
  private readonly queue: Utterance[] = [];
  private readonly pending = new Map<string, PendingMark>();
  private readonly perMs: number;
  private generation = 0;
  private markCount = 0;
  /** When the last mark came back, or sound began to flow again. */
  private anchorMs = 0;
  /** When the line will have played everything, if it plays without pause. */
  private emptyAtMs = 0;

  constructor(format: AudioFormat) {
    this.perMs = bytesPerMs[format];
  }

  /** The model began an item: it may be cut off before its first sound. */
  expect(itemId: string): void {
    this.enqueue(itemId, 'speech');
  }

  /** Gives the mark to send after this piece, if one is due. */
  sent(itemId: string, bytes: number, nowMs: number, sound: Sound = 'speech'): string | null {
    this.restartIfDry(nowMs);
    const utterance = this.enqueue(itemId, sound);
    const pieceMs = bytes / this.perMs;
    utterance.sentMs += pieceMs;
    this.emptyAtMs = Math.max(this.emptyAtMs, nowMs) + pieceMs;
    // The first sound of an item is marked at once: its mark tells when the line began to play it.
    if (utterance.markedMs > 0 && utterance.sentMs - utterance.markedMs < markEveryMs) return null;
    utterance.markedMs = utterance.sentMs;
    return this.note('part', itemId, utterance.sentMs);
  }

  isIncomplete(itemId: string): boolean {
    return this.find(itemId)?.complete === false;
  }

  /** The model that made this sound is gone, and cannot cut it any more. */
  disown(): void {
    for (const utterance of this.queue) utterance.sound = 'clip';
  }

  /** Everything of this item was sent. Null when there was nothing to hear, or it was said before. */
  completed(itemId: string): string | null {
    const utterance = this.find(itemId);
    if (!utterance || utterance.complete) return null;
    utterance.complete = true;
    if (utterance.sentMs > 0) return this.note('done', itemId, utterance.sentMs);
    this.queue.splice(this.queue.indexOf(utterance), 1);
    return null;
  }

  /** A mark behind everything sent so far: it comes back only when all of that was played. */
  finalMark(): string {
    return this.note('final', '', 0);
  }

  /** Null for a mark that was thrown away together with its sound, or that we never sent. */
  marked(name: string, nowMs: number): MarkMeaning | null {
    const mark = this.pending.get(name);
    if (!mark) return null;
    this.pending.delete(name);
    if (mark.kind === 'final') return { type: 'all_played', name };

    const utterance = this.find(mark.itemId);
    if (!utterance) return null;
    utterance.playedMs = Math.max(utterance.playedMs, mark.endMs);
    this.anchorMs = nowMs;
    this.emptyAtMs = nowMs + this.queue.reduce((sum, one) => sum + one.sentMs - one.playedMs, 0);
    const share = { playedMs: mark.endMs, sentMs: utterance.sentMs };
    if (mark.kind === 'part') return { type: 'played', itemId: mark.itemId, ...share };
    this.queue.splice(0, this.queue.indexOf(utterance) + 1);
    return { type: 'heard_whole', itemId: mark.itemId, sound: utterance.sound, ...share };
  }

  /** The caller cut in: all that is un-played, in order, and how much of it was heard. Its marks mean nothing now. */
  cutOff(nowMs: number): CutItem[] {
    const cut = this.queue.map((one) => ({
      itemId: one.itemId,
      sound: one.sound,
      sentMs: Math.floor(one.sentMs),
      heardMs: this.heardOf(one, nowMs),
      complete: one.complete,
    }));
    this.pending.clear();
    this.queue.length = 0;
    this.generation += 1;
    this.emptyAtMs = nowMs;
    return cut;
  }

  /** Nothing is on its way to the caller's ear. */
  isQuiet(): boolean {
    return this.pending.size === 0 && this.audible() === undefined;
  }

  unplayedMs(nowMs: number): number {
    return Math.max(0, this.emptyAtMs - nowMs);
  }

  private find(itemId: string): Utterance | undefined {
    for (const one of this.queue) if (one.itemId === itemId) return one;
    return undefined;
  }

  /** What the caller hears now: items before it had no sound. */
  private audible(): Utterance | undefined {
    return this.queue.find(({ sentMs }) => sentMs > 0);
  }

  private enqueue(itemId: string, sound: Sound): Utterance {
    const found = this.find(itemId);
    if (found) return found;
    const utterance: Utterance = { itemId, sound, sentMs: 0, playedMs: 0, markedMs: 0, complete: false };
    this.queue.push(utterance);
    return utterance;
  }

  /** No name is ever used twice, so a mark that `clear` threw away is unknown when it comes back. */
  private note(kind: PendingMark['kind'], itemId: string, endMs: number): string {
    this.markCount += 1;
    const name = `${kind}:${itemId}:${Math.floor(endMs)}:g${this.generation}:m${this.markCount}`;
    this.pending.set(name, { kind, itemId, endMs });
    return name;
  }

  /** A pause in which nothing was sent is no speech: what comes now is heard from now. */
  private restartIfDry(nowMs: number): void {
    if (this.pending.size > 0 || nowMs < this.emptyAtMs) return;
    for (const one of this.queue) one.playedMs = one.sentMs;
    this.anchorMs = nowMs;
  }

  private heardOf(utterance: Utterance, nowMs: number): number {
    if (this.audible() !== utterance) return 0;
    const next = [...this.pending.values()].find(({ itemId }) => itemId === utterance.itemId);
    const capMs = Math.min(utterance.sentMs, next?.endMs ?? utterance.sentMs);
    return Math.floor(Math.min(capMs, utterance.playedMs + Math.max(0, nowMs - this.anchorMs)));
  }
}
