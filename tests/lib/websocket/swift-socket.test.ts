import { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import { Duplex } from 'node:stream';
import { setImmediate as turn } from 'node:timers/promises';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { asciiJson } from '@/lib/websocket/ascii-json';
import { SwiftSocket } from '@/lib/websocket/swift-socket';
import { applyMask } from '@/lib/websocket/text-frame';

type Frame = { opcode: number; isFinal: boolean; isMasked: boolean; payload: Buffer };

function bytesOf({ opcode, isFinal, isMasked, payload }: Frame): Buffer {
  const { length } = payload;
  const head = length < 126 ? [length] : [126, length >> 8, length & 0xff];
  const key = isMasked ? Buffer.from([7, 0, 201, 93]) : Buffer.alloc(0);
  const frame = Buffer.from([(isFinal ? 0x80 : 0) | opcode, ...head, ...key, ...payload]);
  frame[1] = (frame[1] ?? 0) | (isMasked ? 0x80 : 0);
  if (isMasked) applyMask(frame, 1 + head.length, 1 + head.length + 4, frame.length);
  return frame;
}

function upgradeRequest(): IncomingMessage {
  const request = new IncomingMessage(new Socket());
  request.method = 'GET';
  const key = Buffer.alloc(16, 1).toString('base64');
  request.headers = { upgrade: 'websocket', 'sec-websocket-key': key, 'sec-websocket-version': '13' };
  return request;
}

/** Everything that a server's socket tells of these bytes, and what it answers. */
async function heardOf(pieces: readonly Buffer[], isSwift: boolean): Promise<unknown[]> {
  const heard: unknown[] = [];
  const written: Buffer[] = [];
  const under = new Duplex({
    read: () => undefined,
    write(chunk, _, done) {
      written.push(chunk);
      done();
    },
  });
  const limits = { maxPayload: 65_536, skipUTF8Validation: true, perMessageDeflate: false };
  const server = new WebSocketServer({ noServer: true, WebSocket: SwiftSocket, ...limits });
  server.handleUpgrade(upgradeRequest(), under, Buffer.alloc(0), (socket) => {
    if (isSwift) socket.runOver(under, 'server');
    socket.read({ onText: (text) => heard.push(['text', text]), onBinary: () => heard.push('binary') });
    socket.on('ping', (data) => heard.push(['ping', String(data)]));
    socket.on('error', (error) => heard.push(['error', error.message]));
    socket.on('close', (code) => heard.push(['close', code]));
  });
  for (const piece of pieces) {
    under.push(Buffer.from(piece));
    await turn();
  }
  under.destroy();
  await turn();
  await turn();
  return [...heard, Buffer.concat(written.slice(1)).toString('hex')];
}

function cut(bytes: Buffer, places: readonly number[]): Buffer[] {
  const at = [0, ...places.map((place) => place % (bytes.length + 1)).sort((a, b) => a - b), bytes.length];
  return at.slice(1).flatMap((to, index) => (to > (at[index] ?? 0) ? [bytes.subarray(at[index], to)] : []));
}

const frames = fc.record({
  opcode: fc.oneof({ weight: 8, arbitrary: fc.constant(1) }, fc.constantFrom(0, 2, 3, 8, 9, 10)),
  isFinal: fc.oneof({ weight: 6, arbitrary: fc.constant(true) }, fc.constant(false)),
  isMasked: fc.oneof({ weight: 30, arbitrary: fc.constant(true) }, fc.constant(false)),
  payload: fc
    .oneof(
      fc.string({ maxLength: 40, unit: 'grapheme' }),
      fc.integer({ min: 0, max: 700 }).map((length) => 'x'.repeat(length)),
    )
    .map((text) => Buffer.from(text)),
});

describe('a socket that reads plain texts by itself', () => {
  it('hears and answers exactly what `ws` alone would, however the bytes are cut', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(frames, { minLength: 1, maxLength: 12 }),
        fc.array(fc.nat(), { maxLength: 8 }),
        async (all, places) => {
          const pieces = cut(Buffer.concat(all.map(bytesOf)), places);
          expect(await heardOf(pieces, true)).toEqual(await heardOf(pieces, false));
        },
      ),
      { numRuns: 300 },
    );
  });

  it('hears what comes byte by byte', async () => {
    const text = bytesOf({ opcode: 1, isFinal: true, isMasked: true, payload: Buffer.from('x'.repeat(200)) });
    const pieces = [...Buffer.concat([text, text])].map((byte) => Buffer.from([byte]));
    expect((await heardOf(pieces, true)).slice(0, 2)).toEqual([
      ['text', 'x'.repeat(200)],
      ['text', 'x'.repeat(200)],
    ]);
  });
});

