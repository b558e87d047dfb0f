import type { Duplex } from 'node:stream';
import { WebSocket } from 'ws';
import { takePlainTexts } from './plain-texts';
import { type Frame, longestPlain, maskedFrame, maskedParts, type Parts, plainFrame, plainParts } from './text-frame';
import { writeAtOnce } from './write-at-once';

export type Messages = {
  onText(text: string): void;
  onBinary(): void;
  /** A whole text message where it lies in memory. True: it was taken, and nobody needs it as a text. */
  takeBytes?(bytes: Buffer, from: number, to: number): boolean;
};

/** The connection itself counts what comes. */
type Connection = Duplex & { bytesRead?: number };

/**
 * A `ws` socket for a call's sound: fifty small text messages a second each way. They are framed, written and read in
 * one step each, past the streams and buffers that serve messages of every kind; whatever else happens on a socket is
 * the business of `ws`. Nothing may be compressed, or the two would disagree about where a message ends.
 */
export class SwiftSocket extends WebSocket {
  private under: Connection | null = null;
  private isClient = false;
  private isCrowded = false;

  /** Once it is open: the connection that carries it. Without this it is a `ws` socket like any other. */
  runOver(under: Connection, side: 'client' | 'server'): void {
    this.under = under;
    this.isClient = side === 'client';
  }

  /** Before anything can have come. */
  read({ onText, onBinary, takeBytes = () => false }: Messages): void {
    const onBytes = (bytes: Buffer, from: number, to: number) => {
      if (!takeBytes(bytes, from, to)) onText(bytes.toString('utf8', from, to));
    };
    this.on('message', (data, isBinary) => {
      if (isBinary) onBinary();
      else if (Buffer.isBuffer(data)) onBytes(data, 0, data.length);
      else onText(data.toString());
    });
    if (this.under) takePlainTexts(this, this.under, !this.isClient, onBytes);
  }

  /** One text message; letters beyond ASCII are for `send`. */
  sendPlain(ascii: string): void {
    if (this.readyState !== WebSocket.OPEN) return;
    if (!this.under || ascii.length > longestPlain) this.sendSlowly(ascii);
    else this.write(this.isClient ? maskedFrame(ascii) : plainFrame(ascii));
  }

  /** One text message of ASCII put together from its parts, and another behind it in the same write. */
  sendParts(parts: Parts, behind = ''): void {
    if (this.readyState !== WebSocket.OPEN) return;
    const { head, middle, tail } = parts;
    if (!this.under || head.length + middle.length + tail.length + behind.length > longestPlain) {
      this.sendSlowly(Buffer.concat([head, middle, tail]).toString('latin1'));
      if (behind) this.sendSlowly(behind);
    } else if (this.isClient) {
      this.write(maskedParts(parts));
      if (behind) this.sendPlain(behind);
    } else {
      this.write(plainParts(parts, behind));
    }
  }

  /** Bytes that wait in this process, once they are more than a connection takes at a time; 0 before. */
  waitingBytes(): number {
    if (!this.isCrowded) return 0;
    const waiting = this.bufferedAmount;
    this.isCrowded = waiting > 0;
    return waiting;
  }

  /** All that has come so far, in frames of any kind: more than before is a sign of life. */
  bytesRead(): number {
    return this.under?.bytesRead ?? 0;
  }

  private sendSlowly(text: string): void {
    this.isCrowded = true;
    this.send(text);
  }

  private write({ bytes, from, to }: Frame): void {
    const { under } = this;
    if (!under) return;
    const begin = from + writeAtOnce(under, bytes, from, to);
    // The stream looks at it later, when another frame lies there.
    if (begin < to && !under.write(Buffer.from(bytes.subarray(begin, to)))) this.isCrowded = true;
  }
}
