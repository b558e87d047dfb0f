import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

export type Balancer = AsyncDisposable & {
  url: string;
  /** Connections from now on go to the first of these that takes them. */
  to(...ports: number[]): void;
  close(): Promise<void>;
};

/** One public address before several servers, on this machine. A port of 0 finds a free one. */
export async function startBalancer(port = 0): Promise<Balancer> {
  const sockets = new Set<Socket>();
  let targets: number[] = [];

  function keep(socket: Socket): void {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => socket.destroy());
  }

  function pass(client: Socket, [target, ...others]: number[]): void {
    if (target === undefined) {
      client.destroy();
      return;
    }
    const server = connect(target, '127.0.0.1');
    server.once('connect', () => {
      keep(server);
      client.pipe(server).pipe(client);
      client.on('close', () => server.destroy());
      server.on('close', () => client.destroy());
    });
    server.once('error', () => {
      if (server.connecting || server.pending) pass(client, others);
      else client.destroy();
    });
  }

  const listener = createServer((client) => {
    keep(client);
    pass(client, targets);
  });
  listener.listen(port, '127.0.0.1');
  await once(listener, 'listening');
  const address = listener.address();
  const close = async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => listener.close(resolve));
  };
  return {
    url: `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`,
    to(...ports) {
      targets = ports;
    },
    close,
    [Symbol.asyncDispose]: close,
  };
}
