import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import type { Connection } from '@/lib/contracts/connections';
import { isPublicAddress, type OutboundPolicy } from '@/lib/platform/outbound';

export type Received = { method: string; url: string; headers: IncomingMessage['headers']; body: string };
export type OtherSystem = Awaited<ReturnType<typeof openOtherSystem>>;
export const publicAddress = '93.184.216.34';

/** A server of somebody else's on a real socket, and a way to it that takes the place of the internet's. */
export async function openOtherSystem(answer: (request: Received, response: ServerResponse) => void) {
  const received: Received[] = [];
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const { method = '', url = '', headers } = request;
      const one = { method, url, headers, body: Buffer.concat(parts).toString() };
      received.push(one);
      answer(one, response);
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  const resolved: string[] = [];
  const connected: string[] = [];

  /** Only what stands here is known; the guard in between is the real one. */
  const policy: OutboundPolicy = {
    async resolve(hostname) {
      resolved.push(hostname);
      return [publicAddress];
    },
    allowsAddress: isPublicAddress,
    allowsPort: (wanted) => wanted === 443,
    connect({ address, hostname }) {
      connected.push(`${hostname} ${address}`);
      return connect({ host: '127.0.0.1', port });
    },
  };
  const close = async () => {
    server.closeAllConnections();
    await new Promise((done) => server.close(done));
  };
  return { url: `http://127.0.0.1:${port}`, policy, received, resolved, connected, close };
}

export function makeConnection(changes: Partial<Connection> = {}): Connection {
  return {
    name: 'find_order',
    description: 'Look up the state of an order by its number.',
    method: 'GET',
    url: 'https://api.example.com/orders/{order_number}',
    parameters: [
      { name: 'order_number', kind: 'text', description: 'As on the bill', required: true, maxLength: 40, choices: [] },
    ],
    headers: [],
    secretHeaders: [],
    answerFields: [],
    filler: '',
    confirmFirst: false,
    timeoutSeconds: 8,
    ...changes,
  };
}
