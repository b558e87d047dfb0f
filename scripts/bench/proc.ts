import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism, constants, setPriority } from 'node:os';

/** The kernel counts in hundredths of a second wherever Linux runs today. */
const ticksPerSecond = 100;

export const canMeasure = existsSync('/proc/self/stat');
export const hasTwoCores = canMeasure && availableParallelism() >= 2 && hasTaskset();

export const serverCore = 0;
export const loadCore = 1;

function hasTaskset(): boolean {
  try {
    execFileSync('taskset', ['-V'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/** Every thread of a process to one core. */
export function pin(pid: number, core: number): void {
  if (hasTwoCores) execFileSync('taskset', ['-a', '-c', '-p', String(core), String(pid)], { stdio: 'ignore' });
}

/**
 * What this process has started, and what that has started, gets what this process leaves of their core. `except` stays as
 * it is. Linux shares a core among sessions first (`autogroup` in sched(7)), and every connection of Postgres is one.
 */
export function putOthersBehind(except: number): void {
  const { PRIORITY_LOW: low } = constants.priority;
  for (const pid of startedBy(process.pid).filter((one) => one !== except)) {
    attempt(() => setPriority(pid, low));
    attempt(() => writeFileSync(`/proc/${pid}/autogroup`, String(low)));
  }
}

/** A process that has ended meanwhile, or a system that has no such thing, is left as it is. */
function attempt(run: () => void): void {
  try {
    run();
  } catch {}
}

function startedBy(pid: number): number[] {
  const parents = new Map<number, number>();
  for (const name of readdirSync('/proc').filter((each) => /^\d+$/.test(each))) {
    attempt(() => parents.set(Number(name), Number(statOf(Number(name))[1])));
  }
  const below = (parent: number): number[] =>
    [...parents].filter(([, its]) => its === parent).flatMap(([child]) => [child, ...below(child)]);
  return below(pid);
}

/** From the state on: what stands before it is a name that may hold anything. */
function statOf(pid: number): string[] {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
}

export function cpuSecondsOf(pid: number): number {
  const fields = statOf(pid);
  return (Number(fields[11]) + Number(fields[12])) / ticksPerSecond;
}

export function residentKbOf(pid: number): number {
  return Number(/^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0);
}

/** Seconds that a core has worked, and that have passed for it, since the machine started. */
export function coreSeconds(core: number): { busy: number; all: number } {
  const line = new RegExp(`^cpu${core} (.*)$`, 'm').exec(readFileSync('/proc/stat', 'utf8'))?.[1] ?? '';
  const ticks = line.trim().split(/\s+/).map(Number).slice(0, 8);
  const all = ticks.reduce((sum, value) => sum + value, 0);
  const idle = (ticks[3] ?? 0) + (ticks[4] ?? 0);
  return { busy: (all - idle) / ticksPerSecond, all: all / ticksPerSecond };
}

export function loadAverage(): number {
  return Number(readFileSync('/proc/loadavg', 'utf8').split(' ')[0]);
}
