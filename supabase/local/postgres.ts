import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { chownSync, existsSync, mkdirSync, openSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { launchOf, linkLibraries, requiredOwner } from './postgres-binary';
import { isAlive } from './process-state';

export type PostgresPlace = {
  /** The cluster. Take the lock on whatever holds it first: a running Postgres found here is adopted, not refused. */
  dir: string;
  port: number;
  password: string;
  logFile: string;
  /** Settings for this run, like `fsync=off` for tests. */
  settings?: readonly string[];
};

export type RunningPostgres = {
  pid: number;
  port: number;
  /** It was left running by a start that was killed. */
  adopted: boolean;
  isAlive(): boolean;
  /** Rolls back what is open, writes what is committed, and returns when it has ended. */
  stop(): Promise<void>;
};

const startTimeoutMs = 60_000;
const stopTimeoutMs = 20_000;
const pollMs = 25;

export function databaseUrl({ port, password }: { port: number; password: string }, database = 'postgres'): string {
  return `postgres://postgres:${encodeURIComponent(password)}@127.0.0.1:${port}/${database}`;
}

function lastLines(logFile: string): string {
  return existsSync(logFile) ? readFileSync(logFile, 'utf8').trim().split('\n').slice(-6).join('\n') : '';
}

const asAnotherUser =
  '\nFor root, Postgres runs as another user, who must be able to enter the folders of the project and of DATA_DIR.';

/** Made beside its place and moved there whole, so that a kill leaves either nothing or a cluster. */
function initialise({ dir, password }: PostgresPlace): void {
  const draft = `${dir}.init-${process.pid}`;
  const passwordFile = `${draft}.password`;
  rmSync(draft, { recursive: true, force: true });
  mkdirSync(draft, { recursive: true, mode: 0o700 });
  writeFileSync(passwordFile, password, { mode: 0o600 });
  const owner = requiredOwner();
  if (owner !== null) for (const mine of [draft, passwordFile]) chownSync(mine, owner, owner);

  const { command, args, options } = launchOf('initdb', [
    ...['-D', draft, '-U', 'postgres', '-A', 'scram-sha-256', `--pwfile=${passwordFile}`],
    ...['-E', 'UTF8', '--no-locale', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--data-checksums'],
  ]);
  const { status, stderr, error } = spawnSync(command, args, { ...options, encoding: 'utf8' });
  rmSync(passwordFile, { force: true });

  if (status !== 0) {
    rmSync(draft, { recursive: true, force: true });
    const reason = error?.message ?? stderr.trim();
    throw new Error(`The database could not be created in ${dir}: ${reason}${owner === null ? '' : asAnotherUser}`);
  }
  renameSync(draft, dir);
}

type PidFile = { pid: number; port: number; ready: boolean };

/** Line 1 the process, line 4 its port, line 8 its state. */
function readPidFile(dir: string): PidFile | null {
  try {
    const lines = readFileSync(path.join(dir, 'postmaster.pid'), 'utf8').split('\n');
    return { pid: Number(lines[0]), port: Number(lines[3]), ready: lines[7]?.trim() === 'ready' };
  } catch {
    return null;
  }
}

async function stopProcess(pid: number): Promise<void> {
  const deadline = performance.now() + stopTimeoutMs;
  if (isAlive(pid)) process.kill(pid, 'SIGINT');
  while (isAlive(pid)) {
    if (performance.now() > deadline) {
      process.kill(pid, 'SIGQUIT');
      return;
    }
    await wait(pollMs);
  }
}

function running(dir: string, { pid, port }: PidFile, adopted: boolean): RunningPostgres {
  const alive = () => isAlive(pid) && readPidFile(dir)?.pid === pid;
  return { pid, port, adopted, isAlive: alive, stop: () => stopProcess(pid) };
}

/** Its own process group: Ctrl-C in a terminal must not reach it before those who use it. */
function launch({ dir, port, logFile, settings = [] }: PostgresPlace): ChildProcess {
  const always = ['listen_addresses=127.0.0.1', 'unix_socket_directories=', 'log_timezone=UTC', 'timezone=UTC'];
  const { command, args, options } = launchOf('postgres', [
    ...['-D', dir, '-p', String(port)],
    ...[...always, ...settings].flatMap((setting) => ['-c', setting]),
  ]);
  const log = openSync(logFile, 'a', 0o600);
  const child = spawn(command, args, { ...options, detached: true, stdio: ['ignore', log, log] });
  child.unref();
  return child;
}

/** The cluster in `dir`, created when absent. Never another one in its place: it starts here or says why not. */
export async function startPostgres(given: PostgresPlace): Promise<RunningPostgres> {
  const place = { ...given, dir: path.resolve(given.dir), logFile: path.resolve(given.logFile) };
  mkdirSync(path.dirname(place.dir), { recursive: true });
  mkdirSync(path.dirname(place.logFile), { recursive: true });
  linkLibraries();
  if (!existsSync(path.join(place.dir, 'PG_VERSION'))) initialise(place);

  const left = readPidFile(place.dir);
  if (left?.ready && isAlive(left.pid)) return running(place.dir, left, true);

  const child = launch(place);
  const failed = new Promise<Error>((resolve) => child.once('error', resolve));
  const deadline = performance.now() + startTimeoutMs;

  while (child.exitCode === null && child.signalCode === null && performance.now() < deadline) {
    const found = readPidFile(place.dir);
    if (found?.ready && found.pid === child.pid) return running(place.dir, found, false);
    const error = await Promise.race([failed, wait(pollMs)]);
    if (error) throw new Error('Postgres could not be started.', { cause: error });
  }
  child.kill('SIGQUIT');
  throw new Error(`Postgres did not start in ${place.dir}:\n${lastLines(place.logFile)}`);
}
