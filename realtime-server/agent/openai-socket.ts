import type { CancelTimer, Clock } from '@/lib/platform/clock';
import { type Messages, SwiftSocket } from '@/lib/websocket/swift-socket';
import type { Parts } from '@/lib/websocket/text-frame';
import { watchLife } from '@/lib/websocket/watch-life';
import type { ModelLoss } from '../ports/voice-model';
import { lossOfClose } from './model-trouble';

export type OpenAiAccount = { apiKey: string; baseUrl: string };

type SocketDeps = {
  account: OpenAiAccount;
  model: string;
  safetyIdentifier: string;
  clock: Clock;
  onOpen(): void;
  takeBytes: NonNullable<Messages['takeBytes']>;
  onText(text: string): void;
  onLost(loss: ModelLoss): void;
};

export type OpenAiSocket = {
  send(text: string): void;
  /** The same for ASCII that lies in parts, at little work. */
  sendParts(parts: Parts): void;
  /** The session is what we asked for: from now on a loss is final for this socket. */
  settled(): void;
  /** What was told before the other side noticed still comes, until this resolves. */
  close(): Promise<void>;
};

const readyLimitMs = 4000;
const retryAfterMs = { least: 150, spread: 250 };
const life = { everyMs: 2000, mostSilentChecks: 2 };
/** After a farewell the other side has said all it will say when it says its own; so many looks are waited for that. */
const lookEveryMs = 250;
const mostLooks = 4;
/** A model that does not read what we send is gone; what waits for it is not worth its memory. */
const maxBufferedBytes = 8 * 1024 * 1024;

/** `https://host/v1` becomes `wss://host/v1/realtime?model=…`. */
export function realtimeUrl(baseUrl: string, model: string): string {
  const url = new URL(baseUrl);
  url.protocol = url.protocol === 'http:' ? 'ws:' : 'wss:';
  url.pathname = `${url.pathname.replace(/\/$/, '')}/realtime`;
  url.searchParams.set('model', model);
  return url.toString();
}

/** Opens, and once more if the first try fails for a reason that may pass. Reports its end once, and only unasked. */
export function openOpenAiSocket(deps: SocketDeps): OpenAiSocket {
  const { clock, account } = deps;
  let socket: SwiftSocket | null = null;
  let left: SwiftSocket | null = null;
  let gone = Promise.resolve();
  let cancelTimer: CancelTimer = () => {};
  let cancelChecks: CancelTimer = () => {};
  let triesLeft = 2;
  let isSettled = false;
  let isOver = false;

  function failed(tried: SwiftSocket, loss: ModelLoss): void {
    if (isOver || tried !== socket) return;
    cancelTimer();
    cancelChecks();
    socket = null;
    leave(tried);
    if (isSettled || loss.kind !== 'lost' || triesLeft === 0) {
      isOver = true;
      deps.onLost(loss);
      return;
    }
    cancelTimer = clock.setTimeout(connect, retryAfterMs.least + Math.random() * retryAfterMs.spread);
  }

  /** By count, so that a stall of our own cuts nothing off that has come already. */
  function leave(tried: SwiftSocket): void {
    left?.terminate();
    left = tried;
    drop(tried);
    if (tried.readyState === SwiftSocket.CLOSED) return;
    gone = new Promise((resolve) => {
      let looks = 0;
      const cancel = clock.setInterval(() => {
        looks += 1;
        if (looks === mostLooks) tried.terminate();
      }, lookEveryMs);
      tried.once('close', () => {
        cancel();
        resolve();
      });
    });
  }

  function connect(): void {
    triesLeft -= 1;
    const tried = new SwiftSocket(realtimeUrl(account.baseUrl, deps.model), {
      headers: { Authorization: `Bearer ${account.apiKey}`, 'OpenAI-Safety-Identifier': deps.safetyIdentifier },
      perMessageDeflate: false,
      skipUTF8Validation: true,
      handshakeTimeout: readyLimitMs,
    });
    socket = tried;
    cancelTimer = clock.setTimeout(() => failed(tried, { kind: 'lost', code: 'connect_timeout' }), readyLimitMs);
    tried.on('upgrade', (response) => tried.runOver(response.socket, 'client'));
    tried.on('open', () => {
      tried.read({ onText: deps.onText, onBinary: () => undefined, takeBytes: deps.takeBytes });
      if (isOver || tried !== socket) return;
      cancelTimer();
      const onDead = () => failed(tried, { kind: 'lost', code: 'half_open' });
      cancelChecks = watchLife(tried, { ...life, clock, onDead });
      deps.onOpen();
    });
    tried.on('close', (code, reason) => failed(tried, lossOfClose(code, reason.toString())));
    tried.on('unexpected-response', (_, response) => failed(tried, lossOfStatus(response.statusCode ?? 0)));
    tried.on('error', () => failed(tried, { kind: 'lost', code: 'socket_error' }));
  }

  function readingSocket(): SwiftSocket | null {
    if (socket?.readyState !== SwiftSocket.OPEN) return null;
    if (socket.waitingBytes() <= maxBufferedBytes) return socket;
    failed(socket, { kind: 'lost', code: 'not_reading' });
    return null;
  }

  connect();

  return {
    send: (text) => readingSocket()?.send(text),
    sendParts: (parts) => readingSocket()?.sendParts(parts),
    settled() {
      isSettled = true;
    },
    close() {
      isOver = true;
      cancelTimer();
      cancelChecks();
      if (socket) leave(socket);
      socket = null;
      return gone;
    },
  };
}

function lossOfStatus(status: number): ModelLoss {
  const isFinal = status >= 400 && status < 500 && status !== 408 && status !== 429;
  return { kind: isFinal ? 'final' : 'lost', code: `http_${status}` };
}

/** The other side may be gone: nobody waits for its farewell. */
function drop(socket: SwiftSocket): void {
  if (socket.readyState === SwiftSocket.OPEN && socket.bufferedAmount > maxBufferedBytes) socket.terminate();
  else if (socket.readyState === SwiftSocket.OPEN) socket.close(1000);
  else if (socket.readyState === SwiftSocket.CONNECTING) socket.terminate();
}
