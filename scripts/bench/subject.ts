import { type ChildProcess, spawn } from 'node:child_process';
import { createWriteStream, openSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { EnvSource } from '@/lib/platform/env-fields';
import { processEnv } from '../house/child';
import { realtimeFlags, root } from '../house/plans';
import { serverFile } from '../house/servers';
import { hasTwoCores, serverCore } from './proc';

export type SubjectName = 'ours' | 'relay';

/** A server that is measured: one process, alone on its core. */
export type Subject = {
  name: SubjectName;
  pid: number;
  /** Where its HTTP or its stream is. */
  url: string;
  process: ChildProcess;
  hasEnded(): boolean;
  stop(): Promise<void>;
};

export type SubjectPlan = {
  name: SubjectName;
  env: EnvSource;
  /** Null: it says itself which it took. */
  port: number | null;
  logFile: string;
  /** For Node itself, before the script. */
  flags?: readonly string[];
};

const guard = path.join(root, 'scripts/house/leave-with-parent.mjs');
const readyWithinMs = 60_000;
const stopWithinMs = 20_000;
/** As `npm start` runs it; the relay as anybody would. */
const scripts = {
  ours: [...realtimeFlags, '--import', guard, serverFile(root, 'realtime-server/main')],
  relay: ['--import', guard, '--import', 'tsx', 'scripts/bench/relay.ts'],
};

export async function startSubject({ name, env, port, logFile, flags = [] }: SubjectPlan): Promise<Subject> {
  const args = [...flags, ...scripts[name]];
  const [command, all] = hasTwoCores
    ? ['taskset', ['-c', String(serverCore), process.execPath, ...args]]
    : [process.execPath, args];
  const errors = openSync(logFile, 'a');
  const child = spawn(command, all, { cwd: root, env: processEnv(env), stdio: ['ignore', 'pipe', errors, 'ipc'] });
  const log = createWriteStream(logFile, { flags: 'a' });
  let first = '';
  child.stdout?.on('data', (chunk: Buffer) => {
    if (first.length < 1_000) first += chunk.toString();
    log.write(chunk);
  });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const hasEnded = () => child.exitCode !== null || child.signalCode !== null;

  async function stop(): Promise<void> {
    if (hasEnded()) return;
    child.kill('SIGTERM');
    const patience = setTimeout(() => child.kill('SIGKILL'), stopWithinMs);
    await ended;
    clearTimeout(patience);
    log.end();
  }

  async function find(): Promise<string | null> {
    if (port === null) {
      const said = /listening on (\d+)/.exec(first)?.[1];
      return said ? `ws://127.0.0.1:${said}` : null;
    }
    const url = `http://127.0.0.1:${port}`;
    const isUp = await fetch(`${url}/livez`).then(
      ({ ok }) => ok,
      () => false,
    );
    return isUp ? url : null;
  }

  const deadline = performance.now() + readyWithinMs;
  for (;;) {
    const url = await find();
    if (url) return { name, pid: child.pid ?? 0, url, process: child, hasEnded, stop };
    if (hasEnded() || performance.now() > deadline) {
      await stop();
      throw new Error(`${name} could not be started. See ${logFile}.`);
    }
    await wait(50);
  }
}
