import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

/**
 * `refuse`: nobody is there. `hang`: taken, and nothing said. `slow`: everything comes late. `pass`: as if it were not
 * there.
 */
export type TcpMode = 'pass' | 'refuse' | 'hang' | { slowMs: number };

export type TcpFault = {
  url: string;
  set(mode: TcpMode): void;
  close(): Promise<void>;
};

/** Stands before a server on this machine and does to it what networks do. */
export async function startTcpFault(targetPort: number): Promise<TcpFault> {
  const sockets = new Set<Socket>();
  let mode: TcpMode = 'pass';

  function keep(socket: Socket): void {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => socket.destroy());
  }

  function send(to: Socket, data: Buffer): void {
    if (mode === 'hang') return;
    if (typeof mode === 'object') setTimeout(() => to.write(data), mode.slowMs);
    else to.write(data);
  }

  const server = createServer((client) => {
    keep(client);
    if (mode === 'refuse') {
      client.destroy();
      return;
    }
    const target = connect(targetPort, '127.0.0.1');
    keep(target);
    client.on('data', (data) => send(target, data));
    target.on('data', (data) => send(client, data));
    client.on('close', () => target.destroy());
    target.on('close', () => client.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();

  return {
    url: `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`,
    set(next) {
      mode = next;
      if (next === 'refuse' || next === 'pass') for (const socket of sockets) socket.destroy();
    },
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
