import { lookup } from 'node:dns/promises';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { BlockList, connect as connectSocket, isIP, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';

/** A request that may not be made, or that did not go well; the message is ours and safe to show. */
export class OutboundError extends Error {
  override readonly name = 'OutboundError';
  constructor(
    readonly reason: 'blocked' | 'unreachable' | 'too_large' | 'too_slow' | 'too_many_redirects',
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

export type Destination = { address: string; port: number; hostname: string; isTls: boolean };

/** Where requests for other people's addresses may go. Whoever asks chooses the address; this chooses whether. */
export type OutboundPolicy = {
  /** Every address that a name has. */
  resolve(hostname: string): Promise<string[]>;
  allowsAddress(address: string): boolean;
  allowsPort(port: number): boolean;
  /** Connects to the very address that was checked: a name that changes its mind in between changes nothing. */
  connect(to: Destination): Socket;
};

const notPublic = new BlockList();
const ranges4 =
  '0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.0.0.0/24 192.0.2.0/24 192.31.196.0/24 192.52.193.0/24 192.88.99.0/24 192.168.0.0/16 192.175.48.0/24 198.18.0.0/15 198.51.100.0/24 203.0.113.0/24 224.0.0.0/4 240.0.0.0/4';
for (const range of ranges4.split(' ')) {
  const [net = '', bits = ''] = range.split('/');
  notPublic.addSubnet(net, Number(bits), 'ipv4');
}
/** Of IPv6 only what is given out to the public, without the parts of it that lead back into IPv4 or into examples. */
const public6 = new BlockList();
public6.addSubnet('2000::', 3, 'ipv6');
const notPublic6 = new BlockList();
for (const [net, bits] of [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
] as const) {
  notPublic6.addSubnet(net, bits, 'ipv6');
}

export function isPublicAddress(address: string): boolean {
  if (isIP(address) === 4) return !notPublic.check(address, 'ipv4');
  if (isIP(address) !== 6 || address.includes('%')) return false;
  return public6.check(address, 'ipv6') && !notPublic6.check(address, 'ipv6');
}

export const publicInternet: OutboundPolicy = {
  resolve: async (hostname) => (await lookup(hostname, { all: true, verbatim: true })).map(({ address }) => address),
  allowsAddress: isPublicAddress,
  allowsPort: (port) => port === 80 || port === 443,
  connect: ({ address, port, hostname, isTls }) =>
    isTls
      ? connectTls({
          host: address,
          port,
          servername: isIP(hostname) ? undefined : hostname,
          ALPNProtocols: ['http/1.1'],
        })
      : connectSocket({ host: address, port }),
};

export type OutboundLimits = {
  /** After decompression. */
  maxBytes: number;
  /** For everything: name, connection, redirects and body. */
  timeoutMs: number;
  maxRedirects: number;
};

export type OutboundRequest = OutboundLimits & {
  policy: OutboundPolicy;
  /** GET by default; whatever else is never sent on to another address. */
  method?: string;
  body?: string;
  headers?: Readonly<Record<string, string>>;
  signal?: AbortSignal;
  /** Asked for each address that a redirect leads to. */
  mayFollow?(next: URL): boolean;
};

export type OutboundAnswer = { url: URL; status: number; contentType: string; body: Buffer };

/** By http or https alone, to addresses that the policy allows, at every hop. */
export async function askOutside(address: string | URL, wanted: OutboundRequest): Promise<OutboundAnswer> {
  const late = AbortSignal.timeout(wanted.timeoutMs);
  const signal = wanted.signal ? AbortSignal.any([wanted.signal, late]) : late;
  try {
    return await follow(new URL(address), wanted, signal);
  } catch (error) {
    if (error instanceof OutboundError) throw error;
    wanted.signal?.throwIfAborted();
    if (late.aborted) throw new OutboundError('too_slow', 'It took too long to answer.', { cause: error });
    throw new OutboundError('unreachable', 'It could not be reached.', { cause: error });
  }
}

export async function getFromOutside(
  address: string | URL,
  wanted: Omit<OutboundRequest, 'method' | 'body'>,
): Promise<OutboundAnswer> {
  return askOutside(address, wanted);
}

async function follow(start: URL, wanted: OutboundRequest, signal: AbortSignal): Promise<OutboundAnswer> {
  let url = start;
  for (let hops = 0; hops <= wanted.maxRedirects; hops++) {
    const response = await send(url, wanted, signal);
    const { statusCode: status = 0, headers } = response;
    if (status < 300 || status >= 400 || status === 304 || !headers.location) {
      const body = await readBody(response, wanted.maxBytes, signal);
      return { url, status, contentType: headers['content-type'] ?? '', body };
    }
    response.destroy();
    const next = URL.canParse(headers.location, url) ? new URL(headers.location, url) : null;
    if (wanted.maxRedirects === 0) throw new OutboundError('too_many_redirects', 'It leads to another address.');
    if (!next || (wanted.method ?? 'GET') !== 'GET' || (wanted.mayFollow && !wanted.mayFollow(next))) {
      throw new OutboundError('blocked', 'It leads to another address.');
    }
    url = next;
  }
  throw new OutboundError('too_many_redirects', 'It leads from one address to the next.');
}

async function send(url: URL, wanted: OutboundRequest, signal: AbortSignal): Promise<IncomingMessage> {
  const { policy, headers, method = 'GET', body } = wanted;
  const to = await checked(url, policy, signal);
  const request = to.isTls ? httpsRequest : httpRequest;
  return new Promise((resolve, reject) => {
    const asking = request(url, {
      method,
      signal,
      // Without an agent Node takes 80 for the usual port, and writes `:80` behind the name of every host.
      defaultPort: to.isTls ? 443 : 80,
      maxHeaderSize: 32 * 1024,
      headers: { 'accept-encoding': 'gzip, deflate, br', ...headers },
      createConnection: () => policy.connect(to),
    });
    asking.once('response', resolve);
    asking.once('error', reject);
    asking.end(body);
  });
}

/** Names that mean this machine or this network, whatever a resolver makes of them. */
const innerNames = /(^|\.)(localhost|local|localdomain|internal|intranet|lan|home\.arpa)$/i;

/** Refuses unless every address that the name has is allowed. */
async function checked(url: URL, policy: OutboundPolicy, signal: AbortSignal): Promise<Destination> {
  const blocked = () => new OutboundError('blocked', 'This address is not on the public internet.');
  const isTls = url.protocol === 'https:';
  if ((!isTls && url.protocol !== 'http:') || url.username || url.password) throw blocked();
  const port = Number(url.port || (isTls ? 443 : 80));
  if (!policy.allowsPort(port)) throw blocked();

  const hostname = url.hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '');
  if (innerNames.test(hostname)) throw blocked();
  const addresses = isIP(hostname) ? [hostname] : await abortable(policy.resolve(hostname), signal);
  const [address] = addresses;
  if (!address || !addresses.every((one) => policy.allowsAddress(one))) throw blocked();
  return { address, port, hostname, isTls };
}

function abortable<Value>(work: Promise<Value>, signal: AbortSignal): Promise<Value> {
  return new Promise((resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
    work.then(resolve, reject);
  });
}

async function readBody(response: IncomingMessage, maxBytes: number, signal: AbortSignal): Promise<Buffer> {
  const stream = decoded(response);
  const parts: Buffer[] = [];
  let size = 0;
  try {
    for await (const part of stream) {
      signal.throwIfAborted();
      size += part.length;
      if (size > maxBytes) throw new OutboundError('too_large', 'It is too large.');
      parts.push(part);
    }
  } finally {
    response.destroy();
    stream.destroy();
  }
  return Buffer.concat(parts);
}

function decoded(response: IncomingMessage) {
  const encoding = response.headers['content-encoding']?.trim().toLowerCase() ?? 'identity';
  const decoder =
    encoding === 'gzip' || encoding === 'x-gzip'
      ? createGunzip()
      : encoding === 'deflate'
        ? createInflate()
        : encoding === 'br'
          ? createBrotliDecompress()
          : null;
  if (!decoder) return response;
  response.once('error', (error) => decoder.destroy(error));
  return response.pipe(decoder);
}
