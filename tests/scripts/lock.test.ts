import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { LockHeldError, takeLock } from '@/scripts/house/lock';
import { bornAt } from '@/supabase/local/process-state';

let dir: string;

beforeEach(() => {
  dir = mkdtempSync(path.join(tmpdir(), 'foyer-lock-'));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

const leaveLock = (holder: object) => writeFileSync(path.join(dir, 'lock'), JSON.stringify(holder));

describe('the lock on a data folder', () => {
  it('refuses a second start and names the holder and since when', () => {
    takeLock(dir);

    const second = () => takeLock(dir);

    expect(second).toThrow(LockHeldError);
    expect(second).toThrow(new RegExp(`in use by process ${process.pid}, since \\d{4}-`));
  });

  it('is free again when its holder releases it', () => {
    takeLock(dir).release();

    expect(takeLock(dir).tookOver).toBe(false);
  });

  it('is taken over from a process that was killed', async () => {
    const dead = spawn(process.execPath, ['-e', ''], { stdio: 'ignore' });
    await new Promise((resolve) => dead.once('exit', resolve));
    leaveLock({ pid: dead.pid, since: '2026-01-01T00:00:00.000Z', born: '1' });

    expect(takeLock(dir).tookOver).toBe(true);
  });

  it('is taken over when the number of its holder was given to another process', () => {
    leaveLock({ pid: process.ppid, since: '2026-01-01T00:00:00.000Z', born: 'long ago' });

    expect(takeLock(dir).tookOver).toBe(true);
  });

  it('is taken over when it cannot be read', () => {
    writeFileSync(path.join(dir, 'lock'), '');

    expect(takeLock(dir).tookOver).toBe(true);
  });

  it('leaves the lock of a later holder alone when an earlier one lets go', () => {
    const first = takeLock(dir);
    leaveLock({ pid: process.ppid, since: '2026-01-01T00:00:00.000Z', born: bornAt(process.ppid) });

    first.release();

    expect(readFileSync(path.join(dir, 'lock'), 'utf8')).toContain(String(process.ppid));
  });
});
