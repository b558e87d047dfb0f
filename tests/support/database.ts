import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import postgres, { type Sql } from 'postgres';
import { inject } from 'vitest';
import { type DatabaseEnv, databaseEnv } from '@/lib/platform/database-env';
import type { EnvSource } from '@/lib/platform/env-fields';
import { startApi } from '@/supabase/local/api';
import { databaseUrl } from '@/supabase/local/postgres';

export const testKeys = {
  SUPABASE_PUBLISHABLE_KEY: 'sb_publishable_V1StGXR8Z5jdHi6BmyT2qL9c',
  SUPABASE_SECRET_KEY: 'sb_secret_9fQx7LrT3vNw1KzYb8MjHc5Dg2Ps6Ea4',
  SUPABASE_JWT_SECRET: 'c2h0Zm9yLXRlc3RzLW9ubHktN2Q4ZTlmMGExYjJjM2Q0',
};

export type TestApi = {
  url: string;
  /** For `memberDatabase(token, env)`, `mintMemberToken(…, env)` and the like. */
  env: DatabaseEnv;
  /** For `serviceDatabase(source)` and for the environment of a process. */
  source: EnvSource;
};

export type TestDatabase = AsyncDisposable & {
  url: string;
  /** A superuser's connection, past every policy. */
  sql: Sql;
  /** The Supabase API over it, on a free port; started when first asked for. */
  api(): Promise<TestApi>;
  close(): Promise<void>;
};

/** `demo`: migrations and demo data. `migrated`: no rows. `empty`: a bare Postgres, not even roles of its own. */
export type Template = 'demo' | 'migrated' | 'empty';

/** A database of its own, copied in a moment; integration tests alone (`*.integration.test.ts`). Close it in `afterAll`. */
export async function startDatabase({ from = 'demo' }: { from?: Template } = {}): Promise<TestDatabase> {
  const place = inject('databaseServer');
  const name = `t_${randomBytes(6).toString('hex')}`;
  const admin = postgres(databaseUrl(place), { max: 1, onnotice: () => {} });
  await admin`create database ${admin(name)} template ${admin(from === 'empty' ? 'template0' : from)}`;

  const url = databaseUrl(place, name);
  const sql = postgres(url, { max: 4, onnotice: () => {} });
  let starting: ReturnType<typeof startTestApi> | undefined;

  const close = async () => {
    await (await starting?.catch(() => undefined))?.close();
    await sql.end({ timeout: 5 });
    await admin`drop database if exists ${admin(name)} with (force)`;
    await admin.end();
  };
  const api = async () => {
    starting ??= startTestApi(url);
    return (await starting).api;
  };
  return { url, sql, api, close, [Symbol.asyncDispose]: close };
}

async function startTestApi(databaseAddress: string): Promise<{ api: TestApi; close(): Promise<void> }> {
  const storageDir = mkdtempSync(path.join(tmpdir(), 'foyer-storage-'));
  const { url, close } = await startApi({
    databaseUrl: databaseAddress,
    storageDir,
    port: 0,
    publishableKey: testKeys.SUPABASE_PUBLISHABLE_KEY,
    secretKey: testKeys.SUPABASE_SECRET_KEY,
    jwtSecret: testKeys.SUPABASE_JWT_SECRET,
    withDemo: false,
  });
  const source = { ...testKeys, SUPABASE_URL: url };
  const closeBoth = async () => {
    await close();
    rmSync(storageDir, { recursive: true, force: true });
  };
  return { api: { url, source, env: databaseEnv(source) }, close: closeBoth };
}
