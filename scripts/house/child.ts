import { type ChildProcess, spawn } from 'node:child_process';
import { setTimeout as wait } from 'node:timers/promises';
import type { EnvSource } from '@/lib/platform/env-fields';
import type { ChildLog } from './child-log';

export type ChildPlan = {
  name: string;
  /** As a person reads it: "the realtime server". */
  title: string;
  args: readonly string[];
  env: EnvSource;
  cwd: string;
  /** Ready when this answers, whatever it says short of a server error. */
  readyUrl: string;
  /** How long it may take to end by itself. */
  stopMs: number;
};

export type Child = {
  readonly pid: number | undefined;
  /** Rejects when it ends before it was ready for the first time. */
  ready(): Promise<void>;
  /** Ends it and what it started. Twice is harmless. */
  stop(): Promise<void>;
  /** At once, without asking. */
  kill(): void;
  /** As a crash would; resolves when its successor answers. */
  killAndWait(): Promise<void>;
};

const readyTimeoutMs = 90_000;
const firstDelayMs = 250;
const longestDelayMs = 10_000;
const healthyAfterMs = 30_000;

/** A process group of its own, so that Ctrl-C in a terminal reaches it in our order and not at random. */
function launch({ args, env, cwd }: ChildPlan, log: ChildLog): ChildProcess {
  const child = spawn(process.execPath, args, {
    cwd,
    env: processEnv(env),
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  if (child.stdout) log.follow(child.stdout);
  if (child.stderr) log.follow(child.stderr);
  return child;
}

/** Without NODE_ENV, which each tool decides for itself, though Next's types demand it of every environment. */
export function processEnv({ NODE_ENV: _, ...env }: EnvSource): NodeJS.ProcessEnv {
  return env as NodeJS.ProcessEnv;
}

function signalGroup(pid: number | undefined, signal: NodeJS.Signals): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, signal);
  } catch {
    // Already gone: what was asked for.
  }
}

async function answers(url: string): Promise<boolean> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(5_000), redirect: 'manual' });
    await response.body?.cancel();
    return response.status < 500;
  } catch {
    return false;
  }
}

/** Starts it, and again whenever it ends, until it is stopped. */
export function keepRunning(plan: ChildPlan, log: ChildLog, say: (line: string) => void): Child {
  let process_ = launch(plan, log);
  let ended = endOf(process_);
  let stopping = false;
  let wasReady = false;
  let delayMs = firstDelayMs;
  const pause = new AbortController();

  async function watch(): Promise<void> {
    while (!stopping) {
      const startedAt = performance.now();
      const how = await ended;
      if (stopping || !wasReady) return;

      if (performance.now() - startedAt > healthyAfterMs) delayMs = firstDelayMs;
      say(`${plan.title} ended (${how}); starting it again in ${delayMs / 1000} s`);
      await wait(delayMs, undefined, { signal: pause.signal }).catch(() => undefined);
      delayMs = Math.min(delayMs * 2, longestDelayMs);
      if (stopping) return;
      process_ = launch(plan, log);
      ended = endOf(process_);
    }
  }

  async function ready(): Promise<void> {
    const deadline = performance.now() + readyTimeoutMs;
    let how: string | undefined;
    void ended.then((end) => {
      how = end;
    });
    while (!(await answers(plan.readyUrl))) {
      if (how !== undefined) throw new Error(`${plan.title} could not start (${how}):\n${log.lastLines()}`);
      if (performance.now() > deadline)
        throw new Error(`${plan.title} is not answering at ${plan.readyUrl}. See ${log.file}.`);
      await wait(100);
    }
    wasReady = true;
  }

  async function stop(): Promise<void> {
    stopping = true;
    pause.abort();
    if (process_.exitCode !== null || process_.signalCode !== null) return;
    signalGroup(process_.pid, 'SIGTERM');
    const patience = setTimeout(() => signalGroup(process_.pid, 'SIGKILL'), plan.stopMs);
    await ended;
    clearTimeout(patience);
    signalGroup(process_.pid, 'SIGKILL');
  }

  void watch();
  return {
    get pid() {
      return process_.pid;
    },
    ready,
    stop,
    async killAndWait() {
      const before = process_.pid;
      signalGroup(before, 'SIGKILL');
      const deadline = performance.now() + readyTimeoutMs;
      while (process_.pid === before || !(await answers(plan.readyUrl))) {
        if (performance.now() > deadline) throw new Error(`${plan.title} did not come back.`);
        await wait(50);
      }
    },
    kill() {
      stopping = true;
      pause.abort();
      signalGroup(process_.pid, 'SIGKILL');
    },
  };
}

function endOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('exit', (code, signal) => resolve(signal ? `signal ${signal}` : `code ${code}`));
  });
}
