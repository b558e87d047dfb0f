import net, { type AddressInfo, type Server, type Socket } from 'node:net';
import tls from 'node:tls';
import { makeCertificate } from './certificate';

type Connection = { client: Socket; server: Socket; listener: Server; close(): void };

/** Both ends of a connection, and who accepts more of them. */
export async function openConnection(isEncrypted = false): Promise<Connection> {
  const certificate = makeCertificate('localhost');
  const listener = isEncrypted ? tls.createServer(certificate) : net.createServer();
  await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
  const { port } = listener.address() as AddressInfo;
  const accepted = new Promise<Socket>((resolve) =>
    listener.once(isEncrypted ? 'secureConnection' : 'connection', resolve),
  );
  const client = isEncrypted
    ? tls.connect({ port, host: '127.0.0.1', servername: 'localhost', ca: certificate.cert })
    : net.connect(port, '127.0.0.1');
  const server = await accepted;
  return {
    client,
    server,
    listener,
    close() {
      client.destroy();
      server.destroy();
      listener.close();
    },
  };
}
