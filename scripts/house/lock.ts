import { linkSync, mkdirSync, readFileSync, rmdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { bornAt } from '@/supabase/local/process-state';

export type Holder = { pid: number; since: string; born: string };

export type Lock = {
  /** A start that was killed had left its lock behind. */
  tookOver: boolean;
  release(): void;
};

export class LockHeldError extends Error {
  override readonly name = 'LockHeldError';

  constructor(
    readonly dir: string,
    readonly holder: Holder,
  ) {
    super(
      `${dir} is in use by process ${holder.pid}, since ${holder.since}. ` +
        'Stop that one first (Ctrl-C in its terminal), or start with another DATA_DIR.',
    );
  }
}

const abandonedAfterMs = 10_000;

function readHolder(file: string): Holder | null {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return null;
  }
}

function isHeld(holder: Holder | null): holder is Holder {
  return holder !== null && bornAt(holder.pid) === holder.born;
}

/** Linked into place whole: a lock that is there is never half written. */
function create(file: string): boolean {
  const draft = `${file}.${process.pid}`;
  const holder: Holder = { pid: process.pid, since: new Date().toISOString(), born: bornAt(process.pid) ?? '' };
  writeFileSync(draft, JSON.stringify(holder), { mode: 0o600 });
  try {
    linkSync(draft, file);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}

/** Two starts may find the same dead lock; only the one that makes this folder may clear it away. */
function clearDeadLock(file: string): void {
  const gate = `${file}.clearing`;
  try {
    mkdirSync(gate);
  } catch {
    const age = Date.now() - (statSync(gate, { throwIfNoEntry: false })?.mtimeMs ?? Date.now());
    if (age > abandonedAfterMs) rmdirSync(gate);
    return;
  }
  if (!isHeld(readHolder(file))) rmSync(file, { force: true });
  rmdirSync(gate);
}

/** One start for each data folder. Throws `LockHeldError` while its holder lives; a dead holder's lock is taken over. */
export function takeLock(dir: string, name = 'lock'): Lock {
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  const file = path.join(dir, name);
  let tookOver = false;

  for (let attempt = 0; attempt < 50; attempt += 1) {
    if (create(file)) {
      return {
        tookOver,
        release() {
          if (readHolder(file)?.pid === process.pid) rmSync(file, { force: true });
        },
      };
    }
    const holder = readHolder(file);
    if (isHeld(holder)) throw new LockHeldError(dir, holder);
    clearDeadLock(file);
    tookOver = true;
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20);
  }
  throw new Error(`The lock ${file} can neither be taken nor read.`);
}
