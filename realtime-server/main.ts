import path from 'node:path';
import { reapCalls } from '@/lib/admission/write';
import { listErasures } from '@/lib/clip/read';
import { readSecretsOfCall } from '@/lib/connection/read';
import { requireDatabase } from '@/lib/health/read';
import { makeEmbed } from '@/lib/knowledge/embed';
import { readCallUse } from '@/lib/limits/read';
import { claimMails, markDead, markForRetry, markSent } from '@/lib/mail/write';
import { makePhoneCodes } from '@/lib/member/phone-code';
import { systemClock } from '@/lib/platform/clock';
import { makeVault } from '@/lib/platform/crypto';
import { realtimeEnv } from '@/lib/platform/env';
import { EnvError } from '@/lib/platform/env-fields';
import { putHelpersLast } from '@/lib/platform/helper-threads';
import { makeLog } from '@/lib/platform/log';
import { publicInternet } from '@/lib/platform/outbound';
import { serviceDatabase } from '@/lib/platform/service-database';
import { makeBudgets } from './admission/budgets';
import { makeCallCalendar } from './call-calendar';
import { makeCallCosts } from './call-costs';
import { makeCallDatabases, makeCallsDatabases } from './call-databases';
import { makeCallKnowledge } from './call-knowledge';
import { makeCallTexts } from './call-texts';
import { makeCommandDesk } from './commands/command-desk';
import { makeCommandWatch } from './commands/command-watch';
import { makeCallConnections } from './connections/call-connections';
import { startAfterCall } from './jobs/after-call';
import { startMailDelivery } from './jobs/deliver-mail';
import { startForgettingClips } from './jobs/forget-clips';
import { makeMailer } from './jobs/mailer';
import { startReaper } from './jobs/reap';
import { repeat } from './jobs/repeat';
import { makeSummaryModel } from './jobs/summary-model';
import { makeRecordings } from './recordings';
import { build } from './server';
import { makeCallStarter } from './session/call-starter';
import { makeShutdown } from './shutdown';
import { makeTwilioTexts } from './texts/twilio-texts';
import { makeTranscribe } from './voicemail/transcribe';
import { makeTwilioVoicemail } from './voicemail/twilio-voicemail';

const log = makeLog('realtime');
const clock = systemClock;
const pruneClipsEveryMs = 6 * 60 * 60_000;

async function start(): Promise<void> {
  putHelpersLast();
  const env = realtimeEnv();
  const dataDir = path.resolve(env.dataDir);
  const service = serviceDatabase();
  const databases = {
    service,
    callDb: makeCallDatabases(env.database),
    callsDb: makeCallsDatabases(env.database),
  };
  const hasKey = env.openai.textModel !== null;
  const embedQuestion = hasKey ? makeEmbed({ ...env.openai, timeoutMs: 1_500 }) : null;
  const vault = makeVault(env.encryptionKeys);
  const payFor = makeCallCosts({ ...databases, clock, log });
  const budgets = makeBudgets({ readUse: (calls) => readCallUse(databases.callDb(calls[0]), calls), clock, log });
  const starter = makeCallStarter({
    ...{ account: env.openai, dataDir, clock, log },
    budgetOf: budgets.join,
    knowledgeOf: (setup) =>
      makeCallKnowledge({
        ...{ db: databases.callDb(setup.callId), embed: embedQuestion, log },
        paid: (paid) => void payFor(setup, paid),
      }),
    payFor,
    connectionsOf: (setup) =>
      makeCallConnections(setup, {
        ...{ vault, policy: publicInternet, clock, log },
        readSecrets: (tool) => readSecretsOfCall(databases.callDb(setup.callId), tool),
      }),
    calendarOf: (setup) => makeCallCalendar(setup, { db: databases.callDb(setup.callId), log }),
    textsOf: (setup) => makeCallTexts(setup, databases.callDb(setup.callId)),
  });
  const recordings = makeRecordings({ dataDir, databaseEnv: env.database, databases, clock, log });

  const server = await build({
    settings: { ...env, dataDir },
    databases,
    recorderFor: recordings.recorderFor,
    startCall: starter.startCall,
    budgets,
    commands: makeCommandWatch({ ...makeCommandDesk(env.database, databases.callDb), clock, log }),
    onAdmitted: starter.onAdmitted,
    healthChecks: {
      database: (signal) => requireDatabase(service, signal),
      voice_model: (signal) => requireAnswer(`${env.openai.baseUrl}/models`, env.openai.apiKey, signal),
    },
    clock,
    log,
  });

  const reaper = startReaper({
    reap: () => reapCalls(service),
    lastTroubleMs: server.liveCalls.lastTroubleMs,
    clock,
    log,
  });
  const mail = startMailDelivery({
    outbox: {
      claim: (limit, leaseSeconds) => claimMails(service, limit, leaseSeconds),
      markSent: (id, at) => markSent(service, id, at),
      markForRetry: (id, runAt, problem) => markForRetry(service, id, runAt, problem),
      markDead: (id, problem) => markDead(service, id, problem),
    },
    send: makeMailer({ smtpUrl: env.smtpUrl, from: env.mailFrom }),
    clock,
    log,
  });

  const sound = await recordings.start();

  const afterCall = startAfterCall({
    service,
    database: env.database,
    dataDir,
    embed: hasKey ? makeEmbed({ ...env.openai, timeoutMs: 30_000 }) : null,
    speak: starter.clips.make,
    voicemail: {
      sounds: makeTwilioVoicemail(env.twilio),
      transcribe: hasKey ? makeTranscribe(env.openai) : null,
    },
    texts: makeTwilioTexts(env.twilio, env.realtimePublicUrl),
    phoneCodes: makePhoneCodes(env.encryptionKeys[0]),
    model: env.openai.textModel === null ? null : makeSummaryModel({ ...env.openai, textModel: env.openai.textModel }),
    clock,
    log,
  });

  const forgetting = startForgettingClips({
    erasures: (since, limit) => listErasures(service, since, limit),
    forget: starter.clips.forget,
    clock,
    log,
  });
  const pruning = repeat('old clips', { everyMs: pruneClipsEveryMs, run: starter.clips.prune, clock, log });

  const onSignal = makeShutdown({
    server,
    stopJobs: async () => {
      await Promise.all([
        reaper.stop(),
        mail.stop(),
        afterCall.stop(),
        sound.stop(),
        pruning.stop(),
        forgetting.stop(),
      ]);
    },
    drainSeconds: env.drainSeconds,
    clock,
    log,
    exit: (code) => process.exit(code),
  });
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, onSignal);
  process.on('unhandledRejection', (err) => log.error({ err }, 'A promise failed and nobody looked'));
  process.on('uncaughtException', (err) => {
    log.fatal({ err }, 'Something failed that nobody caught; calls in progress may end, then the process does');
    onSignal();
  });

  const port = await server.listen(env.port, env.host);
  log.info({ port }, 'The realtime server is listening');
}

/** Any answer but a failure of theirs: a wrong address or a dead host is what this finds. */
async function requireAnswer(url: string, apiKey: string, signal: AbortSignal): Promise<void> {
  const response = await fetch(url, { headers: { authorization: `Bearer ${apiKey}` }, signal });
  await response.body?.cancel();
  if (response.status >= 500 || response.status === 401) throw new Error(`It answered ${response.status}.`);
}

start().catch((err) => {
  if (err instanceof EnvError) console.error(err.message);
  else log.fatal({ err }, 'The realtime server could not start');
  process.exit(1);
});
