import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import path from 'node:path';
import { freePort } from './ports';

const root = path.resolve(import.meta.dirname, '../..');

export type StartedProduct = {
  child: ChildProcess;
  env: Record<string, string>;
  output(): string;
  /** Rejects when it ended first. */
  says(words: string): Promise<void>;
  ended: Promise<{ code: number | null; signal: NodeJS.Signals | null }>;
  /** The command, and everything it has started by now. */
  pids(): number[];
};

export async function freePortSettings(): Promise<Record<string, string>> {
  const names = ['PORT', 'REALTIME_PORT', 'SUPABASE_PORT', 'PRACTICE_PORT', 'PRACTICE_SMTP_PORT'];
  return Object.fromEntries(await Promise.all(names.map(async (name) => [name, String(await freePort())])));
}

function descendantsOf(pid: number): number[] {
  const table = execFileSync('ps', ['-eo', 'pid=,ppid='], { encoding: 'utf8' });
  const rows = table
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/).map(Number));
  const children = (of: number): number[] =>
    rows.flatMap(([child, parent]) => (parent === of && child !== undefined ? [child, ...children(child)] : []));
  return [pid, ...children(pid)];
}

/** `npm start` as a person would run it, with nothing of this process's settings. */
export function startProduct(env: Record<string, string>): StartedProduct {
  const { PATH = '', HOME = '' } = process.env;
  const given = { PATH, HOME, ...env };
  const child = spawn(process.execPath, ['scripts/start.mjs'], {
    cwd: root,
    env: given as unknown as NodeJS.ProcessEnv,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let written = '';
  const listeners = new Set<() => void>();
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (chunk: string) => {
      written += chunk;
      for (const listener of listeners) listener();
    });
  }
  const ended = new Promise<{ code: number | null; signal: NodeJS.Signals | null }>((resolve) => {
    child.once('close', (code, signal) => resolve({ code, signal }));
  });

  function says(words: string): Promise<void> {
    return new Promise((resolve, reject) => {
      const look = () => {
        if (!written.includes(words)) return;
        listeners.delete(look);
        resolve();
      };
      listeners.add(look);
      void ended.then(() => reject(new Error(`It ended without saying "${words}":\n${written}`)));
      look();
    });
  }
  return { child, env: given, output: () => written, says, ended, pids: () => descendantsOf(child.pid ?? 0) };
}
