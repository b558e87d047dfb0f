import { describe, expect, it } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { SwiftSocket } from '@/lib/websocket/swift-socket';
import { makePhoneLine } from '@/realtime-server/phone/twilio-carrier';
import { silentLog } from '../../support/make-call';

function makeLine() {
  const completed: string[] = [];
  const rest = {
    completeCall: async (_: string, callSid: string) => void completed.push(callSid),
    redirectCall: async () => {},
  };
  return { completed, line: makePhoneLine({ callSid: 'CA1', accountSid: 'AC1', rest, log: silentLog }) };
}

/** Both ends of a real socket. */
async function openPair() {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1', WebSocket: SwiftSocket });
  await new Promise((resolve) => server.once('listening', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const got: string[] = [];
  const accepted = new Promise<SwiftSocket>((resolve) =>
    server.once('connection', (socket, { socket: under }) => {
      socket.runOver(under, 'server');
      resolve(socket);
    }),
  );
  const far = new WebSocket(`ws://127.0.0.1:${port}`);
  far.on('message', (data) => got.push(String(data)));
  const near = await accepted;
  await new Promise((resolve) => (far.readyState === far.OPEN ? resolve(null) : far.once('open', resolve)));
  const close = () => {
    far.terminate();
    server.close();
  };
  return { near, far, got, close };
}

describe('a line whose stream is not there', () => {
  it('takes sound, marks and silencing without complaint, and sends none of it once a stream comes', async () => {
    const { line } = makeLine();
    line.carrier.sendAudio(Buffer.from('AAAA'));
    line.carrier.sendMark('part:1');
    line.carrier.clearAudio();
    const pair = await openPair();
    line.attach(pair.near, 'MZ1');

    line.carrier.clearAudio();
    await new Promise((resolve) => pair.far.once('message', resolve));

    expect(pair.got.map((text) => JSON.parse(text))).toEqual([{ streamSid: 'MZ1', event: 'clear' }]);
    pair.close();
  });

  it('still gives the marks back that a broken stream never returned', async () => {
    const { line } = makeLine();
    line.carrier.sendMark('part:1');
    line.carrier.sendMark('done:2');
    line.returnMark('part:1');

    expect(line.takeMarks()).toEqual(['done:2']);
    expect(line.returnMark('done:2')).toBe(false);
  });

  it('is silent on a socket that was closed meanwhile', async () => {
    const { line } = makeLine();
    const pair = await openPair();
    line.attach(pair.near, 'MZ1');
    const closed = new Promise((resolve) => pair.near.once('close', resolve));
    pair.far.terminate();
    await closed;

    line.carrier.sendAudio(Buffer.from('AAAA'));
    line.carrier.clearAudio();

    expect(pair.near.waitingBytes()).toBe(0);
    pair.close();
  });
});
