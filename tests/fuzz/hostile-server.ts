import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebSocket, WebSocketServer } from 'ws';
import { z } from 'zod';

const asked = z.looseObject({ type: z.literal('session.update'), session: z.record(z.string(), z.unknown()) });

export type HostileServer = {
  baseUrl: string;
  /** The last session that was opened has its settings. */
  ready(): Promise<void>;
  /** Each frame as it stands; resolves when the other side has read them all, or is gone. */
  say(frames: string[]): Promise<void>;
  close(): Promise<void>;
};

/** A provider that takes every setting, and then says what it is told to. */
export async function openHostileServer(): Promise<HostileServer> {
  const http = createServer();
  const sockets = new WebSocketServer({ server: http });
  let current: WebSocket | null = null;
  let isReady = Promise.withResolvers<void>();

  sockets.on('connection', (socket) => {
    current = socket;
    socket.on('error', () => socket.terminate());
    socket.on('message', (data) => {
      const update = asked.safeParse(JSON.parse(data.toString()));
      if (!update.success) return;
      socket.send(JSON.stringify({ type: 'session.updated', event_id: 'e1', session: update.data.session }));
      isReady.resolve();
    });
  });
  http.listen(0, '127.0.0.1');
  await once(http, 'listening');
  const { port } = http.address() as AddressInfo;

  /** Frames are read in order: whoever answers this has read what came before. */
  async function settled(): Promise<void> {
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
  }

  return {
    baseUrl: `http://127.0.0.1:${port}/v1`,
    async ready() {
      await isReady.promise;
      isReady = Promise.withResolvers();
      await settled();
    },
    async say(frames) {
      for (const frame of frames) if (current?.readyState === WebSocket.OPEN) current.send(frame);
      await settled();
    },
    async close() {
      for (const socket of sockets.clients) socket.terminate();
      await new Promise((resolve) => http.close(resolve));
    },
  };
}
