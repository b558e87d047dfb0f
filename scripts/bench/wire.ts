import { createHash, randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { connect, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';

/** A WebSocket of the load's own: text frames of plain ASCII, cheap enough to leave the core to what is measured. */
export type Wire = {
  send(text: string): void;
  close(): void;
  isOpen(): boolean;
};

export type WireEvents = {
  onText(text: string): void;
  onClose(): void;
};

const acceptSuffix = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';
const connectWithinMs = 10_000;
const opcode = { text: 1, close: 8, ping: 9, pong: 10 } as const;

export function frameOf(text: string, isMasked: boolean, kind: number = opcode.text): Buffer {
  const { length } = text;
  const lengthBytes = length < 126 ? 1 : length < 65_536 ? 3 : 9;
  const head = 1 + lengthBytes + (isMasked ? 4 : 0);
  const frame = Buffer.allocUnsafe(head + length);
  frame[0] = 0x80 | kind;
  const maskBit = isMasked ? 0x80 : 0;
  if (lengthBytes === 1) frame[1] = maskBit | length;
  else if (lengthBytes === 3) {
    frame[1] = maskBit | 126;
    frame.writeUInt16BE(length, 2);
  } else {
    frame[1] = maskBit | 127;
    frame.writeBigUInt64BE(BigInt(length), 2);
  }
  frame.write(text, head, 'latin1');
  if (!isMasked) return frame;
  frame.writeInt32BE((Math.random() * 0x1_0000_0000) | 0, head - 4);
  unmask(frame, head, frame.length, head - 4);
  return frame;
}

function unmask(bytes: Buffer, from: number, to: number, keyAt: number): void {
  const key = [bytes[keyAt] ?? 0, bytes[keyAt + 1] ?? 0, bytes[keyAt + 2] ?? 0, bytes[keyAt + 3] ?? 0] as const;
  for (let at = from; at < to; at += 1) bytes[at] = (bytes[at] ?? 0) ^ (key[(at - from) & 3] ?? 0);
}

/** Takes frames apart as they come; gives text and control frames. */
export function makeFrameReader(onFrame: (kind: number, text: string) => void): (chunk: Buffer) => void {
  let rest: Buffer | null = null;

  return (chunk) => {
    const bytes: Buffer = rest ? Buffer.concat([rest, chunk]) : chunk;
    let at = 0;
    while (at + 2 <= bytes.length) {
      const second = bytes[at + 1] ?? 0;
      let length = second & 0x7f;
      let head = 2;
      if (length === 126) {
        if (at + 4 > bytes.length) break;
        length = bytes.readUInt16BE(at + 2);
        head = 4;
      } else if (length === 127) {
        if (at + 10 > bytes.length) break;
        length = Number(bytes.readBigUInt64BE(at + 2));
        head = 10;
      }
      const isMasked = (second & 0x80) !== 0;
      if (isMasked) head += 4;
      const from = at + head;
      const to = from + length;
      if (to > bytes.length) break;
      if (isMasked) unmask(bytes, from, to, from - 4);
      onFrame((bytes[at] ?? 0) & 0x0f, bytes.toString('latin1', from, to));
      at = to;
    }
    rest = at < bytes.length ? bytes.subarray(at) : null;
  };
}

function overSocket(socket: Socket | Duplex, isMasked: boolean, events: WireEvents, first: Buffer): Wire {
  let isOpen = true;
  let hasSaidFarewell = false;
  const write = (text: string, kind?: number) => {
    if (isOpen && !hasSaidFarewell && !socket.destroyed) socket.write(frameOf(text, isMasked, kind));
  };
  const ended = () => {
    if (!isOpen) return;
    isOpen = false;
    socket.destroy();
    events.onClose();
  };
  const read = makeFrameReader((kind, text) => {
    if (kind === opcode.text) events.onText(text);
    else if (kind === opcode.ping) write(text, opcode.pong);
    else if (kind === opcode.close) {
      write(text, opcode.close);
      ended();
    }
  });
  socket.on('data', read);
  socket.on('error', ended);
  socket.on('close', ended);
  if (first.length > 0) read(first);
  return {
    send: write,
    close() {
      write('\u0003\u00e8', opcode.close);
      hasSaidFarewell = true;
      socket.end();
    },
    isOpen: () => isOpen,
  };
}

/** Rejects when the other side does not answer with 101. */
export function openWire(url: string, headers: Record<string, string>, events: WireEvents): Promise<Wire> {
  const { hostname, port, pathname, search } = new URL(url);
  const socket = connect({ host: hostname, port: Number(port), noDelay: true });
  const lines = Object.entries({
    Host: `${hostname}:${port}`,
    Upgrade: 'websocket',
    Connection: 'Upgrade',
    'Sec-WebSocket-Version': '13',
    'Sec-WebSocket-Key': randomBytes(16).toString('base64'),
    ...headers,
  }).map(([name, value]) => `${name}: ${value}\r\n`);

  return new Promise((resolve, reject) => {
    const fail = (why: string) => {
      socket.destroy();
      reject(new Error(why));
    };
    const timer = setTimeout(() => fail('The stream was not opened in time.'), connectWithinMs);
    const onError = (error: Error) => fail(error.message);
    let answer = Buffer.alloc(0);
    const onData = (chunk: Buffer) => {
      answer = Buffer.concat([answer, chunk]);
      const end = answer.indexOf('\r\n\r\n');
      if (end < 0) return;
      clearTimeout(timer);
      socket.off('data', onData);
      socket.off('error', onError);
      const status = answer.subarray(9, 12).toString('latin1');
      if (status !== '101') fail(`The stream was answered with ${status}.`);
      else resolve(overSocket(socket, true, events, answer.subarray(end + 4)));
    };
    socket.on('error', onError);
    socket.on('data', onData);
    socket.write(`GET ${pathname}${search} HTTP/1.1\r\n${lines.join('')}\r\n`);
  });
}

/** The server's side of an upgrade. */
export function acceptWire(request: IncomingMessage, socket: Duplex, head: Buffer, events: WireEvents): Wire {
  const key = request.headers['sec-websocket-key'] ?? '';
  const accept = createHash('sha1').update(`${key}${acceptSuffix}`).digest('base64');
  if ('setNoDelay' in socket && typeof socket.setNoDelay === 'function') socket.setNoDelay(true);
  socket.write(
    `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`,
  );
  return overSocket(socket, false, events, head);
}

/** JSON that is plain ASCII, as the wire wants it. */
export function asciiJson(value: unknown): string {
  return JSON.stringify(value).replaceAll(
    /[\u0080-\uffff]/g,
    (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
