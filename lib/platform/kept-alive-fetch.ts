import { type ClientRequest, Agent as HttpAgent, request as httpRequest, type IncomingMessage } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';

const sockets = { keepAlive: true, maxSockets: 128 };
const agents = { http: new HttpAgent(sockets), https: new HttpsAgent(sockets) };
const withoutBody = new Set([204, 205, 304]);

/**
 * `fetch` for the many small requests of a call server: text in, text out, over sockets that stay open. Node's own tees
 * every body and makes an abort signal for each deadline, which is three times the work; ask it for anything else.
 */
export function keptAliveFetch(timeoutMs: number): typeof fetch {
  return async (input, init = {}) => {
    const { body = null } = init;
    if (input instanceof Request || (body !== null && typeof body !== 'string')) {
      throw new TypeError('Only an address and text are sent this way.');
    }
    const asked = { url: new URL(input), body, headers: Object.fromEntries(new Headers(init.headers)) };
    return send({ ...asked, method: init.method ?? 'GET', signal: init.signal ?? undefined, timeoutMs });
  };
}

type Asked = {
  url: URL;
  method: string;
  headers: Record<string, string>;
  body: string | null;
  signal: AbortSignal | undefined;
  timeoutMs: number;
};

async function send(asked: Asked): Promise<Response> {
  const request = open(asked);
  const late = () => request.destroy(new DOMException('The answer took too long.', 'TimeoutError'));
  const deadline = setTimeout(late, asked.timeoutMs);
  let hasAnswer = false;
  try {
    return await new Promise<Response>((resolve, reject) => {
      request.on('error', reject);
      request.on('response', (answer) => {
        hasAnswer = true;
        read(answer, resolve, reject);
      });
      request.end(asked.body ?? undefined);
    });
  } catch (error) {
    // The other side closed a socket of ours just when it was used again: nothing of this was heard there.
    if (request.reusedSocket && !hasAnswer && isReset(error)) return send(asked);
    throw error;
  } finally {
    clearTimeout(deadline);
  }
}

function open({ url, method, headers, body, signal }: Asked): ClientRequest {
  const length = body === null ? {} : { 'content-length': String(Buffer.byteLength(body)) };
  const options = { method, headers: { ...headers, ...length }, signal };
  return url.protocol === 'https:'
    ? httpsRequest(url, { ...options, agent: agents.https })
    : httpRequest(url, { ...options, agent: agents.http });
}

function read(answer: IncomingMessage, resolve: (whole: Response) => void, reject: (reason: unknown) => void): void {
  const { statusCode: status = 500, statusMessage: statusText } = answer;
  let body = '';
  answer.setEncoding('utf8');
  answer.on('data', (part: string) => {
    body += part;
  });
  answer.on('error', reject);
  answer.on('end', () => {
    const headers = Object.entries(answer.headersDistinct).flatMap(([name, values = []]) =>
      values.map((value): [string, string] => [name, value]),
    );
    resolve(new Response(withoutBody.has(status) ? null : body, { status, statusText, headers }));
  });
}

function isReset(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ECONNRESET';
}
