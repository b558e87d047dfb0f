import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { systemClock } from '@/lib/platform/clock';

let server: Server;
const open: Socket[] = [];

afterEach(() => {
  for (const socket of open.splice(0)) socket.destroy();
  server.close();
});

async function connection(): Promise<{ near: Socket; far: Socket }> {
  const address = server.address();
  const accepted = once(server, 'connection');
  const near = connect(typeof address === 'object' && address ? address.port : 0, '127.0.0.1');
  const [far] = (await accepted) as [Socket];
  open.push(near, far);
  return { near, far };
}

it('what has arrived on any connection is read before that which waits for it, even if it came in this very moment', async () => {
  server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const [model, line] = [await connection(), await connection()];
  const order: string[] = [];
  line.near.on('data', () => order.push('line'));

  const judged = new Promise<void>((resolve) => {
    model.near.once('data', () => {
      line.far.write('a mark');
      systemClock.onceRead(() => {
        order.push('judged');
        resolve();
      });
    });
  });
  model.far.write('the caller speaks');
  await judged;

  expect(order).toEqual(['line', 'judged']);
});

it('what arrived while everything stood still is read before that, too', async () => {
  server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const [model, line, other] = [await connection(), await connection(), await connection()];
  const order: string[] = [];
  line.near.on('data', () => order.push('line'));
  other.near.on('data', () => {
    const untilMs = performance.now() + 150;
    while (performance.now() < untilMs);
    order.push('stall');
    line.far.write('a mark');
  });

  const judged = new Promise<void>((resolve) => {
    model.near.once('data', () => {
      other.far.write('anything');
      systemClock.onceRead(() => {
        order.push('judged');
        resolve();
      });
    });
  });
  model.far.write('the caller speaks');
  await judged;

  expect(order).toEqual(['stall', 'line', 'judged']);
});
