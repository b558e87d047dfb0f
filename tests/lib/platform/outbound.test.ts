import { createServer, type Server } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  askOutside,
  getFromOutside,
  isPublicAddress,
  type OutboundPolicy,
  publicInternet,
} from '@/lib/platform/outbound';

let server: Server;
let port: number;
let hits: string[] = [];
beforeAll(async () => {
  server = createServer((request, response) => {
    hits.push(`${request.headers.host}${request.url}`);
    if (request.url === '/away') return response.writeHead(302, { location: 'http://inside.example/' }).end();
    if (request.url === '/round') return response.writeHead(302, { location: '/round' }).end();
    if (request.url === '/bomb') {
      return response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(Buffer.alloc(20_000_000)));
    }
    if (request.url === '/silent') return;
    response.end('hello');
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  port = (server.address() as AddressInfo).port;
});
afterAll(() => server.closeAllConnections());
afterAll(() => void server.close());
beforeEach(() => {
  hits = [];
});

const names: Record<string, string[]> = { 'shop.example': ['127.0.0.1'], 'inside.example': ['10.0.0.1'] };
const policy: OutboundPolicy = {
  resolve: async (name) => names[name] ?? [],
  allowsAddress: (address) => address === '127.0.0.1',
  allowsPort: () => true,
  connect: ({ address, port: to }) => connect({ host: address, port: to }),
};
const limits = { policy, maxBytes: 1_000_000, timeoutMs: 1_000, maxRedirects: 3 };
const get = (path: string) => getFromOutside(`http://shop.example:${port}${path}`, limits);

describe('a request to an address of others', () => {
  it('goes to the address that was checked, under the name that was asked for', async () => {
    const { body } = await get('/');
    expect(body.toString()).toBe('hello');
    expect(hits).toEqual([`shop.example:${port}/`]);
  });

  it.each(['http', 'https'])('names the host alone where the port is the usual one of %s', async (scheme) => {
    const usual: OutboundPolicy = { ...policy, connect: () => connect({ host: '127.0.0.1', port }) };
    await getFromOutside(`${scheme}://shop.example/x`, { ...limits, policy: usual });
    expect(hits).toEqual(['shop.example/x']);
  });

  it('sends a change with its body, and never on to another address', async () => {
    const post = { ...limits, method: 'POST', body: '{}' };
    expect((await askOutside(`http://shop.example:${port}/`, post)).status).toBe(200);
    await expect(askOutside(`http://shop.example:${port}/round`, post)).rejects.toMatchObject({ reason: 'blocked' });
    expect(hits).toHaveLength(2);
  });

  it('does not follow into a private network, nor round in circles', async () => {
    await expect(get('/away')).rejects.toMatchObject({ reason: 'blocked' });
    await expect(get('/round')).rejects.toMatchObject({ reason: 'too_many_redirects' });
  });

  it('unpacks no more than it may take, and waits no longer than it may', async () => {
    await expect(get('/bomb')).rejects.toMatchObject({ reason: 'too_large' });
    await expect(get('/silent')).rejects.toMatchObject({ reason: 'too_slow' });
  });

  it.each([
    '127.0.0.1',
    'localhost',
    'localhost.',
    '[::1]',
    '0x7f.1',
    '2130706433',
    '169.254.169.254',
    '10.1.2.3',
    '192.168.0.1',
    '[::ffff:127.0.0.1]',
    '[fd00::1]',
    '[64:ff9b::7f00:1]',
    '0.0.0.0',
    'user:pw@shop.example',
  ])('is never made to %s', async (host) => {
    const strict = { ...publicInternet, allowsPort: () => true };
    await expect(getFromOutside(`http://${host}:${port}/`, { ...limits, policy: strict })).rejects.toMatchObject({
      reason: 'blocked',
    });
    expect(hits).toEqual([]);
  });

  it('is never made by another protocol, to another port, or to a name with one private address among others', async () => {
    for (const address of ['ftp://shop.example/', 'file:///etc/passwd', 'gopher://shop.example/']) {
      await expect(getFromOutside(address, limits)).rejects.toMatchObject({ reason: 'blocked' });
    }
    await expect(getFromOutside('http://1.1.1.1:6379/', { ...limits, policy: publicInternet })).rejects.toMatchObject({
      reason: 'blocked',
    });
    const mixed = { ...policy, resolve: async () => ['127.0.0.1', '10.0.0.1'] };
    await expect(getFromOutside('http://shop.example/', { ...limits, policy: mixed })).rejects.toMatchObject({
      reason: 'blocked',
    });
  });

  it('cannot be turned by a name that changes its address after it was checked', async () => {
    let asked = 0;
    const rebinding = { ...policy, resolve: async () => (asked++ === 0 ? ['127.0.0.1'] : ['10.0.0.1']) };
    await getFromOutside(`http://shop.example:${port}/`, { ...limits, policy: rebinding });
    expect(asked).toBe(1);
  });
});

it('knows public addresses from others', () => {
  for (const address of ['1.1.1.1', '8.8.8.8', '2606:4700::1111']) expect(isPublicAddress(address)).toBe(true);
  for (const address of [
    '100.64.0.1',
    '198.18.0.1',
    '224.0.0.1',
    '2002:7f00:1::',
    '2001:db8::1',
    'fe80::1',
    '::',
    'x',
  ]) {
    expect(isPublicAddress(address)).toBe(false);
  }
});
