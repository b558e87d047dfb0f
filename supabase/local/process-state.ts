import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** What Linux tells of a process after its name: the state first, the time of birth as the twentieth. */
function statOf(pid: number): string[] | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  } catch {
    return null;
  }
}

function exists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/** A dead process that nobody has collected (a container's first process often does not) still has a number; it is not alive. */
export function isAlive(pid: number): boolean {
  return exists(pid) && statOf(pid)?.[0] !== 'Z';
}

/** When a process was born, so that its number, given out again, is not mistaken for it. Null when it is not alive. */
export function bornAt(pid: number): string | null {
  if (!isAlive(pid)) return null;
  const stat = statOf(pid);
  if (stat) return stat[19] ?? null;
  try {
    return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim() || null;
  } catch {
    return null;
  }
}
