import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { build, type Plugin } from 'esbuild';

export type Server = 'supabase/local/main' | 'realtime-server/main' | 'realtime-server/practice/main';

const servers: Server[] = ['supabase/local/main', 'realtime-server/main', 'realtime-server/practice/main'];
const outdir = (root: string) => path.join(root, '.build');

export function serverFile(root: string, server: Server): string {
  return path.join(outdir(root), `${server}.mjs`);
}

/** Files that lie beside a source, and threads that start from one, are found from where the source is. */
const sourcePlaces: Plugin = {
  name: 'source-places',
  setup({ onLoad }) {
    onLoad({ filter: /\.ts$/ }, async ({ path: file }) => {
      const text = await readFile(file, 'utf8');
      if (!text.includes('import.meta')) return null;
      const contents = text
        .replaceAll('import.meta.url', JSON.stringify(pathToFileURL(file).href))
        .replaceAll('import.meta.dirname', JSON.stringify(path.dirname(file)));
      return { contents, loader: 'ts' };
    });
  },
};

/**
 * Each server as one file: it starts with a third of the work that its some hundred sources take, which counts when a
 * server that crashed has callers waiting. Libraries stay where they are.
 */
export async function bundleServers(root: string): Promise<void> {
  const { outputFiles } = await build({
    absWorkingDir: root,
    entryPoints: servers.map((server) => `${server}.ts`),
    outdir: outdir(root),
    outbase: root,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    target: 'node24',
    sourcemap: true,
    sourcesContent: false,
    plugins: [sourcePlaces],
    logLevel: 'silent',
    write: false,
  });
  for (const { path: file, contents } of outputFiles) replaceFile(file, contents);
}

/** Whole or not at all: another start may be reading it. */
function replaceFile(file: string, contents: Uint8Array): void {
  if (existsSync(file) && readFileSync(file).equals(contents)) return;
  mkdirSync(path.dirname(file), { recursive: true });
  const part = `${file}.${process.pid}`;
  writeFileSync(part, contents);
  renameSync(part, file);
}
