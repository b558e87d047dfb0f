import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import postgres, { type Sql } from 'postgres';
import type { Db } from '@/lib/platform/database';
import { serviceDatabase } from '@/lib/platform/service-database';
import type { ScriptInput } from '@/realtime-server/practice/model/script';
import type { Child } from '@/scripts/house/child';
import { type KeptPostgres, keepPostgres } from '@/scripts/house/embedded-postgres';
import { type House, makeHouse } from '@/scripts/house/house';
import { apiPlan, practicePlan, realtimePlan } from '@/scripts/house/plans';
import { writeRunning } from '@/scripts/house/running-file';
import { keepSecrets } from '@/scripts/house/secrets';
import { childEnvironment, type HouseSettings, readHouseSettings } from '@/scripts/house/settings';
import { startDatabase, type Template } from './database';
import { freePort } from './ports';

export type ProcessName = 'database' | 'practice' | 'realtime';

export type StackOptions = {
  from?: Exclude<Template, 'empty'>;
  /** Which of them to start; all by default. The database API always runs. */
  processes?: readonly ProcessName[];
  /** A Postgres of its own, for tests that kill it. It holds the demo data. */
  ownPostgres?: boolean;
  /** Settings beside, or in place of, what `npm start` would give. */
  env?: Record<string, string>;
};

export type Stack = AsyncDisposable & {
  dataDir: string;
  /** What each process was started with. */
  env: Record<string, string>;
  urls: { realtime: string; practice: string; supabase: string };
  /** A superuser's connection. */
  sql: Sql;
  /** supabase-js past every policy. */
  service: Db;
  pidOf(name: ProcessName): number;
  /** What the voice model does from now on; `PRACTICE_SCRIPTING` has to be on. */
  scriptModel(script: ScriptInput): Promise<void>;
  /** `kill -9`; it is started again by itself. Resolves when it answers again. */
  killAndWait(name: ProcessName): Promise<void>;
  /** `kill -9` without waiting. */
  kill(name: ProcessName | 'postgres'): void;
  close(): Promise<void>;
};

async function freeSettings(dataDir: string, given: Record<string, string>): Promise<HouseSettings> {
  const names = ['PORT', 'REALTIME_PORT', 'SUPABASE_PORT', 'PRACTICE_PORT', 'PRACTICE_SMTP_PORT'];
  const ports = await Promise.all(names.map(async (name) => [name, String(await freePort())]));
  return readHouseSettings({ DATA_DIR: dataDir, ...Object.fromEntries(ports), ...given });
}

type Data = { url: string; kept: KeptPostgres | null };

async function openData(house: House, dataDir: string, options: StackOptions): Promise<Data> {
  if (options.ownPostgres) {
    const password = keepSecrets(dataDir).POSTGRES_PASSWORD;
    const silent = { say: () => {}, onLost: () => {} };
    const kept = await keepPostgres({ dataDir, password }, silent);
    house.onStop(() => kept.stop());
    return { url: kept.url, kept };
  }
  const database = await startDatabase({ from: options.from ?? 'demo' });
  house.onStop(() => database.close());
  return { url: database.url, kept: null };
}

function inherited(): Record<string, string> {
  const { PATH = '', HOME = '', TMPDIR = tmpdir() } = process.env;
  return { PATH, HOME, TMPDIR, LOG_LEVEL: 'info', TZ: 'Asia/Kathmandu' };
}

async function openProcesses(house: House, settings: HouseSettings, env: Record<string, string>, wanted: StackOptions) {
  const making = { house: settings, env: { ...env }, mode: 'production-build' as const };
  const processes = wanted.processes ?? ['practice', 'realtime'];
  const data = await openData(house, settings.dataDir, wanted);
  const children = new Map<ProcessName, Child>();

  children.set('database', await house.open(apiPlan(making, data.url)));
  if (processes.includes('practice')) children.set('practice', await house.open(practicePlan(making)));
  if (processes.includes('realtime')) children.set('realtime', await house.open(realtimePlan(making)));
  return { data, children };
}

/** The real processes on free ports, with their logs in `dataDir`. Close it in `afterAll`. */
export async function startStack(options: StackOptions = {}): Promise<Stack> {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'foyer-stack-'));
  const shown: string[] = [];
  const note = (line: string) => void shown.push(line);
  const house = makeHouse(path.join(dataDir, 'logs'), { loudness: 'nothing', show: note, say: note });
  house.onStop(async () => rmSync(dataDir, { recursive: true, force: true }));

  try {
    const settings = await freeSettings(dataDir, options.env ?? {});
    const demo = options.ownPostgres ? 'yes' : 'no';
    const env = {
      ...inherited(),
      ...options.env,
      ...childEnvironment(options.env ?? {}, settings, keepSecrets(dataDir)),
    };
    const { data, children } = await openProcesses(house, settings, { ...env, DEMO_DATA: demo }, options);
    return assemble({ house, settings, env, data, children });
  } catch (error) {
    await house.stop();
    throw error;
  }
}

type Parts = {
  house: House;
  settings: HouseSettings;
  env: Record<string, string>;
  data: Data;
  children: Map<ProcessName, Child>;
};

function assemble({ house, settings, env, data, children }: Parts): Stack {
  const { dataDir, ports } = settings;
  const at = (port: number) => `http://127.0.0.1:${port}`;
  const urls = { realtime: at(ports.realtime), practice: at(ports.practice), supabase: at(ports.supabase) };
  const sql = postgres(data.url, { max: 2, onnotice: () => {} });
  house.onStop(() => sql.end({ timeout: 5 }));

  const childOf = (name: ProcessName): Child => {
    const child = children.get(name);
    if (!child) throw new Error(`${name} is not part of this stack.`);
    return child;
  };
  const pidOf = (name: ProcessName) => childOf(name).pid ?? 0;
  const kill = (name: ProcessName | 'postgres') => {
    process.kill(name === 'postgres' ? (data.kept?.pid() ?? 0) : pidOf(name), 'SIGKILL');
  };

  writeRunning(dataDir, {
    pid: process.pid,
    since: new Date().toISOString(),
    portalUrl: env.PUBLIC_URL ?? '',
    realtimeUrl: urls.realtime,
    realtimePublicUrl: env.REALTIME_PUBLIC_URL ?? '',
    supabaseUrl: urls.supabase,
    practiceUrl: urls.practice,
    mailboxUrl: `${urls.practice}/mailbox`,
    twilio: { accountSid: env.TWILIO_ACCOUNT_SID ?? null, authToken: env.TWILIO_AUTH_TOKEN ?? '' },
    logsDir: path.join(dataDir, 'logs'),
  });

  return {
    dataDir,
    env,
    urls,
    sql,
    service: serviceDatabase(env),
    pidOf,
    kill,
    killAndWait: (name) => childOf(name).killAndWait(),
    async scriptModel(script) {
      const answer = await fetch(`${urls.practice}/practice/script`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(script),
      });
      if (!answer.ok) throw new Error(`The model does not take this script: ${await answer.text()}`);
    },
    close: () => house.stop(),
    [Symbol.asyncDispose]: () => house.stop(),
  };
}
