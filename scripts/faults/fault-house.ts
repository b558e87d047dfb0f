import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Sql } from 'postgres';
import { type Balancer, startBalancer } from '../../tests/support/balancer';
import { accountSid, authToken } from '../../tests/support/line-house';
import { type BenchTenant, openBenchHouse } from '../bench/bench-house';
import { type Child, keepRunning } from '../house/child';
import { openChildLog } from '../house/child-log';
import { practicePlan, realtimePlan } from '../house/plans';
import { freePort } from '../house/ports';
import { type ModelRelay, startModelRelay } from './model-relay';
import { startTcpFault, type TcpFault } from './tcp-fault';

/** One realtime server, as `npm start` would run it; started again by itself when it dies. */
export type Replica = { name: string; port: number; url: string; child: Child; dataDir: string };

export type FaultHouse = {
  env: Record<string, string>;
  practiceUrl: string;
  /** The public address: what the carrier knows. */
  balancer: Balancer;
  database: TcpFault;
  model: ModelRelay;
  tenants: BenchTenant[];
  sql: Sql;
  main: Replica;
  startReplica(name: string, changes?: { env?: Record<string, string>; flags?: string[] }): Promise<Replica>;
  /** What the practice model shall do wrong. */
  script(script: Record<string, unknown>): Promise<void>;
  /** Everything passes and nothing is scripted. */
  calm(): Promise<void>;
  close(): Promise<void>;
};

const clipsWithinMs = 60_000;
const clipsOfACall = 3;

export async function openFaultHouse(): Promise<FaultHouse> {
  const [practicePort, balancer] = [await freePort(), await startBalancer()];
  const practiceUrl = `http://127.0.0.1:${practicePort}`;
  const model = await startModelRelay(new URL(practiceUrl));
  const bench = await openBenchHouse({
    PRACTICE_PORT: String(practicePort),
    PRACTICE_SCRIPTING: '1',
    REALTIME_PUBLIC_URL: balancer.url,
    OPENAI_BASE_URL: `${model.url}/v1`,
    OPENAI_API_KEY: 'the-key-of-the-faults-5b21c7d0e9',
    TWILIO_ACCOUNT_SID: accountSid,
    TWILIO_AUTH_TOKEN: authToken,
    TWILIO_API_BASE_URL: `${practiceUrl}/twilio`,
    DRAIN_SECONDS: '5',
  });
  const database = await startTcpFault(bench.settings.ports.supabase);
  const endings: (() => Promise<void>)[] = [];
  const say = () => undefined;

  async function start(plan: Parameters<typeof keepRunning>[0]): Promise<Child> {
    const child = keepRunning(plan, openChildLog(bench.logsDir, plan.name, 'nothing', say), say);
    endings.push(() => child.stop());
    await child.ready();
    return child;
  }

  async function startReplica(
    name: string,
    { env = {}, flags = [] }: { env?: Record<string, string>; flags?: string[] } = {},
  ): Promise<Replica> {
    const port = await freePort();
    const dataDir = path.join(bench.settings.dataDir, name);
    mkdirSync(dataDir, { recursive: true });
    const settings = { ...bench.settings, ports: { ...bench.settings.ports, realtime: port } };
    const own = { REALTIME_PORT: String(port), DATA_DIR: dataDir, SUPABASE_URL: database.url };
    const making = { house: settings, env: { ...bench.env, ...own, ...env }, mode: 'production-build' as const };
    const plan = realtimePlan(making);
    const child = await start({ ...plan, name: `realtime-${name}`, args: [...flags, ...plan.args] });
    return { name, port, url: `http://127.0.0.1:${port}`, child, dataDir };
  }

  async function script(next: Record<string, unknown>): Promise<void> {
    const response = await fetch(`${practiceUrl}/practice/script`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(next),
    });
    if (!response.ok) throw new Error(await response.text());
  }

  await start(practicePlan({ house: bench.settings, env: bench.env, mode: 'production-build' }));
  const main = await startReplica('main');
  balancer.to(main.port);

  return {
    ...{ env: bench.env, practiceUrl, balancer, database, model, tenants: bench.tenants, sql: bench.sql, main },
    ...{ startReplica, script },
    async calm() {
      database.set('pass');
      model.refuseWith(null);
      model.delayUpgrades(0);
      model.stopReading(false);
      balancer.to(main.port);
      await script({});
    },
    async close() {
      for (const end of endings.toReversed()) await end();
      await Promise.all([balancer.close(), database.close(), model.close()]);
      await bench.close();
    },
  };
}

/** Greeting, apology and fillers are spoken once and kept; callers after the first one hear them from the first moment. */
export async function clipsAreMade({ dataDir }: Replica): Promise<void> {
  const folder = path.join(dataDir, 'clips');
  const deadline = performance.now() + clipsWithinMs;
  while (performance.now() < deadline) {
    const made = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('pcmu_8k')) : [];
    if (made.length >= clipsOfACall) return;
    await wait(100);
  }
  throw new Error('The clips were not made.');
}
