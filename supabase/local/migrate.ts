import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Sql } from 'postgres';

const supabaseDir = path.resolve(import.meta.dirname, '..');

export type Migration = { version: string; name: string; sql: string; hash: string };

const fileName = /^(\d{14})_([a-z0-9_]+)\.sql$/;

export function readMigrations(dir = path.join(supabaseDir, 'migrations')): Migration[] {
  if (!existsSync(dir)) return [];
  const files = readdirSync(dir).filter((file) => file.endsWith('.sql'));

  return files.sort().map((file) => {
    const [, version, name] = fileName.exec(file) ?? [];
    if (!version || !name) throw new Error(`${file} is not named like 20260131120000_what_it_does.sql.`);
    const sql = readFileSync(path.join(dir, file), 'utf8');
    return { version, name, sql, hash: createHash('sha256').update(sql).digest('hex') };
  });
}

/** The table is the one that the Supabase CLI keeps; the hash is ours, in a table beside it. */
const history = `
  create schema if not exists supabase_migrations;
  create table if not exists supabase_migrations.schema_migrations (
    version text primary key, statements text[], name text);
  create table if not exists supabase_migrations.local_files (
    file text primary key, hash text not null, applied_at timestamptz not null default now());
`;

async function appliedFiles(sql: Sql): Promise<Map<string, string>> {
  const rows = await sql<{ file: string; hash: string }[]>`select file, hash from supabase_migrations.local_files`;
  return new Map(rows.map((row) => [row.file, row.hash]));
}

function refuseChanged(migration: Migration, hash: string): void {
  if (hash === migration.hash) return;
  throw new Error(
    `Migration ${migration.version}_${migration.name} was changed after this database had applied it. ` +
      'Put it back and write a new one, or start on another DATA_DIR.',
  );
}

/** Applies what is new, each file in a transaction of its own. Returns the versions that it applied. */
export async function migrate(sql: Sql, migrations = readMigrations()): Promise<string[]> {
  await sql.unsafe(history);
  const applied = await appliedFiles(sql);
  const now: string[] = [];

  for (const migration of migrations) {
    const hash = applied.get(migration.version);
    if (hash !== undefined) {
      refuseChanged(migration, hash);
      continue;
    }
    await apply(sql, migration);
    now.push(migration.version);
  }
  return now;
}

async function apply(sql: Sql, { version, name, sql: text, hash }: Migration): Promise<void> {
  try {
    await sql.begin(async (transaction) => {
      await transaction.unsafe(text);
      await transaction`insert into supabase_migrations.schema_migrations (version, name, statements)
        values (${version}, ${name}, ${[text]})`;
      await transaction`insert into supabase_migrations.local_files (file, hash) values (${version}, ${hash})`;
    });
  } catch (error) {
    throw new Error(`Migration ${version}_${name} failed: ${describe(error)}`, { cause: error });
  }
}

function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return 'position' in error && error.position ? `${error.message} (at character ${error.position})` : error.message;
}

/** Demo data, once in the life of a database. True when it was written now. */
export async function seedOnce(sql: Sql, file = path.join(supabaseDir, 'seed.sql')): Promise<boolean> {
  if (!existsSync(file)) return false;
  const text = readFileSync(file, 'utf8');

  return sql.begin(async (transaction) => {
    const inserted = await transaction`insert into supabase_migrations.local_files (file, hash)
      values ('seed.sql', ${createHash('sha256').update(text).digest('hex')}) on conflict do nothing returning file`;
    if (inserted.length === 0) return false;
    await transaction.unsafe(text);
    return true;
  });
}
