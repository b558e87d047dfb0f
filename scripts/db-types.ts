import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import postgres from 'postgres';
import { databaseUrl, startPostgres } from '@/supabase/local/postgres';
import { freePort } from '../tests/support/ports';
import { migrationsHash, readMigrations } from '../tests/support/sql';

/** Arguments that our callers leave empty on purpose; the generator takes every argument for a present one. */
const nullable = ['p_from', 'p_call_sid', 'p_ip', 'p_actor', 'p_reason'];

const root = path.resolve(import.meta.dirname, '..');
const target = path.join(root, 'lib/platform/database.types.ts');
const dir = mkdtempSync(path.join(tmpdir(), 'foyer-types-'));

/** The CLI may come from the network; everything else is in the checkout. */
function generate(url: string): string {
  const command = [
    '-y',
    'supabase@3.1.0',
    'gen',
    'types',
    'typescript',
    '--db-url',
    url,
    '--schema',
    'public,identity',
  ];
  const made = spawnSync('npx', command, { cwd: dir, encoding: 'utf8' });
  if (made.status !== 0 || !made.stdout.includes('export type Database')) throw new Error(made.stderr);
  return made.stdout.slice(made.stdout.indexOf('export type Json'));
}

function withNullableArguments(types: string): string {
  const argument = new RegExp(`"(${nullable.join('|')})"(\\??): string\\b`, 'g');
  return types.replace(/Args: \{[^}]*\}/g, (args) => args.replace(argument, '"$1"$2: string | null'));
}

function formatted(types: string): string {
  const made = spawnSync('npx', ['biome', 'format', '--stdin-file-path=types.ts'], { input: types, encoding: 'utf8' });
  if (made.status !== 0) throw new Error(made.stderr);
  return made.stdout;
}

async function migrate(url: string): Promise<void> {
  const sql = postgres(url, { max: 1, onnotice: () => {} });
  await sql.unsafe(readFileSync(path.join(root, 'tests/support/auth-stub.sql'), 'utf8'));
  for (const migration of readMigrations()) await sql.begin((transaction) => transaction.unsafe(migration.sql));
  await sql.end();
}

const place = { port: await freePort(), password: 'types-alone' };
const server = await startPostgres({
  ...place,
  dir: path.join(dir, 'postgres'),
  logFile: path.join(dir, 'log'),
  settings: ['fsync=off'],
});
try {
  await migrate(databaseUrl(place));
  const types = withNullableArguments(generate(databaseUrl(place)));
  writeFileSync(
    target,
    `// Made by npm run db:types; do not edit. Migrations: ${migrationsHash()}\n${formatted(types)}`,
  );
} finally {
  await server.stop();
  rmSync(dir, { recursive: true, force: true });
}
