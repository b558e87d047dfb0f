import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '../..');

export type Migration = { name: string; sql: string };

export function readMigrations(): Migration[] {
  const folder = path.join(root, 'supabase/migrations');
  return readdirSync(folder)
    .filter((name) => name.endsWith('.sql'))
    .sort()
    .map((name) => ({ name, sql: readFileSync(path.join(folder, name), 'utf8') }));
}

/** Names the state of the migrations that the generated types were made from. */
export function migrationsHash(): string {
  const hash = createHash('sha256');
  for (const { name, sql } of readMigrations()) hash.update(`${name}\n${sql.replaceAll('\r\n', '\n')}\n`);
  return hash.digest('hex').slice(0, 16);
}

export function readSeed(): string {
  return readFileSync(path.join(root, 'supabase/seed.sql'), 'utf8');
}
