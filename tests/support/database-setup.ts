import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { App } from '@supabase/lite';
import { createPostgresConnection } from '@supabase/lite/postgres';
import postgres from 'postgres';
import { root } from '@/scripts/house/plans';
import { bundleServers } from '@/scripts/house/servers';
import { databaseUrl, type RunningPostgres, startPostgres } from '@/supabase/local/postgres';
import { prepareDatabase } from '@/supabase/local/prepare';
import { ensureRoles } from '@/supabase/local/privileges';
import { openStorage } from '@/supabase/local/storage';
import { freePort } from './ports';

type Given = { provide(key: 'databaseServer', value: { port: number; password: string }): void };

declare module 'vitest' {
  export interface ProvidedContext {
    databaseServer: { port: number; password: string };
  }
}

const password = 'tests-alone';
const forSpeed = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off', 'max_connections=200'];

async function prepareTemplate(url: string, withDemo: boolean): Promise<void> {
  const connection = createPostgresConnection({ url, postgresOptions: { max: 1, onnotice: () => {} } });
  await ensureRoles(connection.driver);
  const app = new App({ connection, auth: { enabled: true, jwt_secret: 'unused' }, storage: { enabled: true } });
  openStorage(app, tmpdir());
  await app.ensureSystemSchema();
  await prepareDatabase(connection.driver, { withDemo });
  await connection.close();
}

async function makeTemplates(server: RunningPostgres): Promise<void> {
  const place = { port: server.port, password };
  const admin = postgres(databaseUrl(place), { max: 1, onnotice: () => {} });

  await admin`create database migrated`;
  await prepareTemplate(databaseUrl(place, 'migrated'), false);
  await admin`create database demo template migrated`;
  await prepareTemplate(databaseUrl(place, 'demo'), true);
  await admin.end();
}

/** One Postgres for a whole run; each test file copies a template of it. */
export default async function setup({ provide }: Given): Promise<() => Promise<void>> {
  await bundleServers(root);
  const dir = mkdtempSync(path.join(tmpdir(), 'foyer-tests-'));
  const server = await startPostgres({
    dir: path.join(dir, 'postgres'),
    port: await freePort(),
    password,
    logFile: path.join(dir, 'postgres.log'),
    settings: forSpeed,
  });
  const teardown = async () => {
    await server.stop();
    rmSync(dir, { recursive: true, force: true });
  };

  try {
    await makeTemplates(server);
  } catch (error) {
    await teardown();
    throw error;
  }
  provide('databaseServer', { port: server.port, password });
  return teardown;
}
