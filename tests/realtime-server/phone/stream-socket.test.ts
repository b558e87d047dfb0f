import { afterEach, expect, it } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { PoliteSocket } from '@/realtime-server/phone/polite-socket';
import { serveStream } from '@/realtime-server/phone/stream-socket';
import { makeFakeClock } from '../../support/fake-clock';

const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

const streamSid = 'MZ1';
const start = {
  event: 'start',
  streamSid,
  start: {
    ...{ streamSid, accountSid: 'AC1', callSid: 'CA1' },
    mediaFormat: { encoding: 'audio/x-mulaw', sampleRate: 8000, channels: 1 },
  },
};
const sound = { event: 'media', streamSid, media: { track: 'inbound', chunk: '1', timestamp: '20', payload: 'AAAA' } };

/** An accepted stream over a real socket, and what it has heard. */
async function openStream() {
  const clock = makeFakeClock();
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1', WebSocket: PoliteSocket });
  await new Promise((resolve) => server.once('listening', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const refused: string[] = [];
  let heard = 0;
  const accepted = new Promise<PoliteSocket>((resolve) =>
    server.once('connection', (socket, { socket: under }) => {
      socket.runOver(under, 'server');
      const end = { audio: () => (heard += 1), mark: () => {}, digit: () => {}, closed: () => {} };
      const settled = () => resolve(socket);
      serveStream(socket, { accept: async () => end, settled, refused: (why) => refused.push(why), clock });
    }),
  );
  const far = new WebSocket(`ws://127.0.0.1:${port}`);
  const closed = new Promise<number>((resolve) => far.once('close', resolve));
  closing.push(() => {
    far.terminate();
    server.close();
  });
  await new Promise((resolve) => far.once('open', resolve));
  far.send(JSON.stringify(start));
  const near = await accepted;
  /** Resolves when the other side has read, and answered, all that was sent until now. */
  const answered = () => new Promise((resolve) => far.once('pong', resolve) && far.ping());
  return { clock, far, near, closed, refused, heard: () => heard, answered };
}

it('keeps a stream that only answers, and ends one that does not even answer, at its third silent check', async () => {
  const { clock, far, near, closed, answered } = await openStream();
  for (let check = 1; check <= 6; check += 1) {
    const pinged = new Promise((resolve) => far.once('ping', resolve));
    clock.advance(40_000);
    await pinged;
    await answered();
  }
  far.pause();
  clock.advance(60_000);
  const afterTwo = near.readyState;
  clock.advance(20_000);
  far.resume();

  expect(afterTwo).toBe(near.OPEN);
  expect(await closed).toBe(1006);
});

it('lets 2,000 frames in at once and 200 a second from then on, and no more', async () => {
  const { clock, far, closed, refused, heard, answered } = await openStream();
  const send = async (frames: number) => {
    for (let sent = 0; sent < frames; sent += 1) far.send(JSON.stringify(sound));
    await answered();
  };
  // The frame that began the stream was the first.
  await send(1_999);
  for (let tenth = 1; tenth <= 20; tenth += 1) {
    clock.advance(100);
    await send(20);
  }
  const within = [heard(), refused.length];
  for (let sent = 0; sent < 2; sent += 1) far.send(JSON.stringify(sound));

  expect(within).toEqual([2_399, 0]);
  expect(await closed).toBe(1008);
  expect(refused).toEqual(['too many frames']);
  expect(heard()).toBe(2_399);
});
