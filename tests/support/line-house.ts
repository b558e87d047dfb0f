import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pino from 'pino';
import type { EndReason, Turn } from '@/lib/contracts/call';
import { systemClock } from '@/lib/platform/clock';
import { callDatabase } from '@/lib/platform/database';
import { databaseEnv } from '@/lib/platform/database-env';
import { mintCallToken, renewing } from '@/lib/platform/database-token';
import { serviceDatabase } from '@/lib/platform/service-database';
import { makeCallsDatabases } from '@/realtime-server/call-databases';
import type { CallLine, LiveCall, StartCall } from '@/realtime-server/ports/live-call';
import { build, type RealtimeServer, type ServerDeps } from '@/realtime-server/server';
import type { TestApi } from './database';
import { freePort } from './ports';

export const accountSid = `AC${'1'.repeat(32)}`;
export const authToken = 'carrier-token-of-the-tests-4b1d';
export const internalApiSecret = 'k3Jx8QmZ1vYt6RwB9sLp2NcD5gHf7Ea0';

/** A session that does nothing but note what the line brought. */
export type FakeSession = LiveCall & { line: CallLine; got: unknown[]; say(turn: Turn): void };

function makeFakeSession(line: CallLine): FakeSession {
  const got: unknown[] = [];
  const listeners: ((turn: Turn) => void)[] = [];
  let ending: Promise<void> | null = null;

  async function finish(reason: EndReason): Promise<void> {
    await line.store.finish(reason, 'answered', new Date());
    await line.carrier.hangUp();
    line.onEnded();
  }
  const end = (reason: EndReason) => {
    ending ??= finish(reason);
    return ending;
  };

  line.store.answered(new Date());
  return {
    line,
    got,
    onAudio: (payload) => void got.push(['audio', payload.toString('latin1')]),
    onMark: (name) => void got.push(['mark', name]),
    onDigit: (digit) => void got.push(['digit', digit]),
    onText: (text) => void got.push(['text', text]),
    onClosed(cause) {
      got.push(['closed', cause]);
      void end(cause === 'lost' ? 'carrier_lost' : 'caller_hung_up');
    },
    end,
    async obey(command) {
      got.push(['command', command]);
      return { result: 'done', detail: '' };
    },
    async handOver() {
      got.push(['handed over']);
      await line.store.leave();
      line.carrier.release();
      line.onEnded();
    },
    transfer: async () => ({ kind: 'refused', why: 'unknown_label' }),
    onTurn: (listener) => void listeners.push(listener),
    say(turn) {
      line.store.saveTurn(turn);
      for (const listener of listeners) listener(turn);
    },
  };
}

export type LineHouse = AsyncDisposable & {
  url: string;
  publicUrl: string;
  port: number;
  dataDir: string;
  server: RealtimeServer;
  sessions: FakeSession[];
  /** The first session that answers to this; waits for it. */
  sessionOf(callSid: string): Promise<FakeSession>;
  close(): Promise<void>;
};

export type LineOptions = Partial<
  Pick<ServerDeps, 'clock' | 'onAdmitted' | 'healthChecks' | 'commands' | 'budgets' | 'recorderFor'>
> & {
  /** In place of a session that only notes what the line brought. */
  startCall?: StartCall;
  /** Without one, the database is away. */
  api?: TestApi;
  dataDir?: string;
  port?: number;
  publicUrl?: string;
  twilioApi?: string;
};

/** The realtime server in this process, on a free port, with fake sessions behind its doors. */
export async function openLine(options: LineOptions = {}): Promise<LineHouse> {
  const dataDir = options.dataDir ?? mkdtempSync(path.join(tmpdir(), 'foyer-line-'));
  const sessions: FakeSession[] = [];
  const source = options.api?.source ?? {
    SUPABASE_URL: `http://127.0.0.1:${await freePort()}`,
    SUPABASE_PUBLISHABLE_KEY: 'sb_publishable_V1StGXR8Z5jdHi6BmyT2qL9c',
    SUPABASE_SECRET_KEY: 'sb_secret_9fQx7LrT3vNw1KzYb8MjHc5Dg2Ps6Ea4',
    SUPABASE_JWT_SECRET: 'c2h0Zm9yLXRlc3RzLW9ubHktN2Q4ZTlmMGExYjJjM2Q0',
  };
  const env = options.api?.env ?? databaseEnv(source);
  const port = options.port ?? (await freePort());
  const publicUrl = options.publicUrl ?? 'https://voice.foyer.test';

  const server = await build({
    settings: {
      dataDir,
      realtimePublicUrl: publicUrl,
      allowedOrigins: ['https://foyer.test'],
      internalApiSecret,
      environment: 'test',
      twilio: { accountSid, authToken, apiBaseUrl: options.twilioApi ?? `http://127.0.0.1:${await freePort()}` },
    },
    databases: {
      service: serviceDatabase(source),
      callDb: (callId) =>
        callDatabase(
          renewing(() => mintCallToken(callId, env)),
          env,
        ),
      callsDb: makeCallsDatabases(env),
    },
    commands: options.commands,
    budgets: options.budgets,
    recorderFor: options.recorderFor,
    startCall(line) {
      if (options.startCall) return options.startCall(line);
      const session = makeFakeSession(line);
      sessions.push(session);
      return session;
    },
    healthChecks: options.healthChecks ?? {},
    onAdmitted: options.onAdmitted,
    clock: options.clock ?? systemClock,
    log: pino({ level: process.env.LOG_LEVEL ?? 'silent' }),
  });
  await server.listen(port, '127.0.0.1');

  const close = async () => {
    await server.liveCalls.endAll('server_stopped');
    await server.close();
    if (!options.dataDir) rmSync(dataDir, { recursive: true, force: true });
  };
  return {
    url: `http://127.0.0.1:${port}`,
    publicUrl,
    port,
    dataDir,
    server,
    sessions,
    sessionOf: (callSid) =>
      until(() => sessions.find(({ line }) => line.setup.carrierCallSid === callSid), `a session of ${callSid}`),
    close,
    [Symbol.asyncDispose]: close,
  };
}

/** Asks again until there is something; fails with what was waited for. */
export async function until<Found>(
  look: () => Found | null | undefined | false | Promise<Found | null | undefined | false>,
  what: string,
  withinMs = 20_000,
): Promise<Found> {
  const deadline = performance.now() + withinMs;
  while (performance.now() < deadline) {
    const found = await look();
    if (found) return found;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error(`Waited in vain for ${what}.`);
}
