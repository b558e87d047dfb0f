import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { renewLeases } from '@/lib/call/write';
import type { Clock } from '@/lib/platform/clock';
import type { Log } from '@/lib/platform/log';
import { makeAdmission } from './admission/admission';
import type { Budgets } from './admission/budgets';
import { openConfigCache } from './admission/config-cache';
import { makeOwnerNotice } from './admission/owner-notice';
import { makeBrowserDoor } from './browser-door';
import type { CommandWatch } from './commands/command-watch';
import { addressOf, type Door, makeHttpServer, signedDoor } from './doors';
import type { HealthCheck } from './health';
import { makeResponder } from './http';
import { type LiveCalls, makeLiveCalls } from './live-calls';
import { makeMetrics } from './metrics';
import { makeSocketSlots } from './phone/socket-slots';
import { makePhoneDoors } from './phone-doors';
import type { CallSetup } from './ports/call-setup';
import type { StartCall } from './ports/live-call';
import type { Recorder } from './ports/recorder';
import { makeRefusals } from './refusals';
import { makeSockets } from './sockets';
import { makeIncomingText } from './texts/incoming-text';
import { makeTextStatus } from './texts/text-status';
import { makeRecordKeeper } from './transcript/record-keeper';
import type { Databases } from './transcript/record-writer';
import { makeWatchDoors } from './watch-doors';

export type ServerSettings = {
  dataDir: string;
  realtimePublicUrl: string;
  allowedOrigins: readonly string[];
  internalApiSecret: string;
  environment: string;
  twilio: { accountSid: string | null; authToken: string; apiBaseUrl: string };
};

export type ServerDeps = {
  settings: ServerSettings;
  databases: Databases;
  startCall: StartCall;
  /** An admitted call's stream is expected; what it gives back is called when the stream did not come in time. */
  onAdmitted?(setup: CallSetup): () => void;
  /** Who counts what calls cost while they run; absent, only what the database has summed up counts. */
  budgets?: Pick<Budgets, 'fresher'>;
  /** Absent: nobody can ask anything of a call. */
  commands?: CommandWatch;
  /** Absent: calls are not recorded. */
  recorderFor?(setup: CallSetup): Recorder;
  healthChecks: Readonly<Record<string, HealthCheck>>;
  clock: Clock;
  log: Log;
};

export type RealtimeServer = {
  /** Gives the port. */
  listen(port: number, host: string): Promise<number>;
  /** Lets no new call in; calls in progress go on. */
  drain(): void;
  /** Gives what is left of the calls to other servers, if there is one; false if there is none. */
  handOver(): Promise<boolean>;
  liveCalls: LiveCalls;
  close(): Promise<void>;
};

const recoverWithinMs = 2_000;
const flushWithinMs = 5_000;
const anotherWithinMs = 1_500;
const strangers = { perIp: 100, inAll: 500 };

/** Wires the rooms. Nothing happens before `listen`. */
export async function build(deps: ServerDeps): Promise<RealtimeServer> {
  const { settings, databases, startCall, healthChecks, clock, log } = deps;
  const { service, callDb, callsDb } = databases;
  const metrics = makeMetrics();
  const responder = makeResponder(settings.realtimePublicUrl.startsWith('https:'));
  const cache = await openConfigCache({ dataDir: settings.dataDir, secret: settings.internalApiSecret, clock, log });
  const records = makeRecordKeeper({ dataDir: settings.dataDir, databases, clock, log });
  const liveCalls = makeLiveCalls({
    startCall,
    renewLeases: (calls) => renewLeases(callsDb(calls)),
    watchCommands: deps.commands?.join,
    clock,
    log,
  });
  const admission = makeAdmission({
    service,
    callDb,
    cache,
    liveCallsOf: (tenantId) => liveCalls.countOf(tenantId) + phone.comingOf(tenantId),
    ownerNotice: makeOwnerNotice({ service, log }),
    fresherUse: deps.budgets?.fresher,
    clock,
    log,
  });
  const slots = makeSocketSlots(strangers);
  const sockets = makeSockets(slots);
  const refusals = makeRefusals({ service, log });
  let isDraining = false;
  let isHandingOver = false;
  let recovery = Promise.resolve();

  const phone = makePhoneDoors({
    ...deps,
    admission,
    cache,
    records,
    liveCalls,
    metrics,
    isDraining: () => isDraining,
    isHandingOver: () => isHandingOver,
    recovered: () => Promise.race([recovery, new Promise<void>((done) => clock.setTimeout(done, recoverWithinMs))]),
  });
  const browser = makeBrowserDoor({
    settings,
    admission,
    records,
    liveCalls,
    metrics,
    isDraining: () => isDraining,
    clock,
    log,
  });
  metrics.watch({ liveCalls: liveCalls.count, waitingSockets: slots.taken, unwrittenEntries: records.waiting });

  const refused = (request: IncomingMessage) => {
    metrics.refusals.inc({ door: 'webhook' });
    refusals.note('webhook', addressOf(request));
  };
  const texts = [
    { path: '/phone/incoming-text', name: 'incoming-text', answer: makeIncomingText({ service, log }) },
    { path: '/phone/text-status', name: 'text-status', answer: makeTextStatus({ service, log }) },
  ];
  const doors = new Map<string, Door>([
    ...[...phone.webhooks, ...texts].map(({ path, name, answer }): [string, Door] => [
      path,
      signedDoor(name, phone.signatures, refused, answer),
    ]),
    ...phone.sounds,
    ...makeWatchDoors({ settings, healthChecks, metrics, isDraining: () => isDraining, clock }),
  ]);

  const server = makeHttpServer({
    doors,
    upgrades: new Map([
      [
        '/phone/media-stream',
        {
          open(request, socket, head) {
            const status = phone.refuseUpgrade(request);
            if (status === 403) refusals.note('stream', addressOf(request));
            return status ?? sockets.take({ request, socket, head, ip: addressOf(request) }, phone.serve);
          },
        },
      ],
      [
        '/browser/call',
        {
          open: (request, socket, head) =>
            browser.refuseUpgrade(request) ??
            sockets.take({ request, socket, head, ip: addressOf(request) }, browser.serve),
        },
      ],
    ]),
    responder,
    metrics,
    log,
  });

  return {
    liveCalls,
    async listen(port, host) {
      recovery = records.recover().catch((err) => log.error({ err }, 'What a crash left behind was not recovered'));
      server.listen(port, host);
      await once(server, 'listening');
      const address = server.address();
      return typeof address === 'object' && address ? address.port : port;
    },
    drain() {
      isDraining = true;
    },
    async handOver() {
      isHandingOver = await isAnotherReady(settings.realtimePublicUrl);
      if (isHandingOver) await liveCalls.handOverAll();
      return isHandingOver;
    },
    async close() {
      isDraining = true;
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      sockets.closeAll();
      server.closeIdleConnections();
      await Promise.race([records.flushed(), new Promise<void>((done) => clock.setTimeout(done, flushWithinMs))]);
      await cache.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

/** We are not ready ourselves any more: whoever answers so at the public address is somebody else. */
async function isAnotherReady(publicUrl: string): Promise<boolean> {
  try {
    const response = await fetch(`${publicUrl}/readyz`, { signal: AbortSignal.timeout(anotherWithinMs) });
    await response.body?.cancel();
    return response.ok;
  } catch {
    return false;
  }
}
