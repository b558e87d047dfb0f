import { randomBytes } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import path from 'node:path';
import { putHelpersLast } from '@/lib/platform/helper-threads';
import { root } from '../house/plans';
import { openBenchHouse } from './bench-house';
import { type BenchOptions, readBenchOptions, UsageError, usage } from './bench-options';
import { benchPage } from './bench-page';
import { type Bench, findMost, measureOne, whyTooMany } from './bench-round';
import { asText, goalTable, type Results, sampleTable } from './bench-table';
import { openLoad } from './load';
import { isLimitedByLoad } from './measure';
import { canMeasure, hasTwoCores, loadAverage, loadCore, pin } from './proc';

const startedAt = performance.now();
const say = (line: string) =>
  console.log(`[${((performance.now() - startedAt) / 1_000).toFixed(0).padStart(4)} s] ${line}`);
const subjects = ['ours', 'relay'] as const;

function machine(): string {
  const [first] = cpus();
  return `${cpus().length} × ${first?.model ?? 'unknown'}, Node ${process.version}, ${process.platform}`;
}

async function runRounds(bench: Bench, options: BenchOptions, results: Results): Promise<void> {
  for (let round = 1; round <= options.rounds; round += 1) {
    for (const calls of options.counts) {
      // The first place is no advantage: it changes from one round to the next.
      for (const subject of round % 2 === 1 ? subjects : subjects.toReversed()) {
        const measured = await measureOne(bench, subject, calls, round);
        results.measured.push(measured);
        const { in: up, out, cpuPerCallMinute, cpuMicrosPerFrame } = measured.steady;
        const { recorded } = measured;
        const sound = recorded ? `, ${recorded.calls} recordings of ${recorded.megabytes} MB` : '';
        const limits = isLimitedByLoad(measured.steady) ? ', limited by the load' : '';
        say(
          `round ${round}, ${calls} calls, ${subject}: p99 ${up.p99Ms?.toFixed(1)} in, ${out.p99Ms?.toFixed(1)} out, ` +
            `${cpuPerCallMinute.toFixed(3)} CPU s a call-minute, ${cpuMicrosPerFrame.toFixed(1)} µs a frame${sound}${limits}; load average ${loadAverage().toFixed(1)}`,
        );
      }
    }
    if (!options.findsMost || round > 1) continue;
    for (const subject of subjects) {
      const passed = results.measured.filter(
        (one) => one.subject === subject && one.round === round && whyTooMany(one.steady) === null,
      );
      const from = Math.max(0, ...passed.map(({ steady }) => steady.calls));
      results.most.push(await findMost(bench, subject, from, round));
    }
  }
}

async function run(options: BenchOptions): Promise<void> {
  if (!canMeasure) throw new Error('This reads /proc: it runs on Linux.');
  pin(process.pid, loadCore);
  putHelpersLast();
  if (!hasTwoCores) say('without two cores and taskset nothing is pinned: the figures are of a shared machine');
  const load = await openLoad();
  const account = { sid: `AC${randomBytes(16).toString('hex')}`, authToken: randomBytes(16).toString('hex') };
  const results: Results = {
    at: new Date().toISOString(),
    machine: machine(),
    rounds: options.rounds,
    measured: [],
    most: [],
  };
  let close = async () => undefined as unknown;

  const onSignal = () => void close().finally(() => process.exit(130));
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, onSignal);
  try {
    const house = await openBenchHouse({
      OPENAI_API_KEY: `sk-bench-${randomBytes(16).toString('hex')}`,
      OPENAI_BASE_URL: load.model.baseUrl,
      TWILIO_ACCOUNT_SID: account.sid,
      TWILIO_AUTH_TOKEN: account.authToken,
      TWILIO_API_BASE_URL: load.model.baseUrl,
      SMTP_URL: 'smtp://127.0.0.1:9',
    });
    close = house.close;
    say('a database and its API are up; measuring');
    await runRounds({ load, house, account, options, say }, options, results);
  } finally {
    await load.close();
    await close();
  }
  report(results, options);
}

function report(results: Results, options: BenchOptions): void {
  console.log(`\n${asText(sampleTable(results))}\n\n${asText(goalTable(results))}\n`);
  const json = `${JSON.stringify(results, null, 1)}\n`;
  if (options.jsonFile) writeFileSync(options.jsonFile, json);
  if (!options.writes) return;
  mkdirSync(path.join(root, 'docs'), { recursive: true });
  writeFileSync(path.join(root, 'docs/bench.md'), benchPage(results));
  writeFileSync(path.join(root, 'docs/bench.json'), json);
  say('written: docs/bench.md, docs/bench.json');
}

try {
  const options = readBenchOptions(process.argv.slice(2));
  if (options) await run(options);
  else console.log(usage);
} catch (error) {
  console.error(error instanceof UsageError ? `${error.message}\n\n${usage}` : error);
  process.exitCode = 1;
}
