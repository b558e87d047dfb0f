import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { weaknessOf } from '@/lib/platform/env-fields';
import { keepSecrets } from '@/scripts/house/secrets';

let dir: string;
let file: string;

beforeEach(() => {
  dir = mkdtempSync(path.join(tmpdir(), 'foyer-secrets-'));
  file = path.join(dir, 'secrets.json');
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

const modeOf = (name: string) => (statSync(name).mode & 0o777).toString(8);

describe('the secrets of a data folder', () => {
  it('are made once and kept', () => {
    expect(keepSecrets(dir)).toEqual(keepSecrets(dir));
  });

  it('are for their owner alone', () => {
    keepSecrets(dir);

    expect(modeOf(file)).toBe('600');
  });

  it('are closed again when somebody opened the file', () => {
    keepSecrets(dir);
    chmodSync(file, 0o644);

    keepSecrets(dir);

    expect(modeOf(file)).toBe('600');
  });

  it('differ between two folders, and are strong enough for production', () => {
    const other = mkdtempSync(path.join(tmpdir(), 'foyer-secrets-'));
    const [mine, theirs] = [keepSecrets(dir), keepSecrets(other)];
    rmSync(other, { recursive: true });

    expect(Object.values(mine).filter((secret) => Object.values(theirs).includes(secret))).toEqual([]);
    expect(Object.values(mine).map(weaknessOf)).toEqual(Object.values(mine).map(() => null));
  });

  it('gain what a later release needs and lose nothing', () => {
    const before = keepSecrets(dir);
    const { ENCRYPTION_KEY: _, ...older } = before;
    writeFileSync(file, JSON.stringify(older));

    expect(keepSecrets(dir)).toEqual({ ...before, ENCRYPTION_KEY: expect.any(String) });
  });

  it('are never made anew over a file that cannot be read', () => {
    writeFileSync(file, '{"NEXTAUTH_SECRET":');

    expect(() => keepSecrets(dir)).toThrow('cannot be read as secrets');
    expect(readFileSync(file, 'utf8')).toBe('{"NEXTAUTH_SECRET":');
  });

  it('are never made anew for a database that was locked with others', () => {
    mkdirSync(path.join(dir, 'postgres'));

    expect(() => keepSecrets(dir)).toThrow('holds a database but not its secrets.json');
  });
});
