import type { Duplex } from 'node:stream';
import { WebSocket } from 'ws';
import { takePlainTexts } from './plain-texts';
import { longestPlain, maskedFrame, plainFrame } from './text-frame';

type Messages = { onText(text: string): void; onBinary(): void };

/**
 * A `ws` socket for a call's sound: fifty small text messages a second each way. They are framed, written and read in
 * one step each, past the streams and buffers that serve messages of every kind; whatever else happens on a socket is
 * the business of `ws`. Nothing may be compressed, or the two would disagree about where a message ends.
 */
export class SwiftSocket extends WebSocket {
  private under: Duplex | null = null;
  private isClient = false;

  /** Once it is open: the connection that carries it. Without this it is a `ws` socket like any other. */
  runOver(under: Duplex, side: 'client' | 'server'): void {
    this.under = under;
    this.isClient = side === 'client';
  }

  /** Before anything can have come. */
  read({ onText, onBinary }: Messages): void {
    this.on('message', (data, isBinary) => (isBinary ? onBinary() : onText(data.toString())));
    if (this.under) takePlainTexts(this, this.under, !this.isClient, onText);
  }

  /** One text message, or several in one write; letters beyond ASCII are for `send`. */
  sendPlain(ascii: string, alsoAscii = ''): void {
    if (this.readyState !== WebSocket.OPEN) return;
    if (!this.under || ascii.length > longestPlain) {
      this.send(ascii);
      if (alsoAscii) this.send(alsoAscii);
    } else if (this.isClient) {
      this.under.write(maskedFrame(ascii));
      if (alsoAscii) this.under.write(maskedFrame(alsoAscii));
    } else {
      this.under.write(alsoAscii ? plainFrame(ascii) + plainFrame(alsoAscii) : plainFrame(ascii), 'latin1');
    }
  }
}
