import { timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import { newId } from './conversation';
import { refusal } from './protocol-error';
import { makeSession, type SessionDeps } from './session';
import { makeSessionLog, type SessionRecord } from './session-log';

export type ModelServer = {
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  sessions(): SessionRecord[];
  close(): void;
};

type Refused = { code: string; message: string; close: number };

const keptSessions = 200;
const pingMs = 20_000;

export function sameKey(given: string, expected: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
}

function refuse(request: IncomingMessage, url: URL, apiKey: string): Refused | undefined {
  const bearer = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1] ?? '';
  const model = url.searchParams.get('model');
  if (!sameKey(bearer, apiKey)) return { code: 'invalid_api_key', message: 'Incorrect API key provided.', close: 3000 };
  if (request.headers['openai-beta']) {
    const message = 'The Realtime Beta API is no longer supported. Please use /v1/realtime for the GA API.';
    return { code: 'beta_api_shape_disabled', message, close: 4000 };
  }
  if (!model) return { code: 'missing_model', message: 'You must provide a model parameter.', close: 4000 };
  if (!/^gpt-(realtime|4o-(mini-)?realtime|audio)/.test(model)) {
    return { code: 'invalid_model', message: `Model "${model}" is not supported in realtime mode.`, close: 4000 };
  }
  return undefined;
}

/** The upgrade always succeeds; who may not speak learns it from an error and a close, as at the real place. */
export function makeModelServer(apiKey: string, deps: SessionDeps): ModelServer {
  const server = new WebSocketServer({ noServer: true, perMessageDeflate: false, maxPayload: 32 * 1024 * 1024 });
  const records: SessionRecord[] = [];
  const sockets = new Set<WebSocket>();

  function open(socket: WebSocket, request: IncomingMessage): void {
    const url = new URL(request.url ?? '/', 'http://practice');
    const refused = refuse(request, url, apiKey);
    if (refused) {
      const error = { ...refusal(refused.code, refused.message), event_id: null };
      socket.send(JSON.stringify({ type: 'error', event_id: newId('event'), error }));
      socket.close(refused.close, `invalid_request_error.${refused.code}`);
      return;
    }
    const safetyIdentifier = request.headers['openai-safety-identifier']?.toString() ?? null;
    const log = makeSessionLog(newId('sess'), url.searchParams.get('model') ?? '', safetyIdentifier);
    records.push(log.record);
    if (records.length > keptSessions) records.shift();
    hold(socket, log);
  }

  function hold(socket: WebSocket, log: ReturnType<typeof makeSessionLog>): void {
    const wire = {
      send: (text: string) => socket.send(text, () => {}),
      close: (code: number, reason: string) => socket.close(code, reason),
      cut: () => socket.terminate(),
    };
    const session = makeSession(log.record.model, wire, log, deps);
    const ping = setInterval(() => socket.ping(), pingMs);
    sockets.add(socket);
    socket.on('message', (data) => session.receive(data.toString()));
    socket.on('close', (code) => {
      clearInterval(ping);
      sockets.delete(socket);
      session.close(code);
    });
  }

  return {
    upgrade(request, socket, head) {
      const { refuseUpgrade, connectDelayMs } = deps.script.current();
      socket.on('error', () => socket.destroy());
      if (refuseUpgrade) {
        socket.end(`HTTP/1.1 ${refuseUpgrade} Refused\r\nContent-Length: 0\r\nConnection: close\r\n\r\n`);
        return;
      }
      const accept = () =>
        server.handleUpgrade(request, socket, head, (ws) => {
          ws.on('error', () => ws.terminate());
          open(ws, request);
        });
      if (connectDelayMs) deps.clock.after(connectDelayMs, accept);
      else accept();
    },
    sessions: () => records,
    close() {
      for (const socket of sockets) socket.terminate();
    },
  };
}
