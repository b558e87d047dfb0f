import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { processEnv } from './house/child';
import { root } from './house/plans';
import { freePort } from './house/ports';
import { sum, type Tally, tallyOf } from './house/tally';

type Step = {
  name: string;
  kind: 'command' | 'vitest' | 'playwright';
  commands: string[][];
  report?: string;
  env?: Record<string, string>;
};

const results = path.join(root, 'test-results');
const bin = (name: string) => path.join(root, 'node_modules', name);
const node = process.execPath;
const next = [node, bin('next/dist/bin/next')];
const tsc = [node, bin('typescript/bin/tsc')];
const biome = [node, bin('@biomejs/biome/bin/biome')];
const vitest = [node, bin('vitest/vitest.mjs'), 'run', '--reporter=default', '--reporter=json'];
const playwright = [node, bin('@playwright/test/cli.js'), 'test', '--reporter=list,json'];

function vitestStep(project: string): Step {
  const report = path.join(results, `${project}.json`);
  const commands = [[...vitest, '--project', project, `--outputFile.json=${report}`]];
  return { name: project, kind: 'vitest', report, commands };
}

async function browserStep(dataDir: string): Promise<Step> {
  const names = ['PORT', 'REALTIME_PORT', 'SUPABASE_PORT', 'PRACTICE_PORT', 'PRACTICE_SMTP_PORT'];
  const ports = await Promise.all(names.map(async (name) => [name, String(await freePort())]));
  const report = path.join(results, 'browser.json');
  const env = { ...Object.fromEntries(ports), DATA_DIR: dataDir, PLAYWRIGHT_JSON_OUTPUT_NAME: report };
  return { name: 'browser', kind: 'playwright', report, env, commands: [playwright] };
}

let running: ReturnType<typeof spawn> | undefined;

function run([command = node, ...args]: string[], env: Record<string, string> = {}): Promise<number> {
  const child = spawn(command, args, { cwd: root, stdio: 'inherit', env: processEnv({ ...process.env, ...env }) });
  running = child;
  return new Promise((resolve) => {
    child.once('error', () => resolve(1));
    child.once('exit', (code) => resolve(code ?? 1));
  });
}

async function runStep(step: Step): Promise<Tally> {
  const startedAt = performance.now();
  console.log(`\n=== ${step.name} ===`);
  if (step.report) rmSync(step.report, { force: true });
  let exitCode = 0;
  for (const command of step.commands) exitCode ||= await run(command, step.env);

  const tally = tallyOf(step.kind, exitCode, step.report);
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  console.log(`=== ${step.name}: ${tally.passed} passed, ${tally.failed} failed in ${seconds} s`);
  return tally;
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    running?.kill(signal);
    process.exitCode = 130;
    stopped = true;
  });
}

let stopped = false;
mkdirSync(results, { recursive: true });
const dataDir = mkdtempSync(path.join(tmpdir(), 'foyer-e2e-'));
const steps: Step[] = [
  {
    name: 'types',
    kind: 'command',
    commands: [
      [...next, 'typegen'],
      [...tsc, '--noEmit'],
    ],
  },
  { name: 'lint', kind: 'command', commands: [[...biome, 'check', '.']] },
  vitestStep('unit'),
  vitestStep('integration'),
  await browserStep(dataDir),
];
const wanted = process.argv.slice(2);
const tallies: Tally[] = [];

for (const step of steps) {
  if (stopped || (wanted.length > 0 && !wanted.includes(step.name))) continue;
  tallies.push(await runStep(step));
}
rmSync(dataDir, { recursive: true, force: true });

const { passed, failed, skipped, failures } = sum(tallies);
for (const failure of failures) console.log(`\nfailed: ${failure}`);
if (skipped > 0) console.log(`\n${skipped} skipped`);
const summary = `${passed} passed, ${failed} failed`;
writeFileSync(path.join(results, 'summary.txt'), `${summary}\n`);
console.log(`\n${summary}`);
process.exit(failed > 0 || passed === 0 || stopped ? 1 : 0);
