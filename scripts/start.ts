import { existsSync } from 'node:fs';
import path from 'node:path';
import { portalEnv, realtimeEnv } from '@/lib/platform/env';
import { EnvError, type EnvSource } from '@/lib/platform/env-fields';
import { announcement } from './house/announcement';
import { ensureBuild } from './house/build';
import { keepPostgres } from './house/embedded-postgres';
import { type House, makeHouse } from './house/house';
import { takeLock } from './house/lock';
import { apiPlan, type Mode, portalPlan, practicePlan, realtimePlan, root } from './house/plans';
import { requireFreePorts } from './house/ports';
import { type Running, removeRunning, writeRunning } from './house/running-file';
import { keepSecrets } from './house/secrets';
import { bundleServers } from './house/servers';
import { childEnvironment, type HouseSettings, plannedPorts, readHouseSettings } from './house/settings';

const orphanPatienceMs = 10_000;
const startedAt = performance.now();
const mode: Mode = process.argv.includes('--dev') ? 'hot-reload' : 'production-build';

const show = (line: string) => process.stdout.write(`${line}\n`);
const say = (line: string) => show(`[${((performance.now() - startedAt) / 1000).toFixed(1).padStart(5)} s] ${line}`);

function checkSettings(env: EnvSource, house: HouseSettings): void {
  const problems = [portalEnv, realtimeEnv].flatMap((parse) => {
    try {
      parse(env);
      return [];
    } catch (error) {
      if (error instanceof EnvError) return error.problems;
      throw error;
    }
  });
  if (problems.length > 0) throw new EnvError('product', [...new Set(problems)]);
  if (house.isProduction) say('Production validation passed');
}

function describeRunning(env: EnvSource, settings: HouseSettings): Running {
  return {
    pid: process.pid,
    since: new Date().toISOString(),
    portalUrl: env.PUBLIC_URL ?? '',
    realtimeUrl: `http://127.0.0.1:${settings.ports.realtime}`,
    realtimePublicUrl: env.REALTIME_PUBLIC_URL ?? '',
    supabaseUrl: env.SUPABASE_URL ?? '',
    practiceUrl: env.PRACTICE_URL ?? null,
    mailboxUrl: env.PRACTICE_URL ? `${env.PRACTICE_URL}/mailbox` : null,
    twilio: { accountSid: env.TWILIO_ACCOUNT_SID ?? null, authToken: env.TWILIO_AUTH_TOKEN ?? '' },
    logsDir: path.join(settings.dataDir, 'logs'),
  };
}

async function openAll(house: House, settings: HouseSettings, signal: AbortSignal): Promise<void> {
  const lock = takeLock(settings.dataDir);
  house.onStop(async () => lock.release());
  if (lock.tookOver) say('taking over from a start that was killed');
  await requireFreePorts(plannedPorts(settings), lock.tookOver ? orphanPatienceMs : 0);

  // In production nothing is made up: what is missing is named below.
  const given = settings.isProduction
    ? { NEXTAUTH_URL: process.env.NEXTAUTH_URL || process.env.PUBLIC_URL }
    : childEnvironment(process.env, settings, keepSecrets(settings.dataDir));
  const env: EnvSource = { ...process.env, ...given, DATA_DIR: settings.dataDir };
  checkSettings(env, settings);
  const making = { house: settings, env, mode };
  await bundleServers(root);

  if (settings.parts.embeddedDatabase) {
    say('starting the database');
    await openDatabase(house, making);
  }
  if (settings.needsPractice) {
    say('starting practice: a voice, a carrier and a mailbox on this machine');
    await house.open(practicePlan(making));
  }
  say('starting the realtime server');
  await house.open(realtimePlan(making));
  if (mode === 'production-build') await ensureBuild(root, env, { say, signal });
  say('starting the portal');
  await house.open(portalPlan(making));

  const running = describeRunning(env, settings);
  house.onStop(async () => removeRunning(settings.dataDir));
  writeRunning(settings.dataDir, running);
  const withDemo = process.env.DEMO_DATA !== 'no' && settings.parts.embeddedDatabase;
  show(announcement(running, settings, withDemo));
}

async function openDatabase(house: House, making: Parameters<typeof apiPlan>[0]): Promise<void> {
  const { dataDir } = making.house;
  const password = keepSecrets(dataDir).POSTGRES_PASSWORD;
  const postgres = await keepPostgres({ dataDir, password }, { say, onLost: fail });
  house.onStop(() => postgres.stop());
  await house.open(apiPlan(making, postgres.url));
}

const stopping = new AbortController();
let house: House | undefined;
let lastSignalAt = 0;
const sameKeypressMs = 1_000;

async function end(exitCode: number): Promise<never> {
  stopping.abort();
  await house?.stop();
  process.exit(exitCode);
}

function fail(error: unknown): void {
  if (stopping.signal.aborted) return;
  console.error(`\n${error instanceof Error ? error.message : String(error)}\n`);
  void end(1);
}

// npm passes on a Ctrl-C that the terminal has sent already: only a later one means "at once".
function onSignal(): void {
  const now = performance.now();
  if (lastSignalAt > 0 && now - lastSignalAt > sameKeypressMs) {
    house?.kill();
    process.exit(130);
  }
  if (lastSignalAt > 0) return;
  lastSignalAt = now;
  say('stopping everything');
  void end(0);
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, onSignal);
if (process.stdout.isTTY) process.on('SIGHUP', onSignal);
if (process.send) process.once('disconnect', onSignal);

try {
  if (existsSync(path.join(root, '.env'))) process.loadEnvFile(path.join(root, '.env'));
  const settings = readHouseSettings(process.env);
  house = makeHouse(path.join(settings.dataDir, 'logs'), {
    loudness: mode === 'hot-reload' ? 'all' : 'warnings',
    show,
    say,
  });
  await openAll(house, settings, stopping.signal);
} catch (error) {
  fail(error);
}
