import { once } from 'node:events';
import { createServer, request } from 'node:http';
import { WebSocket, WebSocketServer } from 'ws';

/** How a session ends by itself: by its close code, or like a cut cable. */
export type Cut = { how: number | 'cable'; afterDeltas: number };

export type ModelRelay = {
  url: string;
  /** The next session that has played so many pieces of sound since now is cut, and no other. Gives when. */
  cutOnce(cut: Cut): Promise<number>;
  /** All that are open. */
  cutAll(how: Cut['how']): void;
  /** Upgrades are answered with this, or late. */
  refuseWith(status: number | null): void;
  delayUpgrades(ms: number): void;
  /** Open sockets stay open, and nothing passes any more, not even a ping's answer. New ones are well. */
  blackHole(): void;
  /** To every open session of ours, as if the model had said it. */
  inject(text: string): void;
  /** Our side stops reading what comes from the server; false reads on. */
  stopReading(stopped: boolean): void;
  opened(): number;
  close(): Promise<void>;
};

type Session = { ours: WebSocket; theirs: WebSocket; isDead: boolean };

/** Between our server and the voice model: everything passes as it is, until it is told otherwise. */
export async function startModelRelay(target: URL): Promise<ModelRelay> {
  const sessions = new Set<Session>();
  let refusal: number | null = null;
  let delayMs = 0;
  let opened = 0;
  let cut: { wanted: Cut; left: number; done: (atMs: number) => void } | null = null;

  const http = createServer((asked, answer) => {
    const passed = request(new URL(asked.url ?? '/', target), { headers: asked.headers }, (response) => {
      answer.writeHead(response.statusCode ?? 502, response.headers);
      response.pipe(answer);
    });
    passed.on('error', () => answer.writeHead(502).end());
    asked.pipe(passed);
  });
  const sockets = new WebSocketServer({ noServer: true, perMessageDeflate: false });

  function end({ ours, theirs }: Session, how: Cut['how']): void {
    theirs.terminate();
    if (how === 'cable') ours.terminate();
    else ours.close(how);
  }

  function open(ours: WebSocket, url: string, authorization: string): void {
    opened += 1;
    const address = new URL(url, target);
    address.protocol = 'ws:';
    const theirs = new WebSocket(address, { headers: { Authorization: authorization }, perMessageDeflate: false });
    const session: Session = { ours, theirs, isDead: false };
    const early: string[] = [];
    sessions.add(session);
    ours.on('message', (data) => {
      if (session.isDead) return;
      if (theirs.readyState === WebSocket.OPEN) theirs.send(data.toString());
      else early.push(data.toString());
    });
    theirs.on('open', () => {
      for (const text of early.splice(0)) theirs.send(text);
    });
    theirs.on('message', (data) => fromModel(session, data.toString()));
    theirs.on('close', (code, reason) => {
      if (!session.isDead && ours.readyState === WebSocket.OPEN) ours.close(code === 1006 ? 1011 : code, reason);
    });
    ours.on('close', () => {
      sessions.delete(session);
      theirs.terminate();
    });
    for (const socket of [ours, theirs]) socket.on('error', () => undefined);
  }

  function fromModel(session: Session, text: string): void {
    if (session.isDead || session.ours.readyState !== WebSocket.OPEN) return;
    session.ours.send(text);
    if (!cut || !text.includes('"response.output_audio.delta"')) return;
    cut.left -= 1;
    if (cut.left > 0) return;
    const { wanted, done } = cut;
    cut = null;
    end(session, wanted.how);
    done(performance.now());
  }

  http.on('upgrade', (asked, socket, head) => {
    if (refusal !== null) {
      socket.end(`HTTP/1.1 ${refusal} Refused\r\nContent-Length: 0\r\nConnection: close\r\n\r\n`);
      return;
    }
    setTimeout(
      () =>
        sockets.handleUpgrade(asked, socket, head, (ours) =>
          open(ours, asked.url ?? '/', asked.headers.authorization ?? ''),
        ),
      delayMs,
    );
  });
  http.listen(0, '127.0.0.1');
  await once(http, 'listening');
  const address = http.address();

  return {
    url: `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`,
    cutOnce: (wanted) =>
      new Promise((done) => {
        cut = { wanted, left: wanted.afterDeltas, done };
      }),
    cutAll(how) {
      for (const session of sessions) end(session, how);
    },
    refuseWith(status) {
      refusal = status;
    },
    delayUpgrades(ms) {
      delayMs = ms;
    },
    blackHole() {
      for (const session of sessions) {
        session.isDead = true;
        session.ours.pause();
      }
    },
    inject(text) {
      for (const { ours } of sessions) ours.send(text);
    },
    stopReading(stopped) {
      for (const { ours } of sessions) stopped ? ours.pause() : ours.resume();
    },
    opened: () => opened,
    async close() {
      for (const session of sessions) end(session, 'cable');
      http.closeAllConnections();
      await new Promise((resolve) => http.close(resolve));
    },
  };
}
