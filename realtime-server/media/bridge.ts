import type { Carrier } from '../ports/carrier';
import { bytesPerMs } from '../ports/carrier';
import type { Playback } from './playback';

type BridgeDeps = {
  carrier: Pick<Carrier, 'format' | 'sendAudio' | 'sendMark' | 'bufferedBytes'>;
  playback: Playback;
  appendAudio: (payload: string) => void;
  nowMs: () => number;
  onFirstAudio: () => void;
};

/** Caller's sound is kept this long while the model is not ready, or must not listen yet. */
const heldMs = 10_000;
/** A line that reads this slowly is gone; its sound is not worth its memory. */
const maxBufferedBytes = 8 * 1024 * 1024;
/** 180 ms: nine whole frames, and a whole number of base64 groups. */
const pieceMs = 180;

export type Bridge = ReturnType<typeof makeBridge>;

/** Sound on its way through, both directions; base64 in, the same base64 out. */
export function makeBridge({ carrier, playback, appendAudio, nowMs, onFirstAudio }: BridgeDeps) {
  const perMs = bytesPerMs[carrier.format];
  const pieceLength = (pieceMs * perMs * 4) / 3;
  const maxHeldBytes = heldMs * perMs;
  const discarded = new Set<string>();
  const openItems = new Map<string, string>();
  const held: string[] = [];
  let heldBytes = 0;
  let isOpen = false;
  let hasSpoken = false;
  let dropped = 0;

  function hold(payload: string): void {
    held.push(payload);
    heldBytes += base64Bytes(payload);
    while (heldBytes > maxHeldBytes) heldBytes -= base64Bytes(held.shift() ?? '');
  }

  function send(itemId: string, payload: string, sound: 'speech' | 'clip'): void {
    if (carrier.bufferedBytes() > maxBufferedBytes) {
      dropped += 1;
      return;
    }
    if (!hasSpoken) {
      hasSpoken = true;
      onFirstAudio();
    }
    carrier.sendAudio(payload);
    const mark = playback.sent(itemId, base64Bytes(payload), nowMs(), sound);
    if (mark) carrier.sendMark(mark);
  }

  /** Long pieces are cut, or the marks behind them could not tell where a caller cut in. */
  function sendInPieces(itemId: string, payload: string, sound: 'speech' | 'clip'): void {
    if (payload.length <= pieceLength) {
      send(itemId, payload, sound);
      return;
    }
    for (let from = 0; from < payload.length; from += pieceLength) {
      send(itemId, payload.slice(from, from + pieceLength), sound);
    }
  }

  function complete(itemId: string): void {
    const mark = playback.completed(itemId);
    if (mark) carrier.sendMark(mark);
  }

  return {
    fromCaller(payload: string): void {
      if (isOpen) appendAudio(payload);
      else hold(payload);
    },

    /** The model began an item. `false`: the caller has already cut it off. */
    began(responseId: string, itemId: string): boolean {
      if (discarded.has(responseId)) return false;
      playback.expect(itemId);
      openItems.set(itemId, responseId);
      return true;
    },

    fromModel(responseId: string, itemId: string, payload: string): void {
      if (!discarded.has(responseId)) sendInPieces(itemId, payload, 'speech');
    },

    audioDone(responseId: string, itemId: string): void {
      if (!discarded.has(responseId)) complete(itemId);
    },

    playClip(itemId: string, payload: string): void {
      sendInPieces(itemId, payload, 'clip');
      complete(itemId);
    },

    /** From now on the model hears the caller, first what was held back. */
    openInput(): void {
      if (isOpen) return;
      isOpen = true;
      for (const payload of held.splice(0)) appendAudio(payload);
      heldBytes = 0;
    },

    /** Whatever still comes of this response was cut off before it was heard. */
    discard: (responseId: string): void => void discarded.add(responseId),

    responseEnded(responseId: string): void {
      for (const [itemId, owner] of openItems) {
        if (owner !== responseId) continue;
        openItems.delete(itemId);
        if (!discarded.has(responseId)) complete(itemId);
      }
      discarded.delete(responseId);
    },

    droppedPieces: () => dropped,
  };
}

export function base64Bytes(payload: string): number {
  const padding = payload.endsWith('==') ? 2 : payload.endsWith('=') ? 1 : 0;
  return (payload.length * 3) / 4 - padding;
}
