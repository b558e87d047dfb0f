import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';

/** `failures`: what failed, by file and name. */
export type Tally = { passed: number; failed: number; skipped: number; failures: string[] };

const vitestReport = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numPendingTests: z.number(),
  numTodoTests: z.number().default(0),
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      assertionResults: z.array(z.object({ status: z.string(), fullName: z.string() })),
    }),
  ),
});

type PlaywrightSuite = { specs: { file: string; title: string; ok: boolean }[]; suites: PlaywrightSuite[] };

const playwrightSuite: z.ZodType<PlaywrightSuite> = z.object({
  specs: z.array(z.object({ file: z.string(), title: z.string(), ok: z.boolean() })),
  suites: z.lazy(() => playwrightSuite.array()).default([]),
});
const playwrightReport = z.object({
  stats: z.object({ expected: z.number(), unexpected: z.number(), flaky: z.number(), skipped: z.number() }),
  suites: z.array(playwrightSuite),
});

const none: Tally = { passed: 0, failed: 0, skipped: 0, failures: [] };

function readReport(file: string): unknown {
  if (!existsSync(file)) return null;
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return null;
  }
}

function fromVitest(report: unknown): Tally | null {
  const parsed = vitestReport.safeParse(report);
  if (!parsed.success) return null;
  const { numPassedTests, numFailedTests, numPendingTests, numTodoTests, testResults } = parsed.data;
  // A file that fails while it is loaded has no case to its name.
  const broken = testResults.filter((file) => file.status === 'failed' && file.assertionResults.length === 0);
  const failures = testResults.flatMap(({ name, assertionResults }) =>
    assertionResults
      .filter(({ status }) => status === 'failed')
      .map(({ fullName }) => `${path.basename(name)}: ${fullName}`),
  );
  return {
    passed: numPassedTests,
    failed: numFailedTests + broken.length,
    skipped: numPendingTests + numTodoTests,
    failures: [...failures, ...broken.map(({ name }) => `${path.basename(name)} could not be loaded`)],
  };
}

function fromPlaywright(report: unknown): Tally | null {
  const parsed = playwrightReport.safeParse(report);
  if (!parsed.success) return null;
  const { expected, unexpected, flaky, skipped } = parsed.data.stats;
  return { passed: expected, failed: unexpected + flaky, skipped, failures: parsed.data.suites.flatMap(failuresIn) };
}

function failuresIn({ specs, suites }: PlaywrightSuite): string[] {
  const own = specs.filter(({ ok }) => !ok).map(({ file, title }) => `${file}: ${title}`);
  return [...own, ...suites.flatMap(failuresIn)];
}

/** The cases of one step. A step that failed counts at least one failure, and one that ran nothing has failed. */
export function tallyOf(kind: 'command' | 'vitest' | 'playwright', exitCode: number, reportFile?: string): Tally {
  if (kind === 'command') {
    const hasFailed = exitCode !== 0;
    return { ...none, passed: hasFailed ? 0 : 1, failed: hasFailed ? 1 : 0 };
  }
  const report = reportFile ? readReport(reportFile) : null;
  const tally = (kind === 'vitest' ? fromVitest(report) : fromPlaywright(report)) ?? none;
  const wentWrong = exitCode !== 0 || tally.passed + tally.failed === 0;
  return wentWrong && tally.failed === 0 ? { ...tally, failed: 1 } : tally;
}

export function sum(tallies: readonly Tally[]): Tally {
  return tallies.reduce(
    (total, { passed, failed, skipped, failures }) => ({
      passed: total.passed + passed,
      failed: total.failed + failed,
      skipped: total.skipped + skipped,
      failures: [...total.failures, ...failures],
    }),
    none,
  );
}
