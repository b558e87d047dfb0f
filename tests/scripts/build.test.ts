import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fingerprint, isBuilt } from '@/scripts/house/build';

let root: string;

beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'foyer-build-'));
  mkdirSync(path.join(root, 'app/calls'), { recursive: true });
  writeFileSync(path.join(root, 'app/calls/page.tsx'), 'one');
  writeFileSync(path.join(root, 'package.json'), '{}');
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

describe('the fingerprint of the portal', () => {
  it.each([
    ['a page changes', () => writeFileSync(path.join(root, 'app/calls/page.tsx'), 'two')],
    ['a file is added', () => writeFileSync(path.join(root, 'app/calls/actions.ts'), '')],
    ['a dependency changes', () => writeFileSync(path.join(root, 'package.json'), '{ "version": "2" }')],
  ])('differs when %s', (_, change) => {
    const before = fingerprint(root, {});

    change();

    expect(fingerprint(root, {})).not.toBe(before);
  });

  it('differs between http and https, whose headers are fixed with the build', () => {
    expect(fingerprint(root, { PUBLIC_URL: 'https://a.test' })).not.toBe(fingerprint(root, {}));
  });

  it('stays when something else changes', () => {
    const before = fingerprint(root, {});

    writeFileSync(path.join(root, 'README.md'), 'new');

    expect(fingerprint(root, { PORT: '4000' })).toBe(before);
  });

  it('alone does not make a build: a broken one is made again', () => {
    mkdirSync(path.join(root, '.next'));
    writeFileSync(path.join(root, '.next/foyer-fingerprint'), 'x');

    expect(isBuilt(root, 'x')).toBe(false);
  });
});
