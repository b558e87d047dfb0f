import { base64Bytes } from '@/lib/platform/base64';
import type { Carrier, Payload } from '../ports/carrier';
import { bytesPerMs } from '../ports/carrier';
import type { Playback, Sound } from './playback';

type BridgeDeps = {
  carrier: Pick<Carrier, 'format' | 'sendAudio' | 'sendMark'>;
  playback: Playback;
  appendAudio: (payload: Payload) => void;
  nowMs: () => number;
  onFirstAudio: () => void;
  /** The model lives: its sound comes. At the beginning of an item, and again while it lasts. */
  onSpeech: () => void;
};

/** Caller's sound is kept this long while the model is not ready, or must not listen yet. */
const heldMs = 10_000;
const nothing: Payload = Buffer.alloc(0);
/** Nine whole frames, and a whole number of base64 groups. */
const pieceMs = 180;

/** Sound on its way through, both directions; what comes in goes out. */
export class Bridge {
  private readonly pieceLength: number;
  private readonly maxHeldBytes: number;
  private readonly discarded: string[] = [];
  private readonly openItems = new Map<string, string>();
  private readonly held: Payload[] = [];
  private heldBytes = 0;
  private input: 'held' | 'open' | 'over' = 'held';
  private hasSpoken = false;
  private droppedToCaller = 0;
  private droppedFromCaller = 0;
  private fromCallerCount = 0;

  constructor(private readonly deps: BridgeDeps) {
    const perMs = bytesPerMs[deps.carrier.format];
    this.pieceLength = (pieceMs * perMs * 4) / 3;
    this.maxHeldBytes = heldMs * perMs;
  }

  fromCaller(payload: Payload): void {
    this.fromCallerCount += 1;
    if (this.input === 'open') this.deps.appendAudio(payload);
    else if (this.input === 'held') this.hold(payload);
  }

  /** How many pieces of the caller's sound have come. */
  soundsFromCaller(): number {
    return this.fromCallerCount;
  }

  /** The model began an item. `false`: the caller has already cut it off. */
  began(responseId: string, itemId: string): boolean {
    if (this.discarded.includes(responseId)) return false;
    this.deps.playback.expect(itemId);
    this.openItems.set(itemId, responseId);
    return true;
  }

  fromModel(responseId: string, itemId: string, payload: Payload): void {
    if (this.input === 'over' || this.discarded.includes(responseId)) return;
    this.sendInPieces(itemId, payload, 'speech');
  }

  audioDone(responseId: string, itemId: string): void {
    if (!this.discarded.includes(responseId)) this.complete(itemId);
  }

  playClip(itemId: string, payload: Payload): void {
    this.sendInPieces(itemId, payload, 'clip');
    this.complete(itemId);
  }

  /** From now on the model hears the caller, first what was held back. */
  openInput(): void {
    if (this.input !== 'held') return;
    this.input = 'open';
    for (const payload of this.held.splice(0)) this.deps.appendAudio(payload);
    this.heldBytes = 0;
  }

  /** The model is gone: what the caller says is kept for the next one. Gives what came of the answer it was giving. */
  modelLost(): 'nothing' | 'part' | 'whole' {
    if (this.input === 'open') this.input = 'held';
    const items = [...this.openItems];
    const parts = items.filter(([itemId]) => this.deps.playback.isIncomplete(itemId));
    for (const [itemId] of parts) this.complete(itemId);
    this.openItems.clear();
    this.discarded.length = 0;
    this.deps.playback.disown();
    if (parts.length > 0) return 'part';
    return items.length > 0 ? 'whole' : 'nothing';
  }

  /** Whatever still comes of this response was cut off before it was heard. */
  discard(responseId: string): void {
    if (!this.discarded.includes(responseId)) this.discarded.push(responseId);
  }

  /** The call is over: no sound passes any more. */
  close(): void {
    this.input = 'over';
  }

  responseEnded(responseId: string): void {
    for (const [itemId, owner] of this.openItems) {
      if (owner !== responseId) continue;
      this.openItems.delete(itemId);
      if (!this.discarded.includes(responseId)) this.complete(itemId);
    }
    const place = this.discarded.indexOf(responseId);
    if (place >= 0) this.discarded.splice(place, 1);
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
    const { carrier, playback, nowMs, onFirstAudio, onSpeech } = this.deps;
    const mark = playback.sent(itemId, base64Bytes(payload), nowMs(), sound) ?? undefined;
    if (!carrier.sendAudio(payload, mark)) this.droppedToCaller += 1;
    else if (!this.hasSpoken) {
      this.hasSpoken = true;
      onFirstAudio();
    }
    if (mark !== undefined && sound === 'speech') onSpeech();
  }

  private complete(itemId: string): void {
    const mark = this.deps.playback.completed(itemId);
    if (mark) this.deps.carrier.sendMark(mark);
  }
}
