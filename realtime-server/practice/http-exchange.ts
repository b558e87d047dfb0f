import type { IncomingMessage, ServerResponse } from 'node:http';

export type Exchange = {
  request: IncomingMessage;
  response: ServerResponse;
  url: URL;
  /** What the route's pattern caught, in order. */
  caught: string[];
};

export type Route = { method: string; path: RegExp; handle(exchange: Exchange): Promise<void> | void };

/** Thrown by a handler, answered as it says. */
export class HttpRefusal extends Error {
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
  }
}

export async function readBody({ request }: Exchange, mostBytes: number): Promise<Buffer> {
  const pieces: Buffer[] = [];
  let size = 0;
  for await (const piece of request) {
    size += piece.length;
    if (size > mostBytes) throw new HttpRefusal(413, `The body is larger than ${mostBytes} bytes.`);
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}

/** JSON under its own content type only: a page of another site cannot send that without asking first. */
export async function readJson(exchange: Exchange, mostBytes: number): Promise<unknown> {
  if (!/^application\/json\b/.test(exchange.request.headers['content-type'] ?? '')) {
    throw new HttpRefusal(415, 'Send application/json.');
  }
  try {
    return JSON.parse((await readBody(exchange, mostBytes)).toString('utf8'));
  } catch (error) {
    if (error instanceof HttpRefusal) throw error;
    throw new HttpRefusal(400, 'The body is not valid JSON.');
  }
}

export function answer({ response }: Exchange, status: number, type: string, body: string | Buffer): void {
  response.writeHead(status, {
    'Content-Type': type,
    'Cache-Control': 'no-store',
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer',
  });
  response.end(body);
}

export function answerJson(exchange: Exchange, status: number, value: unknown): void {
  answer(exchange, status, 'application/json; charset=utf-8', JSON.stringify(value));
}

/** Only names that mean this machine: a page elsewhere that rebinds its name here is turned away. */
export function isLocal(host: string | undefined): boolean {
  return /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/.test(host ?? '');
}
