import net, { type Socket } from 'node:net';
import { Duplex } from 'node:stream';
import { expect, it } from 'vitest';
import { writeAtOnce } from '@/lib/websocket/write-at-once';
import { openConnection } from '../../support/connection';

/** Everything that comes until the end. */
function allOf(socket: Socket): Promise<string> {
  let text = '';
  socket.setEncoding('latin1').on('data', (chunk) => {
    text += chunk;
  });
  return new Promise((resolve) => socket.once('end', () => resolve(text)));
}

const descriptorOf = (socket: Socket) => (socket as unknown as { _handle: { fd: number } })._handle.fd;

it('gives the kernel what it takes, and leaves the rest and whatever comes behind it to the stream', async () => {
  const { client, server, close } = await openConnection();
  let sent = '';
  let taken = 0;
  for (let count = 0; client.writableLength === 0; count += 1) {
    const bytes = Buffer.from(`-${String(count).padStart(9_999, '.')}-`);
    const done = writeAtOnce(client, bytes, 1, 10_000);
    sent += bytes.toString('latin1', 1, 10_000);
    taken += done;
    if (done < 9_999) client.write(Buffer.from(bytes.subarray(1 + done, 10_000)));
  }
  expect(taken).toBeGreaterThan(9_999);
  expect(writeAtOnce(client, Buffer.from('never'), 0, 5)).toBe(0);

  client.end('the end');
  expect(await allOf(server)).toBe(`${sent}the end`);
  close();
});

it('goes before nothing that the stream was given', async () => {
  const { client, server, close } = await openConnection();
  client.cork();
  client.write('first, ');
  const bytes = Buffer.from('second');
  const done = writeAtOnce(client, bytes, 0, 6);
  client.write(bytes.subarray(done));
  client.end();

  expect(await allOf(server)).toBe('first, second');
  close();
});

it('writes nothing where a stream is not a plain connection, or has said its last', async () => {
  const [plain, encrypted] = [await openConnection(), await openConnection(true)];
  const bytes = Buffer.from('words');
  const said = [];
  said.push(writeAtOnce(new Duplex({ write: (_, __, done) => done() }), bytes, 0, 5));
  said.push(writeAtOnce(encrypted.client, bytes, 0, 5), writeAtOnce(encrypted.server, bytes, 0, 5));
  plain.client.end();
  said.push(writeAtOnce(plain.client, bytes, 0, 5));

  expect(said).toEqual([0, 0, 0, 0]);
  expect(await allOf(plain.server)).toBe('');
  for (const { close } of [plain, encrypted]) close();
});

it('never reaches the connection that got the number of one that was closed', async () => {
  const { client, server, listener, close } = await openConnection();
  const number = descriptorOf(client);
  const inTime = writeAtOnce(client, Buffer.from('words'), 0, 5);
  const gone = new Promise((resolve) => client.once('close', resolve));
  client.destroy();
  const tooLate = writeAtOnce(client, Buffer.from('words'), 0, 5);
  await gone;
  const accepted = new Promise<Socket>((resolve) => listener.once('connection', resolve));
  const other = net.connect(server.localPort ?? 0, '127.0.0.1');
  const heard = allOf(await accepted);
  const muchLater = writeAtOnce(client, Buffer.from('words'), 0, 5);
  other.end('mine');

  expect(descriptorOf(other)).toBe(number);
  expect([inTime, tooLate, muchLater]).toEqual([5, 0, 0]);
  expect(await heard).toBe('mine');
  close();
});

it('leaves it to the stream to tell that the other side is gone', async () => {
  const { client, server, close } = await openConnection();
  const failed = new Promise<Error>((resolve) => client.once('error', resolve));
  server.resetAndDestroy();
  client.pause();
  const bytes = Buffer.from('words');
  while (!client.destroyed) {
    if (writeAtOnce(client, bytes, 0, 5) < 5) client.write(bytes);
    await new Promise((resolve) => setImmediate(resolve));
  }

  expect(String(await failed)).toMatch(/ECONNRESET|EPIPE/);
  close();
});
