import { randomBytes } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { root } from '../house/plans';
import { openBenchHouse } from './bench-house';
import { wholeNumber } from './bench-options';
import { asText } from './bench-table';
import { type Load, openLoad } from './load';
import { canMeasure, loadCore, pin } from './proc';
import { growthRows, soakPage, type Taken } from './soak-page';
import { type Growth, growthBetween, handlesOf, look, timersOf } from './soak-reading';
import { type Subject, startSubject } from './subject';

const usage = `npm run soak -- [options]
  --calls 20000      how many short calls
  --at-once 16       how many of them at a time
  --no-rest          without the eleven minutes, after the first thousand and at the end, in which the server forgets
                     what it keeps for ten
  --json FILE        every reading
  --write            docs/soak.md`;

const startedAt = performance.now();
const say = (line: string) =>
  console.log(`[${((performance.now() - startedAt) / 1_000).toFixed(0).padStart(5)} s] ${line}`);
const readings = 10;
/** A server keeps the clients of its last 500 calls; before that, growth is not a leak. */
const warmUpCalls = 1_000;
/** Longer than the ten minutes for which an ended call is remembered. */
const restMs = 640_000;
const quietMs = 3_000;
const quietWithinMs = 120_000;
const talkMs = 300;
const watcher = path.join(import.meta.dirname, 'watcher.mjs');

type Options = { calls: number; atOnce: number; rests: boolean; writes: boolean; jsonFile: string | null };
type Outcome = { failed: number; lost: number; growth: Growth[]; taken: Taken[] };

async function shortCalls(load: Load, from: number, to: number, atOnce: number, failures: string[]): Promise<void> {
  let next = from;
  const caller = async () => {
    while (next < to) {
      const index = next % 10_000;
      next += 1;
      try {
        await load.oneCall(index, async (_, session) => {
          session.shortTurn();
          await wait(talkMs);
        });
      } catch (error) {
        failures.push(error instanceof Error ? error.message : String(error));
        if (failures.length > 100) throw new Error(`Too many calls failed: ${failures[0]}`);
      }
    }
  };
  await Promise.all(Array.from({ length: atOnce }, caller));
}

/** Until every call is over and written down. */
async function untilQuiet({ url }: Subject): Promise<void> {
  const deadline = performance.now() + quietWithinMs;
  for (;;) {
    const text = await fetch(`${url}/metrics`).then((answer) => answer.text());
    const live = Number(/^foyer_live_calls (\d+)/m.exec(text)?.[1] ?? 1);
    const waiting = Number(/^foyer_unwritten_entries (\d+)/m.exec(text)?.[1] ?? 1);
    if (live === 0 && waiting === 0) break;
    if (performance.now() > deadline) throw new Error(`${live} calls and ${waiting} entries did not come to an end.`);
    await wait(250);
  }
  await wait(quietMs);
}

/** Where to look: after the warm-up, and then in equal steps. */
function stops(calls: number): number[] {
  const step = Math.ceil(calls / readings);
  const even = Array.from({ length: Math.ceil(calls / step) }, (_, at) => Math.min(calls, (at + 1) * step));
  return [...new Set([...(calls > warmUpCalls ? [warmUpCalls] : []), ...even])].sort((a, b) => a - b);
}

