import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Log } from '@/lib/platform/log';
import { type Responder, readBody } from './http';
import type { Metrics } from './metrics';
import { parseForm } from './phone/form';
import { type Reply, textReply } from './phone/reply';
import type { FormParams, SignatureCheck } from './phone/verify-signature';

export type Door = {
  /** How the door is called in figures and in the log. */
  name: string;
  method: 'GET' | 'POST';
  open(request: IncomingMessage): Promise<Reply>;
};

export type UpgradeDoor = {
  /** A status that refuses, or null when the socket was taken. */
  open(request: IncomingMessage, socket: Duplex, head: Buffer): number | null;
};

type Deps = {
  doors: ReadonlyMap<string, Door>;
  upgrades: ReadonlyMap<string, UpgradeDoor>;
  responder: Responder;
  metrics: Metrics;
  log: Log;
};

const headersWithinMs = 10_000;
const requestWithinMs = 15_000;
const maxUrlLength = 2_000;

export function makeHttpServer({ doors, upgrades, responder, metrics, log }: Deps): Server {
  const server = createServer({ headersTimeout: headersWithinMs, requestTimeout: requestWithinMs });

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const door = doors.get(pathOf(request));
    const stop = metrics.requestSeconds.startTimer({ route: door?.name ?? 'none' });
    const reply = await replyOf(door, request);
    stop();
    metrics.requests.inc({ route: door?.name ?? 'none', status: reply.status });
    responder.reply(response, reply, reply.status === 413 ? { connection: 'close' } : {});
  }

  async function replyOf(door: Door | undefined, request: IncomingMessage): Promise<Reply> {
    if (!door) return textReply(404, 'Not found.');
    const method = request.method === 'HEAD' ? 'GET' : request.method;
    if (method !== door.method) return textReply(405, 'Not allowed.');
    try {
      return await door.open(request);
    } catch (err) {
      log.error({ err, door: door.name }, 'A request failed');
      return textReply(500, 'Something went wrong.');
    }
  }

  server.on('request', (request, response) => {
    request.on('error', () => response.destroy());
    void answer(request, response);
  });
  server.on('upgrade', (request, socket, head) => {
    socket.on('error', () => socket.destroy());
    const status = upgrades.get(pathOf(request))?.open(request, socket, head);
    if (status === null) return;
    metrics.refusals.inc({ door: pathOf(request) === '/browser/call' ? 'browser' : 'stream' });
    responder.refuseUpgrade(socket, status ?? 404);
  });
  server.on('clientError', (_, socket) => socket.destroy());
  return server;
}

/** A door for the carrier's webhooks: nothing is looked at before the signature holds. */
export function signedDoor(
  name: string,
  check: SignatureCheck,
  refused: (request: IncomingMessage) => void,
  answer: (params: FormParams, url: string) => Promise<Reply>,
): Door {
  return {
    name,
    method: 'POST',
    async open(request) {
      const body = await readBody(request);
      if (!body) return textReply(413, 'Too large.');
      const params = parseForm(body, request.headers['content-type']);
      const signature = request.headers['x-twilio-signature'];
      const given = typeof signature === 'string' ? signature : undefined;
      if (!params || !check.isWebhookGenuine(given, request.url ?? '', params)) {
        refused(request);
        return textReply(403, 'Forbidden.');
      }
      return answer(params, request.url ?? '');
    },
  };
}

function pathOf(request: IncomingMessage): string {
  const url = request.url ?? '';
  if (url.length > maxUrlLength) return '';
  const path = url.split('?', 1)[0] ?? '';
  return path.length > 1 && path.endsWith('/') ? path.slice(0, -1) : path;
}

export function addressOf(request: IncomingMessage): string {
  return request.socket.remoteAddress ?? 'unknown';
}
