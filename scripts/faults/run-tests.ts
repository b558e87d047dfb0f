import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { z } from 'zod';
import { root } from '../house/plans';

const report = z.object({ numPassedTests: z.number(), numFailedTests: z.number() });

/** For what can be injected only from inside: a clock that is held by hand, a throw at a hook. */
export async function runTests(file: string, name?: string): Promise<{ passed: number; failed: number }> {
  const folder = mkdtempSync(path.join(tmpdir(), 'foyer-faults-'));
  const written = path.join(folder, 'report.json');
  const args = ['run', '--project', 'unit', file, '--reporter=json', `--outputFile.json=${written}`];
  const command = ['node_modules/vitest/vitest.mjs', ...args, ...(name ? ['-t', name] : [])];
  const child = spawn(process.execPath, command, { cwd: root, stdio: 'ignore' });
  try {
    await new Promise((resolve) => child.once('close', resolve));
    const { numPassedTests: passed, numFailedTests: failed } = report.parse(JSON.parse(readFileSync(written, 'utf8')));
    return { passed, failed };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
