import { randomBytes } from 'node:crypto';
import type { Sql } from 'postgres';
import type { Account } from '../../realtime-server/practice/carrier/webhook';
import { type Balancer, startBalancer } from '../../tests/support/balancer';
import { type BenchTenant, openBenchHouse } from '../bench/bench-house';
import { type ModelServer, openModelServer } from '../bench/model-server';
import { startTcpFault, type TcpFault } from '../faults/tcp-fault';
import { keepRunning } from '../house/child';
import { openChildLog } from '../house/child-log';
import { realtimePlan } from '../house/plans';

export type LedgerHouse = {
  account: Account;
  /** What the carrier knows. */
  url: string;
  tenants: BenchTenant[];
  sql: Sql;
  database: TcpFault;
  /** kill -9; it is started again by itself. Resolves when it answers. */
  killServer(): Promise<void>;
  /** Nobody is left to hear what is being spoken for a clip. */
  abandonClips(): void;
  /** For so long it does nothing at all, as on a machine that is overloaded. */
  stallServer(ms: number): Promise<void>;
  /** What the server has yet to end and to write down. */
  unfinished(): Promise<{ calls: number; entries: number }>;
  close(): Promise<void>;
};

const upWithinMs = 60_000;

/** A database, its API behind a fault, and one realtime server behind one address; the model is ours. */
export async function openLedgerHouse(conversations: Parameters<typeof openModelServer>[0]): Promise<LedgerHouse> {
  const endings: (() => Promise<void>)[] = [];
  const close = async () => {
    for (const end of endings.toReversed()) await end().catch(() => undefined);
  };
  try {
    const model: ModelServer = await openModelServer(conversations);
    endings.push(() => model.close());
    const balancer: Balancer = await startBalancer();
    endings.push(() => balancer.close());
    const account = { sid: `AC${randomBytes(16).toString('hex')}`, authToken: randomBytes(16).toString('hex') };
    const bench = await openBenchHouse({
      OPENAI_API_KEY: `sk-ledger-${randomBytes(16).toString('hex')}`,
      OPENAI_BASE_URL: model.baseUrl,
      TWILIO_ACCOUNT_SID: account.sid,
      TWILIO_AUTH_TOKEN: account.authToken,
      TWILIO_API_BASE_URL: model.baseUrl,
      REALTIME_PUBLIC_URL: balancer.url,
      SMTP_URL: 'smtp://127.0.0.1:9',
    });
    endings.push(() => bench.close());
    const database = await startTcpFault(bench.settings.ports.supabase);
    endings.push(() => database.close());

    const env = { ...bench.env, SUPABASE_URL: database.url };
    const plan = realtimePlan({ house: bench.settings, env, mode: 'production-build' });
    const say = () => undefined;
    const server = keepRunning(plan, openChildLog(bench.logsDir, plan.name, 'nothing', say), say);
    endings.push(() => server.stop());
    await server.ready();
    balancer.to(bench.settings.ports.realtime);
    const serverUrl = `http://127.0.0.1:${bench.settings.ports.realtime}`;

    return {
      ...{ account, url: balancer.url, tenants: bench.tenants, sql: bench.sql, database, close },
      abandonClips: model.abandonClips,
      async killServer() {
        if (!server.pid) throw new Error('The server is not there to be killed.');
        process.kill(server.pid, 'SIGKILL');
        const deadline = performance.now() + upWithinMs;
        await new Promise((resolve) => setTimeout(resolve, 300));
        while (performance.now() < deadline) {
          const isUp = await fetch(`${serverUrl}/livez`).then(
            ({ ok }) => ok,
            () => false,
          );
          if (isUp) return;
          await new Promise((resolve) => setTimeout(resolve, 50));
        }
        throw new Error('The server did not come back.');
      },
      async stallServer(ms) {
        const { pid } = server;
        if (!pid) return;
        signal(pid, 'SIGSTOP');
        await new Promise((resolve) => setTimeout(resolve, ms));
        signal(pid, 'SIGCONT');
      },
      async unfinished() {
        const text = await fetch(`${serverUrl}/metrics`).then((answer) => answer.text());
        const gauge = (name: string) => Number(new RegExp(`^${name} (\\d+)`, 'm').exec(text)?.[1] ?? 1);
        return { calls: gauge('foyer_live_calls'), entries: gauge('foyer_unwritten_entries') };
      },
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** It may have been killed meanwhile. */
function signal(pid: number, name: 'SIGSTOP' | 'SIGCONT'): void {
  try {
    process.kill(pid, name);
  } catch {}
}
