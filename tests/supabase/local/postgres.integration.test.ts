import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import postgres from 'postgres';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { databaseUrl, type PostgresPlace, type RunningPostgres, startPostgres } from '@/supabase/local/postgres';
import { freePort } from '../../support/ports';

let dir: string;
let place: PostgresPlace;
const running: RunningPostgres[] = [];

beforeEach(async () => {
  dir = mkdtempSync(path.join(tmpdir(), 'foyer-pg-'));
  place = {
    dir: path.join(dir, 'postgres'),
    port: await freePort(),
    password: 'right',
    logFile: path.join(dir, 'postgres.log'),
  };
});
afterEach(async () => {
  for (const server of running.splice(0)) await server.stop();
  rmSync(dir, { recursive: true, force: true });
});

async function start(): Promise<RunningPostgres> {
  const server = await startPostgres(place);
  running.push(server);
  return server;
}

async function ask(url: string): Promise<string> {
  const sql = postgres(url, { max: 1, onnotice: () => {} });
  try {
    const [row] = await sql`select lower('ÉCLAIR') as answer`;
    return row?.answer;
  } catch (error) {
    return error instanceof Error && 'code' in error ? String(error.code) : 'error';
  } finally {
    await sql.end({ timeout: 1 });
  }
}

describe('the embedded Postgres', () => {
  it('answers to its password alone, and knows letters beyond ASCII', async () => {
    const { port } = await start();

    expect(await ask(databaseUrl({ port, password: 'right' }))).toBe('éclair');
    expect(await ask(databaseUrl({ port, password: 'wrong' }))).toBe('28P01');
  });

  it('adopts what a killed start left running', async () => {
    const first = await start();

    const second = await start();

    expect(second).toMatchObject({ pid: first.pid, port: first.port, adopted: true });
  });

  it('starts again after kill -9 with what was committed', async () => {
    const first = await start();
    const sql = postgres(databaseUrl(place), { max: 1, onnotice: () => {} });
    await sql`create table kept as select 42 as answer`;
    process.kill(first.pid, 'SIGKILL');
    await sql.end({ timeout: 1 });
    await expect.poll(() => first.isAlive()).toBe(false);

    await expect
      .poll(
        () =>
          start().then(
            () => true,
            () => false,
          ),
        { timeout: 20_000 },
      )
      .toBe(true);

    const again = postgres(databaseUrl(place), { max: 1 });
    expect([...(await again`select answer from kept`)]).toEqual([{ answer: 42 }]);
    await again.end();
  });

  it('is not hindered by what a kill left of an earlier creation', async () => {
    mkdirSync(`${place.dir}.init-1`, { recursive: true });

    await start();

    expect(existsSync(path.join(place.dir, 'PG_VERSION'))).toBe(true);
  });

  it('says why when it cannot start, and opens no other store in its place', async () => {
    await (await start()).stop();
    running.length = 0;
    writeFileSync(path.join(place.dir, 'postgresql.conf'), 'no_such_setting = on\n');

    await expect(startPostgres(place)).rejects.toThrow(/did not start in .*postgres:[\s\S]*no_such_setting/);

    expect(readdirSync(dir).sort()).toEqual(['postgres', 'postgres.log']);
  });
});
