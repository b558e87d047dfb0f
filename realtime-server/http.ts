import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Reply } from './phone/reply';

export const maxBodyBytes = 64 * 1024;

const securityHeaders = {
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), microphone=(), geolocation=()',
  'cache-control': 'no-store',
} as const;

const strictTransport = 'max-age=63072000; includeSubDomains';

export type Responder = {
  reply(response: ServerResponse, reply: Reply, headers?: Record<string, string>): void;
  /** An upgrade that is not granted is answered like any request, and its socket closed. */
  refuseUpgrade(socket: Duplex, status: number): void;
};

const reasons: Record<number, string> = { 403: 'Forbidden', 404: 'Not Found', 503: 'Service Unavailable' };

export function makeResponder(isHttps: boolean): Responder {
  const always = { ...securityHeaders, ...(isHttps && { 'strict-transport-security': strictTransport }) };

  return {
    reply(response, { status, contentType, body }, headers = {}) {
      if (response.headersSent || response.destroyed) return;
      const length = status === 204 ? {} : { 'content-type': contentType, 'content-length': Buffer.byteLength(body) };
      response.writeHead(status, { ...always, ...length, ...headers });
      response.end(status === 204 ? undefined : body);
    },
    refuseUpgrade(socket, status) {
      const lines = Object.entries({ ...always, connection: 'close', 'content-length': '0' });
      const head = lines.map(([name, value]) => `${name}: ${value}\r\n`).join('');
      socket.end(`HTTP/1.1 ${status} ${reasons[status] ?? 'Refused'}\r\n${head}\r\n`);
    },
  };
}

/** The body as it came, or null when it is too large. */
export async function readBody(request: IncomingMessage): Promise<Buffer | null> {
  if (Number(request.headers['content-length'] ?? 0) > maxBodyBytes) return null;
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    if (size > maxBodyBytes) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** Asked from this machine itself, and not by a proxy for somebody else. */
export function isLocalRequest(request: IncomingMessage): boolean {
  const { headers, socket } = request;
  const forwarded = Object.keys(headers).some((name) => name === 'forwarded' || name.startsWith('x-forwarded-'));
  const address = socket.remoteAddress ?? '';
  const isLoopback = address === '::1' || address.replace('::ffff:', '').startsWith('127.');
  return isLoopback && !forwarded && /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/.test(headers.host ?? '');
}
