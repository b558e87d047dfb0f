import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as wait } from 'node:timers/promises';
import type { EnvSource } from '@/lib/platform/env-fields';
import { processEnv } from './child';
import { LockHeldError, takeLock } from './lock';

const sources = [
  ...['app', 'components', 'lib', 'public'],
  ...['proxy.ts', 'instrumentation.ts', 'next.config.mjs', 'postcss.config.mjs'],
  ...['tsconfig.json', 'package.json', 'package-lock.json'],
];
const tellEveryMs = 10_000;

function* filesOf(root: string, entry: string): Generator<string> {
  const whole = path.join(root, entry);
  if (!existsSync(whole)) return;
  const found = readdirSync(path.dirname(whole), { withFileTypes: true }).find(
    (item) => item.name === path.basename(whole),
  );
  if (!found?.isDirectory()) {
    yield entry;
    return;
  }
  for (const name of readdirSync(whole).sort()) yield* filesOf(root, path.join(entry, name));
}

/** Changes when anything does that the portal is built from. The headers are fixed at build time, so their setting counts. */
export function fingerprint(root: string, env: EnvSource): string {
  const hash = createHash('sha256').update(env.PUBLIC_URL?.startsWith('https://') ? 'https' : 'http');
  for (const file of sources.flatMap((entry) => [...filesOf(root, entry)])) {
    hash.update(`\0${file}\0`).update(readFileSync(path.join(root, file)));
  }
  return hash.digest('hex');
}

export function isBuilt(root: string, wanted: string): boolean {
  const mark = path.join(root, '.next/foyer-fingerprint');
  return existsSync(path.join(root, '.next/BUILD_ID')) && existsSync(mark) && readFileSync(mark, 'utf8') === wanted;
}

type Telling = { say(line: string): void; signal: AbortSignal };

async function lockBuild(root: string, { say, signal }: Telling) {
  const dir = path.join(root, '.next');
  mkdirSync(dir, { recursive: true });
  let told = false;
  while (true) {
    try {
      return takeLock(dir, 'foyer-build.lock');
    } catch (error) {
      if (!(error instanceof LockHeldError)) throw error;
      if (!told) say(`waiting for another build (process ${error.holder.pid})`);
      told = true;
      await wait(500, undefined, { signal });
    }
  }
}

function runBuild(root: string, env: EnvSource, { say, signal }: Telling): Promise<void> {
  const next = path.join(root, 'node_modules/next/dist/bin/next');
  const child = spawn(process.execPath, [next, 'build'], {
    cwd: root,
    env: processEnv(env),
    signal,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const lines: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on('line', (line) => lines.push(line));
  }
  const startedAt = performance.now();
  const ticking = setInterval(
    () => say(`still building the portal, ${Math.round((performance.now() - startedAt) / 1000)} s`),
    tellEveryMs,
  );
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => {
      clearInterval(ticking);
      if (code === 0) resolve();
      else reject(new Error(`The portal could not be built:\n${lines.slice(-40).join('\n')}`));
    });
  });
}

/** A production build of the sources as they are, made when there is none. */
export async function ensureBuild(root: string, env: EnvSource, telling: Telling): Promise<void> {
  const wanted = fingerprint(root, env);
  if (isBuilt(root, wanted)) {
    telling.say('the portal is built already');
    return;
  }
  const lock = await lockBuild(root, telling);
  try {
    if (isBuilt(root, wanted)) return;
    telling.say('building the portal (under a minute, once for each change of the sources)');
    await runBuild(root, env, telling);
    writeFileSync(path.join(root, '.next/foyer-fingerprint'), wanted);
  } finally {
    lock.release();
  }
}
