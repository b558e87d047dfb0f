import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { keptAliveFetch } from '@/lib/platform/kept-alive-fetch';

const open: (() => unknown)[] = [];

afterEach(async () => {
  for (const close of open.splice(0)) await close();
});

async function serve(listener: RequestListener) {
  const server = createServer(listener);
  let sockets = 0;
  server.on('connection', () => {
    sockets += 1;
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  open.push(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  return { url: `http://127.0.0.1:${port}/rest`, sockets: () => sockets };
}

const ask = keptAliveFetch(300);

describe('a request over a socket that stays open', () => {
  it('brings method, headers and text there, and status, headers and text back', async () => {
    const { url } = await serve((request, response) => {
      let body = '';
      request.on('data', (part) => {
        body += part;
      });
      request.on('end', () => {
        response.writeHead(409, { 'content-type': 'application/json', 'set-cookie': ['a=1', 'b=2'] });
        response.end(JSON.stringify({ method: request.method, prefer: request.headers.prefer, body }));
      });
    });

    const answer = await ask(url, { method: 'PATCH', headers: { Prefer: 'minimal' }, body: 'Grüße 👋' });

    expect(answer).toMatchObject({ ok: false, status: 409 });
    expect(answer.headers.getSetCookie()).toEqual(['a=1', 'b=2']);
    expect(await answer.json()).toEqual({ method: 'PATCH', prefer: 'minimal', body: 'Grüße 👋' });
  });

  it('takes an answer without a body', async () => {
    const { url } = await serve((_, response) => response.writeHead(204).end());

    const answer = await ask(url, { method: 'POST', body: '{}' });

    expect(answer.status).toBe(204);
    expect(await answer.text()).toBe('');
  });

  it('uses the same socket again, and a new one when the other side has closed it meanwhile', async () => {
    let asked = 0;
    const { url, sockets } = await serve((request, response) => {
      asked += 1;
      // As a server does that closes an idle socket in the very moment in which the next request arrives.
      if (asked === 3) request.socket.resetAndDestroy();
      else response.end('fine');
    });

    for (const _ of [1, 2, 3]) expect(await (await ask(url)).text()).toBe('fine');

    expect(sockets()).toBe(2);
  });

  it('does not ask again what failed on a socket of its own', async () => {
    let asked = 0;
    const { url } = await serve((request) => {
      asked += 1;
      request.socket.resetAndDestroy();
    });

    await expect(ask(url)).rejects.toMatchObject({ code: 'ECONNRESET' });
    expect(asked).toBe(1);
  });

  it.each([
    ['no answer', () => {}],
    ['half an answer', (_: unknown, response: { write(part: string): void }) => response.write('half')],
  ])('gives up on %s in time', async (_, listener) => {
    const { url } = await serve(listener);
    await expect(ask(url)).rejects.toThrow();
  });

  it('can be called off', async () => {
    const { url } = await serve(() => {});
    const calledOff = new AbortController();
    const asking = ask(url, { signal: calledOff.signal });
    calledOff.abort();
    await expect(asking).rejects.toMatchObject({ name: 'AbortError' });
  });

  it('reports a host that is not there', async () => {
    await expect(ask('http://127.0.0.1:9/')).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  });
});
