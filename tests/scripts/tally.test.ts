import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sum, tallyOf } from '@/scripts/house/tally';

let dir: string;

beforeAll(() => {
  dir = mkdtempSync(path.join(tmpdir(), 'foyer-tally-'));
});
afterAll(() => rmSync(dir, { recursive: true, force: true }));

function report(content: object): string {
  const file = path.join(dir, 'report.json');
  writeFileSync(file, JSON.stringify(content));
  return file;
}

const vitest = (changes: object) =>
  report({ numPassedTests: 0, numFailedTests: 0, numPendingTests: 0, testResults: [], ...changes });
const playwright = (changes: object) =>
  report({ stats: { expected: 0, unexpected: 0, flaky: 0, skipped: 0, ...changes }, suites: [] });

describe('the count at the end of npm test', () => {
  it('has every case of a vitest run', () => {
    const file = vitest({ numPassedTests: 7, numFailedTests: 2, numPendingTests: 1 });

    expect(tallyOf('vitest', 1, file)).toEqual({ passed: 7, failed: 2, skipped: 1, failures: [] });
  });

  it('counts a file that could not be loaded as a failure', () => {
    const file = vitest({
      numPassedTests: 7,
      testResults: [{ name: '/tests/call.test.ts', status: 'failed', assertionResults: [] }],
    });

    expect(tallyOf('vitest', 1, file)).toEqual({
      passed: 7,
      failed: 1,
      skipped: 0,
      failures: ['call.test.ts could not be loaded'],
    });
  });

  it('names what failed, by file and name', () => {
    const assertionResults = [
      { status: 'passed', fullName: 'a call is answered' },
      { status: 'failed', fullName: 'a call is billed once' },
    ];
    const testResults = [{ name: '/tests/call.test.ts', status: 'failed', assertionResults }];
    const suites = [
      { specs: [], suites: [{ specs: [{ file: 'inbox.spec.ts', title: 'what waits is read', ok: false }] }] },
    ];
    const stats = { expected: 0, unexpected: 1, flaky: 0, skipped: 0 };

    const tallies = [
      tallyOf('vitest', 1, vitest({ numPassedTests: 1, numFailedTests: 1, testResults })),
      tallyOf('playwright', 1, report({ stats, suites })),
    ];

    expect(sum(tallies).failures).toEqual(['call.test.ts: a call is billed once', 'inbox.spec.ts: what waits is read']);
  });

  it('counts a test that passed only when tried again as a failure', () => {
    expect(tallyOf('playwright', 0, playwright({ expected: 3, flaky: 1 }))).toMatchObject({ passed: 3, failed: 1 });
  });

  it('counts a step that ran nothing as a failure', () => {
    expect(tallyOf('playwright', 0, playwright({}))).toMatchObject({ passed: 0, failed: 1 });
    expect(tallyOf('vitest', 0, path.join(dir, 'absent.json'))).toMatchObject({ passed: 0, failed: 1 });
  });

  it('counts a step that broke without a failing case as a failure', () => {
    expect(tallyOf('vitest', 1, vitest({ numPassedTests: 7 }))).toMatchObject({ passed: 7, failed: 1 });
  });

  it('takes types and lint for a case each', () => {
    expect(sum([tallyOf('command', 0), tallyOf('command', 2)])).toEqual({
      passed: 1,
      failed: 1,
      skipped: 0,
      failures: [],
    });
  });
});
