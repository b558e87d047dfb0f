import { base64Bytes } from '@/lib/platform/base64';
import type { Carrier, Payload } from '../ports/carrier';
import { bytesPerMs } from '../ports/carrier';
import type { Playback, Sound } from './playback';

type BridgeDeps = {
  carrier: Pick<Carrier, 'format' | 'sendAudio' | 'sendMark' | 'bufferedBytes'>;
  playback: Playback;
  appendAudio: (payload: Payload) => void;
  nowMs: () => number;
  onFirstAudio: () => void;
};

/** Caller's sound is kept this long while the model is not ready, or must not listen yet. */
const heldMs = 10_000;
/** A line that reads this slowly is gone; its sound is not worth its memory. */
const maxBufferedBytes = 8 * 1024 * 1024;
const nothing: Payload = Buffer.alloc(0);
/** Nine whole frames, and a whole number of base64 groups. */
const pieceMs = 180;

/** Sound on its way through, both directions; what comes in goes out. */
export class Bridge {
  private readonly pieceLength: number;
  private readonly maxHeldBytes: number;
  private readonly discarded = new Set<string>();
  private readonly openItems = new Map<string, string>();
  private readonly held: Payload[] = [];
  private heldBytes = 0;
  private isOpen = false;
  private hasSpoken = false;
  private droppedToCaller = 0;
  private droppedFromCaller = 0;

  constructor(private readonly deps: BridgeDeps) {
    const perMs = bytesPerMs[deps.carrier.format];
    this.pieceLength = (pieceMs * perMs * 4) / 3;
    this.maxHeldBytes = heldMs * perMs;
  }

  fromCaller(payload: Payload): void {
    if (this.isOpen) this.deps.appendAudio(payload);
    else this.hold(payload);
  }

  /** The model began an item. `false`: the caller has already cut it off. */
  began(responseId: string, itemId: string): boolean {
    if (this.discarded.has(responseId)) return false;
    this.deps.playback.expect(itemId);
    this.openItems.set(itemId, responseId);
    return true;
  }

  fromModel(responseId: string, itemId: string, payload: Payload): void {
    if (!this.discarded.has(responseId)) this.sendInPieces(itemId, payload, 'speech');
  }

  audioDone(responseId: string, itemId: string): void {
    if (!this.discarded.has(responseId)) this.complete(itemId);
  }

  playClip(itemId: string, payload: Payload): void {
    this.sendInPieces(itemId, payload, 'clip');
    this.complete(itemId);
  }

  /** From now on the model hears the caller, first what was held back. */
  openInput(): void {
    if (this.isOpen) return;
    this.isOpen = true;
    for (const payload of this.held.splice(0)) this.deps.appendAudio(payload);
    this.heldBytes = 0;
  }

  /** The model is gone: what the caller says is kept for the next one. Gives what came of the answer it was giving. */
  modelLost(): 'nothing' | 'part' | 'whole' {
    this.isOpen = false;
    const items = [...this.openItems];
    const parts = items.filter(([itemId]) => this.deps.playback.isIncomplete(itemId));
    for (const [itemId] of parts) this.complete(itemId);
    this.openItems.clear();
    this.discarded.clear();
    this.deps.playback.disown();
    if (parts.length > 0) return 'part';
    return items.length > 0 ? 'whole' : 'nothing';
  }

  /** Whatever still comes of this response was cut off before it was heard. */
  discard(responseId: string): void {
    this.discarded.add(responseId);
  }

  responseEnded(responseId: string): void {
    for (const [itemId, owner] of this.openItems) {
      if (owner !== responseId) continue;
      this.openItems.delete(itemId);
      if (!this.discarded.has(responseId)) this.complete(itemId);
    }
    this.discarded.delete(responseId);
  }

  /** Pieces that were given up: for a line that did not read, and of a caller nobody listened to for too long. */
  dropped(): { toCaller: number; fromCaller: number } {
    return { toCaller: this.droppedToCaller, fromCaller: this.droppedFromCaller };
  }

  private hold(payload: Payload): void {
    this.held.push(Buffer.from(payload));
    this.heldBytes += base64Bytes(payload);
    while (this.heldBytes > this.maxHeldBytes) {
      this.heldBytes -= base64Bytes(this.held.shift() ?? nothing);
      this.droppedFromCaller += 1;
    }
  }

  /** Long pieces are cut, or the marks behind them could not tell where a caller cut in. */
  private sendInPieces(itemId: string, payload: Payload, sound: Sound): void {
    if (payload.length <= this.pieceLength) {
      this.send(itemId, payload, sound);
      return;
    }
    for (let from = 0; from < payload.length; from += this.pieceLength) {
      this.send(itemId, payload.subarray(from, from + this.pieceLength), sound);
    }
  }

  private send(itemId: string, payload: Payload, sound: Sound): void {
    const { carrier, playback, nowMs, onFirstAudio } = this.deps;
    if (carrier.bufferedBytes() > maxBufferedBytes) {
      this.droppedToCaller += 1;
      return;
    }
    if (!this.hasSpoken) {
      this.hasSpoken = true;
      onFirstAudio();
    }
    carrier.sendAudio(payload, playback.sent(itemId, base64Bytes(payload), nowMs(), sound) ?? undefined);
  }

  private complete(itemId: string): void {
    const mark = this.deps.playback.completed(itemId);
    if (mark) this.deps.carrier.sendMark(mark);
  }
}
