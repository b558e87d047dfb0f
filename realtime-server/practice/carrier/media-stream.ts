import { randomBytes } from 'node:crypto';
import { WebSocket } from 'ws';
import { z } from 'zod';
import type { Tell } from './happening';
import type { Line } from './line';
import { type Account, signatureFor } from './webhook';

export type StreamOrder = {
  account: Account;
  callSid: string;
  url: string;
  customParameters: Record<string, string>;
  line: Line;
  tell: Tell;
  /** Aborted: the carrier ends the stream, as for a hang-up or a new TwiML. */
  signal: AbortSignal;
  onDigit(listen: (digit: string) => void): () => void;
};

const mostFrameBytes = 1024 * 1024;
const handshakeMs = 10_000;
const farewellMs = 3000;

const messageSchema = z.discriminatedUnion('event', [
  z.object({ event: z.literal('media'), streamSid: z.string(), media: z.object({ payload: z.base64() }) }),
  z.object({ event: z.literal('mark'), streamSid: z.string(), mark: z.object({ name: z.string() }) }),
  z.object({ event: z.literal('clear'), streamSid: z.string() }),
]);

function readMessage(text: string): z.infer<typeof messageSchema> | null {
  try {
    return messageSchema.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

function whyUrlIsRefused(url: string): string | undefined {
  if (!URL.canParse(url)) return 'the stream URL is malformed';
  const { protocol, hostname, search } = new URL(url);
  if (search) return 'query strings of a stream URL are dropped: use <Parameter>';
  if (protocol === 'wss:' || (protocol === 'ws:' && /^(127\.|localhost$|\[::1\])/.test(hostname))) return undefined;
  return 'the stream URL must begin with wss://';
}

/** One bidirectional media stream; resolves when it is over, whoever ended it. Never rejects. */
export function runMediaStream(order: StreamOrder): Promise<{ streamSid: string; opened: boolean }> {
  const { account, callSid, url, line, tell, signal } = order;
  const streamSid = `MZ${randomBytes(16).toString('hex')}`;
  const refused = whyUrlIsRefused(url);
  if (refused) {
    tell({ type: 'trouble', code: 31922, text: refused });
    return Promise.resolve({ streamSid, opened: false });
  }

  const socket = new WebSocket(url, {
    perMessageDeflate: false,
    handshakeTimeout: handshakeMs,
    maxPayload: mostFrameBytes,
    headers: { 'User-Agent': 'Twilio.TmeWs/1.0', 'X-Twilio-Signature': signatureFor(account, url) },
  });
  let sequence = 0;
  let chunk = 0;
  let startedMs = 0;
  let opened = false;
  let live = false;
  let detach = () => {};

  function send(message: Record<string, unknown>): void {
    if (socket.readyState === WebSocket.OPEN) socket.send(JSON.stringify(message));
  }

  function sendNumbered(message: Record<string, unknown>): void {
    sequence++;
    send({ ...message, sequenceNumber: String(sequence), streamSid });
  }

  function begin(): void {
    opened = true;
    live = true;
    startedMs = line.nowMs();
    send({ event: 'connected', protocol: 'Call', version: '1.0.0' });
    sendNumbered({
      event: 'start',
      start: {
        streamSid,
        accountSid: account.sid,
        callSid,
        tracks: ['inbound'],
        customParameters: order.customParameters,
        mediaFormat: { encoding: 'audio/x-mulaw', sampleRate: 8000, channels: 1 },
      },
    });
    const stopFrames = line.onFrame(({ atMs, caller }) => {
      chunk++;
      const timestamp = String(Math.max(0, atMs - startedMs));
      const media = { track: 'inbound', chunk: String(chunk), timestamp, payload: caller.toString('base64') };
      sendNumbered({ event: 'media', media });
    });
    const stopDigits = order.onDigit((digit) => {
      sendNumbered({ event: 'dtmf', dtmf: { track: 'inbound_track', digit } });
    });
    detach = () => {
      stopFrames();
      stopDigits();
    };
  }

  function hear(data: Buffer, isBinary: boolean): void {
    const message = isBinary ? null : readMessage(data.toString('utf8'));
    if (message?.streamSid !== streamSid) {
      const text = isBinary
        ? 'a binary frame came from the server'
        : 'a frame of the server is not valid for this stream';
      tell({ type: 'trouble', code: isBinary ? 31950 : 31951, text });
    } else if (message.event === 'media') line.play(Buffer.from(message.media.payload, 'base64'));
    else if (message.event === 'clear') tell({ type: 'cleared', unplayedMs: line.clear() });
    else line.mark(() => sendNumbered({ event: 'mark', mark: { name: message.mark.name } }));
  }

  function leave(): void {
    if (!live) {
      socket.terminate();
      return;
    }
    live = false;
    detach();
    sendNumbered({ event: 'stop', stop: { accountSid: account.sid, callSid } });
    socket.close(1000);
    setTimeout(() => socket.terminate(), farewellMs).unref();
  }

  return new Promise((resolve) => {
    signal.addEventListener('abort', leave, { once: true });
    if (signal.aborted) leave();
    socket.on('open', begin);
    socket.on('message', (data: Buffer, isBinary: boolean) => hear(data, isBinary));
    socket.on('unexpected-response', (_, response) => {
      tell({ type: 'trouble', code: 31920, text: `the stream was answered with ${response.statusCode}, not 101` });
      socket.terminate();
    });
    socket.on('error', (error) => {
      if (!opened && !signal.aborted) tell({ type: 'trouble', code: 31902, text: error.message });
    });
    socket.on('close', (code) => {
      if (live && code !== 1000)
        tell({ type: 'trouble', code: 31921, text: `the server closed the stream with ${code}` });
      live = false;
      detach();
      signal.removeEventListener('abort', leave);
      resolve({ streamSid, opened });
    });
  });
}
