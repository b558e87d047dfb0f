import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { bundleServers, serverFile } from '@/scripts/house/servers';

let root: string;

function write(file: string, text: string): void {
  mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
  writeFileSync(path.join(root, file), text);
}

function run() {
  const args = ['--enable-source-maps', serverFile(root, 'realtime-server/main')];
  return spawnSync(process.execPath, args, { encoding: 'utf8' });
}

beforeEach(() => {
  root = realpathSync(mkdtempSync(path.join(tmpdir(), 'foyer-servers-')));
  write('tsconfig.json', '{ "compilerOptions": { "paths": { "@/*": ["./*"] } } }');
  write('realtime-server/main.ts', "import { here } from '@/lib/here';\nconsole.log(JSON.stringify(here));\n");
  write('realtime-server/practice/main.ts', '');
  write('supabase/local/main.ts', '');
  write(
    'lib/here.ts',
    'export const here = [import.meta.dirname, new URL("./beside.sql", import.meta.url).pathname];\n',
  );
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

describe('a server in one file', () => {
  it('finds what lies beside each of its sources', async () => {
    await bundleServers(root);

    expect(JSON.parse(run().stdout)).toEqual([path.join(root, 'lib'), path.join(root, 'lib/beside.sql')]);
  });

  it('names the source where it failed', async () => {
    write('lib/here.ts', 'export const here: string[] = [];\nthrow new Error("It broke.");\n');
    await bundleServers(root);

    expect(run().stderr).toContain(`${path.join(root, 'lib/here.ts')}:2`);
  });

  it('follows its sources, and is left alone while they stay as they are', async () => {
    const file = serverFile(root, 'realtime-server/main');
    await bundleServers(root);
    const before = statSync(file).ino;

    await bundleServers(root);
    expect(statSync(file).ino).toBe(before);

    write('lib/here.ts', 'export const here = ["moved"];\n');
    await bundleServers(root);
    expect(run().stdout).toBe('["moved"]\n');
  });

  it('is not made of sources that cannot be read', async () => {
    write('lib/here.ts', 'export const here = ;\n');

    await expect(bundleServers(root)).rejects.toThrow('lib/here.ts:1');
  });
});
