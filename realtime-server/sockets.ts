import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import { PoliteSocket } from './phone/polite-socket';
import type { SocketSlots } from './phone/socket-slots';

const maxPayloadBytes = 64 * 1024;
const maxFragments = 1_024;

/** Grants upgrades within bounds: message size, fragments, and how many strangers may wait. */
export type Sockets = {
  /** A status that refuses, or null. `serve` gets what gives the stranger's place back. */
  take(
    upgrade: { request: IncomingMessage; socket: Duplex; head: Buffer; ip: string },
    serve: (socket: PoliteSocket, settled: () => void) => void,
  ): number | null;
  closeAll(): void;
};

export function makeSockets(slots: SocketSlots): Sockets {
  const server = new WebSocketServer({
    noServer: true,
    maxPayload: maxPayloadBytes,
    maxFragments,
    skipUTF8Validation: true,
    perMessageDeflate: false,
    WebSocket: PoliteSocket,
  });

  return {
    take({ request, socket, head, ip }, serve) {
      const release = slots.take(ip);
      if (!release) return 503;
      socket.on('close', release);
      server.handleUpgrade(request, socket, head, (accepted) => {
        accepted.runOver(socket, 'server');
        serve(accepted, release);
      });
      return null;
    },
    closeAll() {
      for (const client of server.clients) client.close(1001);
      server.close();
    },
  };
}
