import net, { type Socket } from 'node:net';
import { Duplex } from 'node:stream';
import { expect, it } from 'vitest';
import { readInPlace } from '@/lib/websocket/read-in-place';
import { openConnection } from '../../support/connection';

/** What comes until the end, and where it lay. */
function readAll(socket: Socket) {
  const places = new Set<Buffer>();
  let text = '';
  expect(
    readInPlace(socket, (bytes, to) => {
      places.add(bytes);
      text += bytes.toString('latin1', 0, to);
    }),
  ).toBe(true);
  socket.resume();
  return { places, ended: new Promise<string>((resolve) => socket.once('end', () => resolve(text))) };
}

it('lets accepted, opened and encrypted connections read everything, all into one place', async () => {
  const connections = [await openConnection(false), await openConnection(true)];
  const pairs = connections.flatMap(({ client, server }) => [
    { near: client, far: server },
    { near: server, far: client },
  ]);
  const told = pairs.map((_, which) => Array.from({ length: 400 }, (_, at) => `${which}:${at},`.repeat(at)).join(''));
  const reading = pairs.map(({ near }) => readAll(near));
  for (const [which, { far }] of pairs.entries()) far.end(told[which] ?? '');

  expect(await Promise.all(reading.map(({ ended }) => ended))).toEqual(told);
  const [place] = [...(reading[0]?.places ?? [])];
  expect(reading.map(({ places }) => [...places])).toEqual(pairs.map(() => [place]));
  for (const { close } of connections) close();
});

it('leaves alone what is no connection, and what reads into a place of its own', async () => {
  const { client, server, close } = await openConnection(false);
  const onread = { buffer: Buffer.alloc(1_024), callback: () => true };
  const own = net.connect({ port: server.localPort ?? 0, host: '127.0.0.1', onread });

  expect(readInPlace(new Duplex({ read: () => undefined }), () => undefined)).toBe(false);
  expect(readInPlace(own, () => undefined)).toBe(false);
  client.destroy();
  expect(readInPlace(client, () => undefined)).toBe(false);
  own.destroy();
  close();
});
