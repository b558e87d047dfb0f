import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { migrationsHash } from '../tests/support/sql';

/** Arguments that our callers leave empty on purpose; the generator takes every argument for a present one. */
const nullable = ['p_from', 'p_call_sid', 'p_ip', 'p_actor', 'p_reason'];

const target = path.resolve(import.meta.dirname, '../lib/platform/database.types.ts');

function generate(url: string): string {
  const cwd = mkdtempSync(path.join(tmpdir(), 'foyer-types-'));
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
  const made = spawnSync('npx', command, { cwd, encoding: 'utf8' });
  rmSync(cwd, { recursive: true, force: true });
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

const [url] = process.argv.slice(2);
if (!url) throw new Error('Usage: npm run db:types -- postgresql://…');
const header = `// Made by npm run db:types; do not edit. Migrations: ${migrationsHash()}\n`;
writeFileSync(target, header + formatted(withNullableArguments(generate(url))));
