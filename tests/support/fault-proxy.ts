import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

export type FaultProxy = AsyncDisposable & {
  url: string;
  /** `refuse` drops every connection, `hang` takes them and says nothing, `pass` is as if it were not there. */
  set(mode: 'pass' | 'refuse' | 'hang'): void;
  close(): Promise<void>;
};

/** Stands before a server on this machine and takes it away when told to. */
export async function startFaultProxy(target: string): Promise<FaultProxy> {
  const port = Number(new URL(target).port);
  const sockets = new Set<Socket>();
  let mode: 'pass' | 'refuse' | 'hang' = 'pass';

  function keep(socket: Socket): void {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => socket.destroy());
  }

  const server = createServer((socket) => {
    keep(socket);
    if (mode === 'refuse') socket.destroy();
    if (mode !== 'pass') return;
    const upstream = connect(port, '127.0.0.1');
    keep(upstream);
    upstream.on('close', () => socket.destroy());
    socket.on('close', () => upstream.destroy());
    // What comes while it hangs goes nowhere.
    socket.on('data', (data) => void (mode === 'pass' && upstream.write(data)));
    upstream.on('data', (data) => void (mode === 'pass' && socket.write(data)));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const close = async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  };

  return {
    url: `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`,
    set(next) {
      mode = next;
      if (next !== 'hang') for (const socket of sockets) socket.destroy();
    },
    close,
    [Symbol.asyncDispose]: close,
  };
}
