import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { databaseUrl, type RunningPostgres, startPostgres } from '@/supabase/local/postgres';
import { freePort } from './ports';

export type KeptPostgres = { url: string; pid(): number; stop(): Promise<void> };

const lookEveryMs = 500;
const attempts = 20;

/** The backends of a killed Postgres hold its memory for a moment, so the first attempts may fail. */
async function startAgain(start: () => Promise<RunningPostgres>): Promise<RunningPostgres> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await start();
    } catch (error) {
      if (attempt === attempts) throw error;
      await wait(Math.min(200 * attempt, 3_000));
    }
  }
}

/** Runs the cluster of a data folder and starts it again, on the same port, when it dies. */
export async function keepPostgres(
  { dataDir, password }: { dataDir: string; password: string },
  { say, onLost }: { say: (line: string) => void; onLost: (error: unknown) => void },
): Promise<KeptPostgres> {
  const logFile = path.join(dataDir, 'logs', 'postgres.log');
  let port = await freePort();
  const start = () => startPostgres({ dir: path.join(dataDir, 'postgres'), port, password, logFile });
  let running = await start();
  port = running.port;
  let stopping = false;

  async function watch(): Promise<void> {
    while (!stopping) {
      await wait(lookEveryMs, undefined, { ref: false });
      if (stopping || running.isAlive()) continue;
      say('the database ended; starting it again');
      running = await startAgain(start);
      if (stopping) await running.stop();
    }
  }

  void watch().catch(onLost);
  return {
    url: databaseUrl({ port, password }),
    pid: () => running.pid,
    async stop() {
      stopping = true;
      await running.stop();
    },
  };
}
