import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { connect } from 'node:tls';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { visibleText } from '@/lib/agent/plain-text';
import { askConnection } from '@/lib/connection/ask';
import { type OutboundPolicy, publicInternet } from '@/lib/platform/outbound';
import { makeCertificate } from '../../support/certificate';
import { makeConnection, publicAddress } from '../../support/other-system';

const own = makeCertificate('api.example.com');
const another = makeCertificate('other.example.com');
const servers: Server[] = [];
const ports: Record<string, number> = {};
let received: string[] = [];

async function open(name: string, certificate: { key: string; cert: string }) {
  const server = createServer(certificate, (request, response) => {
    received.push(`${name} ${request.headers.host}${request.url} ${request.headers.authorization}`);
    response.writeHead(200, { 'content-type': 'application/json' }).end('{"status":"shipped"}');
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  servers.push(server);
  ports[name] = (server.address() as AddressInfo).port;
}

beforeAll(() => Promise.all([open('own', own), open('another', another)]));
beforeEach(() => {
  received = [];
});
afterAll(async () => {
  for (const server of servers) {
    server.closeAllConnections();
    await new Promise((done) => server.close(done));
  }
});

const ask = (connectTo: OutboundPolicy['connect']) =>
  askConnection(
    makeConnection(),
    { order_number: 'A-1' },
    {
      policy: { ...publicInternet, resolve: async () => [publicAddress], connect: connectTo },
      secrets: new Map([['Authorization', 'Bearer sk-canary']]),
      ...{ idempotencyKey: 'call:tool', visible: visibleText, nowMs: () => 0 },
    },
  );

it('speaks with a server that shows a trusted certificate of that name', async () => {
  const { answer } = await ask(({ hostname }) =>
    connect({ host: '127.0.0.1', port: ports.own, servername: hostname, ca: [own.cert], ALPNProtocols: ['http/1.1'] }),
  );

  expect(answer).toEqual({ ok: true, data: { status: 'shipped' } });
  expect(received).toEqual(['own api.example.com/orders/A-1 Bearer sk-canary']);
});

it('tells a server nothing whose certificate is of another name', async () => {
  const { answer } = await ask(({ hostname }) =>
    connect({ host: '127.0.0.1', port: ports.another, servername: hostname, ca: [another.cert] }),
  );

  expect(answer).toEqual({ ok: false, problem: 'unreachable' });
  expect(received).toEqual([]);
});

it('tells a server nothing whose certificate nobody vouches for, as calls connect', async () => {
  const { answer } = await ask((to) => publicInternet.connect({ ...to, address: '127.0.0.1', port: ports.own ?? 0 }));

  expect(answer).toEqual({ ok: false, problem: 'unreachable' });
  expect(received).toEqual([]);
});
