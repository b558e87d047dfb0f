import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebSocket, WebSocketServer } from 'ws';
import { z } from 'zod';

const sentSchema = z.looseObject({ type: z.string() });
export type Sent = z.infer<typeof sentSchema>;

/** A provider of our own, over a real socket: it keeps what it was sent, and says what the test tells it to say. */
export type ScriptedServer = {
  baseUrl: string;
  sent: Sent[];
  connections: { url: string; headers: IncomingHttpHeaders; extensions: string }[];
  say(event: Record<string, unknown>): void;
  /** As it stands, for frames that are no events. */
  sayRaw(text: string): void;
  hangUp(code: number, reason?: string): void;
  /** Resolves when an event of this type was sent, counted from the first. */
  whenSent(type: string, count?: number): Promise<Sent>;
  /** Frames are read in order: whoever answers this has read what was said before, and has sent what came of it at once. */
  settled(): Promise<void>;
  close(): Promise<void>;
};

type Behaviour = {
  /** Called for each socket; the default greets and takes every setting as asked. */
  onConnect?(socket: WebSocket, count: number): void;
  onSessionUpdate?(session: Record<string, unknown>): Record<string, unknown> | null;
};

const keepAsAsked = (session: Record<string, unknown>) => ({ type: 'session.updated', event_id: 'ev_2', session });

export async function openScriptedServer(behaviour: Behaviour = {}): Promise<ScriptedServer> {
  const sent: Sent[] = [];
  const connections: ScriptedServer['connections'] = [];
  const waiters = new Set<() => void>();
  const http = createServer();
  const server = new WebSocketServer({ server: http, perMessageDeflate: true });
  let current: WebSocket | null = null;

  const sayTo = (socket: WebSocket | null, event: Record<string, unknown>) => socket?.send(JSON.stringify(event));

  server.on('connection', (socket, request) => {
    current = socket;
    connections.push({ url: request.url ?? '', headers: request.headers, extensions: socket.extensions });
    socket.on('message', (data) => {
      const event = sentSchema.parse(JSON.parse(data.toString()));
      sent.push(event);
      if (event.type === 'session.update') {
        const answer = (behaviour.onSessionUpdate ?? keepAsAsked)(
          z.record(z.string(), z.unknown()).parse(event.session),
        );
        if (answer) sayTo(socket, answer);
      }
      for (const waiter of waiters) waiter();
    });
    if (behaviour.onConnect) behaviour.onConnect(socket, connections.length);
    else sayTo(socket, { type: 'session.created', event_id: 'ev_1', session: { type: 'realtime' } });
  });

  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  const { port } = http.address() as AddressInfo;

  return {
    baseUrl: `http://127.0.0.1:${port}/v1`,
    sent,
    connections,
    say: (event) => sayTo(current, event),
    sayRaw: (text) => current?.send(text),
    hangUp: (code, reason) => current?.close(code, reason),
    whenSent(type, count = 1) {
      return new Promise((resolve) => {
        const look = () => {
          const found = sent.filter((event) => event.type === type)[count - 1];
          if (!found) return;
          waiters.delete(look);
          resolve(found);
        };
        waiters.add(look);
        look();
      });
    },
    async settled() {
      const socket = current;
      if (socket?.readyState !== WebSocket.OPEN) return;
      await new Promise<void>((resolve) => {
        const done = () => {
          socket.off('pong', done).off('close', done);
          resolve();
        };
        socket.on('pong', done).on('close', done);
        socket.ping();
      });
    },
    async close() {
      for (const socket of server.clients) socket.terminate();
      await new Promise((resolve) => http.close(resolve));
    },
  };
}
