import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { validateRequest } from 'twilio/lib/webhooks/webhooks.js';
import { type WebSocket, WebSocketServer } from 'ws';
import { account } from './practice-house';

export type Asked = { path: string; form: Record<string, string>; signed: boolean };
export type StreamMessage = { event: string; sequenceNumber?: string; streamSid?: string } & Record<string, unknown>;

export type PhoneStream = {
  socket: WebSocket;
  signed: boolean;
  messages: StreamMessage[];
  send(message: Record<string, unknown>): void;
  /** The first message of this kind, now or when it comes. */
  wait(event: string): Promise<StreamMessage>;
};

export type LocalPhoneServer = {
  url: string;
  wsUrl: string;
  asked: Asked[];
  /** TwiML by path; a missing path is a 404. */
  answers: Map<string, string | ((form: Record<string, string>) => string)>;
  /** Answered first, one after the other, in place of the TwiML. */
  statuses: Map<string, number[]>;
  sounds: Map<string, Buffer>;
  onStream(handle: (stream: PhoneStream) => void): void;
  close(): Promise<void>;
};

async function readForm(request: IncomingMessage): Promise<Record<string, string>> {
  const pieces: Buffer[] = [];
  for await (const piece of request) pieces.push(piece);
  return Object.fromEntries(new URLSearchParams(Buffer.concat(pieces).toString()));
}

function makeStream(socket: WebSocket, signed: boolean): PhoneStream {
  const messages: StreamMessage[] = [];
  const waiting = new Set<() => void>();
  socket.on('message', (data) => {
    messages.push(JSON.parse(data.toString()));
    for (const look of [...waiting]) look();
  });
  return {
    socket,
    signed,
    messages,
    send(message) {
      const { streamSid } = messages.find(({ event }) => event === 'start') ?? {};
      socket.send(JSON.stringify({ streamSid, ...message }));
    },
    wait(event) {
      return new Promise((resolve) => {
        const look = () => {
          const found = messages.find((message) => message.event === event);
          if (!found) return;
          waiting.delete(look);
          resolve(found);
        };
        waiting.add(look);
        look();
      });
    },
  };
}

/** What the realtime server is to the carrier, reduced to what a test wants to say. */
export async function openLocalPhoneServer(): Promise<LocalPhoneServer> {
  const asked: Asked[] = [];
  const answers: LocalPhoneServer['answers'] = new Map();
  const statuses = new Map<string, number[]>();
  const sounds = new Map<string, Buffer>();
  let handle: (stream: PhoneStream) => void = () => {};

  const server = createServer(async (request, response) => {
    const path = request.url ?? '';
    const sound = sounds.get(path);
    if (sound) return void response.writeHead(200, { 'Content-Type': 'audio/wav' }).end(sound);

    const form = await readForm(request);
    const signature = String(request.headers['x-twilio-signature'] ?? '');
    asked.push({ path, form, signed: validateRequest(account.authToken, signature, `${url()}${path}`, form) });
    const status = statuses.get(path)?.shift();
    if (status !== undefined) return void response.writeHead(status).end();
    const answer = answers.get(path);
    if (answer === undefined) return void response.writeHead(404).end();
    response.writeHead(200, { 'Content-Type': 'text/xml' });
    response.end(typeof answer === 'string' ? answer : answer(form));
  });
  const sockets = new WebSocketServer({ server });
  sockets.on('connection', (socket, request) => {
    const signature = String(request.headers['x-twilio-signature'] ?? '');
    const signed = validateRequest(account.authToken, signature, `${wsUrl()}${request.url}`, {});
    handle(makeStream(socket, signed));
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const url = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const wsUrl = () => url().replace('http', 'ws');
  answers.set('/phone/status', '');

  return {
    url: url(),
    wsUrl: wsUrl(),
    asked,
    answers,
    statuses,
    sounds,
    onStream(next) {
      handle = next;
    },
    close() {
      for (const socket of sockets.clients) socket.terminate();
      server.closeAllConnections();
      return new Promise((resolve) => {
        server.close(() => resolve());
      });
    },
  };
}