async function soak(load: Load, subject: Subject, options: Options): Promise<Outcome> {
  const failures: string[] = [];
  const taken: Taken[] = [];
  const read = async (calls: number, isRested: boolean): Promise<Taken> => {
    const reading = await look(subject);
    const one = { calls, isRested, reading };
    taken.push(one);
    const mb = (reading.heapUsed / 1_048_576).toFixed(1);
    const told = `heap ${mb} MB, handles ${handlesOf(reading)}, timers ${timersOf(reading)}, emitters ${reading.emitters}`;
    say(`${calls} calls${isRested ? ', rested' : ''}: ${told}`);
    return one;
  };
  const rest = async (calls: number) => {
    say(`resting for ${Math.round(restMs / 60_000)} minutes`);
    await wait(restMs);
    return read(calls, true);
  };

  let first: Taken | null = null;
  let done = 0;
  for (const upTo of stops(options.calls)) {
    await shortCalls(load, done, upTo, options.atOnce, failures);
    done = upTo;
    await untilQuiet(subject);
    const here = await read(upTo, false);
    if (!first && upTo >= warmUpCalls) first = options.rests ? await rest(upTo) : here;
  }
  const last = options.rests ? await rest(options.calls) : taken.at(-1);
  const growth = first && last ? growthBetween(first.reading, last.reading) : [];
  const { lost, doubled, misdelivered } = load.toServer.figures();
  return { failed: failures.length, lost: lost + doubled + misdelivered, growth, taken };
}

function report({ failed, lost, growth, taken }: Outcome, { atOnce, writes, jsonFile }: Options): boolean {
  if (growth.length === 0) console.log(`\nNothing is judged before ${warmUpCalls} calls.`);
  console.log(`\n${asText(growthRows(growth))}`);
  console.log(`\n${taken.at(-1)?.calls ?? 0} calls, ${failed} failed, ${lost} frames led astray\n`);
  if (jsonFile) writeFileSync(jsonFile, `${JSON.stringify(taken, null, 1)}\n`);
  if (writes) {
    const minutes = (performance.now() - startedAt) / 60_000;
    mkdirSync(path.join(root, 'docs'), { recursive: true });
    const page = soakPage({ failed, lost, growth, taken, atOnce, minutes });
    writeFileSync(path.join(root, 'docs/soak.md'), page);
  }
  return failed === 0 && lost === 0 && growth.every(({ isFine }) => isFine);
}

async function run(options: Options): Promise<void> {
  if (!canMeasure) throw new Error('This reads /proc: it runs on Linux.');
  pin(process.pid, loadCore);
  const load = await openLoad();
  const account = { sid: `AC${randomBytes(16).toString('hex')}`, authToken: randomBytes(16).toString('hex') };
  const endings = [() => load.close()];
  const end = async () => {
    for (const ending of endings.toReversed()) await ending().catch((error: unknown) => console.error(error));
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => void end().finally(() => process.exit(130)));

  try {
    const house = await openBenchHouse({
      OPENAI_API_KEY: `sk-bench-${randomBytes(16).toString('hex')}`,
      OPENAI_BASE_URL: load.model.baseUrl,
      TWILIO_ACCOUNT_SID: account.sid,
      TWILIO_AUTH_TOKEN: account.authToken,
      TWILIO_API_BASE_URL: load.model.baseUrl,
      SMTP_URL: 'smtp://127.0.0.1:9',
    });
    endings.push(() => house.close());
    const subject = await startSubject({
      ...{ name: 'ours' as const, env: house.env, port: house.settings.ports.realtime },
      logFile: path.join(house.logsDir, 'ours.log'),
      flags: ['--expose-gc', '--import', watcher],
    });
    endings.push(() => subject.stop());
    load.aim(subject, { tenants: house.tenants, account });
    say(`soaking with ${options.calls} calls, ${options.atOnce} at a time`);
    if (!report(await soak(load, subject, options), options)) process.exitCode = 1;
  } finally {
    await end();
  }
}

const { values } = parseArgs({
  options: {
    calls: { type: 'string', default: '20000' },
    'at-once': { type: 'string', default: '16' },
    'no-rest': { type: 'boolean' },
    json: { type: 'string' },
    write: { type: 'boolean' },
    help: { type: 'boolean' },
  },
});
if (values.help) console.log(usage);
else {
  await run({
    calls: wholeNumber('--calls', values.calls, 1_000_000),
    atOnce: wholeNumber('--at-once', values['at-once'], 64),
    rests: !values['no-rest'],
    writes: values.write ?? false,
    jsonFile: values.json ?? null,
  });
}