/** A swift client and a swift server over a real connection; the far ends of both are plain `ws`. */
async function pair(side: 'client' | 'server') {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1', WebSocket: SwiftSocket });
  await new Promise((resolve) => server.once('listening', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const accepted = new Promise<{ socket: SwiftSocket; under: Duplex }>((resolve) =>
    server.once('connection', (socket, { socket: under }) => resolve({ socket, under })),
  );
  const client = new SwiftSocket(`ws://127.0.0.1:${port}`, { perMessageDeflate: false });
  if (side === 'client') client.on('upgrade', ({ socket }) => client.runOver(socket, 'client'));
  await new Promise((resolve) => client.once('open', resolve));
  const { socket, under } = await accepted;
  if (side === 'server') socket.runOver(under, 'server');
  const [near, far] = side === 'client' ? [client, socket] : [socket, client];
  const got: string[] = [];
  WebSocket.prototype.on.call(far, 'message', (data) => got.push(String(data)));
  const close = () => {
    client.terminate();
    server.close();
  };
  return { near, far, got, close };
}

describe.each(['client', 'server'] as const)('a %s that writes plain texts by itself', (side) => {
  it('is understood by `ws`, between other messages and at every length', async () => {
    const { near, far, got, close } = await pair(side);
    const sent = [0, 1, 3, 125, 126, 127, 300, 65_535, 65_536].map((length) => 'a'.repeat(length));
    for (const text of sent) near.sendPlain(text);
    near.send('grüßt');
    near.sendParts({ head: Buffer.from('{"sou'), middle: Buffer.from('nd":'), tail: Buffer.from('1}') }, '{"mark":2}');
    await new Promise((resolve) => far.once('close', resolve).on('ping', resolve) && near.ping());
    expect(got).toEqual([...sent, 'grüßt', '{"sound":1}', '{"mark":2}']);
    close();
  });

  it('keeps every frame whole for a far end that is behind, and tells how much waits', async () => {
    const { near, far, got, close } = await pair(side);
    const sent = Array.from({ length: 4_000 }, (_, at) => `{"sound":"${String(at).padStart(8, '0').repeat(200)}"}`);
    far.pause();
    for (const text of sent) {
      const [head, middle, tail] = [text.slice(0, 9), text.slice(9, -2), text.slice(-2)].map((part) =>
        Buffer.from(part),
      );
      if (head && middle && tail) near.sendParts({ head, middle, tail });
    }
    expect(near.waitingBytes()).toBeGreaterThan(1_000_000);

    far.resume();
    await new Promise((resolve) => far.once('ping', resolve) && near.ping());
    expect(got).toEqual(sent);
    expect(near.waitingBytes()).toBe(0);
    close();
  });

  it('counts what waits to be written, and writes nothing once it is closing', async () => {
    const { near, got, close } = await pair(side);
    near.close(1000);
    near.sendPlain('too late');
    await new Promise((resolve) => near.once('close', resolve));
    expect(got).toEqual([]);
    expect(near.bufferedAmount).toBe(0);
    close();
  });
});

/** What it hears from now on. */
function listen(near: SwiftSocket): string[] {
  const texts: string[] = [];
  near.read({ onText: (text) => texts.push(text), onBinary: () => undefined });
  return texts;
}

describe.each(['client', 'server'] as const)('a %s that reads in the same place as all others', (side) => {
  it('hears everything that two connections tell it in turns, however large', async () => {
    const pairs = [await pair(side), await pair(side)] as const;
    const heard = pairs.map(({ near }) => listen(near));
    const lengths = [1, 125, 126, 300, 16_000, 65_535, 65_536, 200_000, 5, 0, 400];
    const told = lengths.map((length, at) => [0, 1].map((which) => `${which}${at}`.padEnd(length, 'x')));
    for (const texts of told) for (const [which, text] of texts.entries()) pairs[which]?.far.send(text);
    await Promise.all(pairs.map(({ near, far }) => new Promise((done) => near.once('ping', done) && far.ping())));

    expect(heard).toEqual([0, 1].map((which) => told.map((texts) => texts[which])));
    for (const { close } of pairs) close();
  });

  it('stops reading while it is paused, and hears the end', async () => {
    const { near, far, close } = await pair(side);
    const texts = listen(near);
    near.pause();
    far.send('first');
    far.close(1000, 'over');
    await new Promise((resolve) => setImmediate(resolve));
    expect(texts).toEqual([]);

    const closed = new Promise((resolve) => near.once('close', (code) => resolve(code)));
    near.resume();
    expect(await closed).toBe(1000);
    expect(texts).toEqual(['first']);
    close();
  });
});

it('writes any text as JSON of plain ASCII', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(asciiJson(text)).toMatch(/^[\x20-\x7e]*$/);
      expect(JSON.parse(asciiJson(text))).toBe(text);
    }),
  );
});
