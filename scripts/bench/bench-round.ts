import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { BenchHouse } from './bench-house';
import type { BenchOptions } from './bench-options';
import type { Account } from './call';
import { quantile } from './figures';
import { frameMs } from './frame-ledger';
import type { Load } from './load';
import { type BargeInSample, isLimitedByLoad, measureBargeIn, measureSteady, type Sample } from './measure';
import { greetingFrames } from './model-session';
import { residentKbOf } from './proc';
import { type Subject, type SubjectName, startSubject } from './subject';

export type Measured = {
  subject: SubjectName;
  round: number;
  steady: Sample;
  bargeIn: BargeInSample | null;
  greetingP95Ms: number | null;
  webhookP95Ms: number | null;
  /** Calls that were being recorded when it was over, and how much of them was on the disk. */
  recorded: { calls: number; megabytes: number } | null;
};

export type Most = {
  subject: SubjectName;
  round: number;
  calls: number;
  /** What stood in the way of more. */
  because: string;
};

export type Bench = {
  load: Load;
  house: BenchHouse;
  account: Account;
  options: BenchOptions;
  say(line: string): void;
};

const warmUpCalls = 10;
const warmUpMs = 4_000;
const restMs = 1_000;
const settleMs = greetingFrames * frameMs;
const openPerSecond = 25;
/** A greeting, and the apology for a model that cannot be had. */
const clipsToSpeak = 2;
const clipsWithinMs = 30_000;
const jobsWithinMs = 60_000;
const mostStep = 50;
const mostMeasureMs = 5_000;
const mostCalls = 1_000;
const bargeInAt = 200;
const latencyLimitMs = 20;
const leastRecorded = 0.9;

/** One server from its start to its end, warmed up and then measured by `work`. */
async function withSubject<Result>(
  bench: Bench,
  name: SubjectName,
  work: (subject: Subject, baseKb: number) => Promise<Result>,
): Promise<Result> {
  const { load, house, account, options } = bench;
  const { profileDir } = options;
  const subject = await startSubject({
    name,
    env: house.env,
    port: name === 'ours' ? house.settings.ports.realtime : null,
    logFile: path.join(house.logsDir, `${name}.log`),
    flags: name === 'ours' && profileDir ? ['--cpu-prof', `--cpu-prof-dir=${path.resolve(profileDir)}`] : [],
  });
  try {
    house.forgetRecordings();
    load.reset();
    load.aim(subject, { tenants: house.tenants, account });
    await load.growTo(warmUpCalls, openPerSecond);
    load.speak('steady');
    await wait(warmUpMs);
    if (name === 'ours') await untilClips(load);
    await load.hangUpAll();
    await wait(restMs);
    if (name === 'ours') await untilJobsAreDone(house);
    load.reset();
    return await work(subject, residentKbOf(subject.pid));
  } finally {
    await load.hangUpAll();
    await subject.stop();
  }
}

/** What comes after the calls of the warm-up is not what is measured. */
async function untilJobsAreDone({ jobsDue }: BenchHouse): Promise<void> {
  const deadline = performance.now() + jobsWithinMs;
  while ((await jobsDue()) > 0) {
    if (performance.now() > deadline) throw new Error('The jobs of the warm-up came to no end.');
    await wait(100);
  }
}

async function untilClips({ model }: Load): Promise<void> {
  const deadline = performance.now() + clipsWithinMs;
  while (model.clipsSpoken() < clipsToSpeak) {
    if (performance.now() > deadline) throw new Error('The greeting was never asked for.');
    await wait(50);
  }
}

export function measureOne(bench: Bench, name: SubjectName, calls: number, round: number): Promise<Measured> {
  const { load, options } = bench;
  const largest = Math.max(...options.counts);
  return withSubject(bench, name, async (subject, baseKb) => {
    await load.growTo(calls, openPerSecond);
    const greetingP95Ms = quantile(load.greetingMs, 0.95);
    const webhookP95Ms = quantile(load.webhookMs, 0.95);
    const steady = await measureSteady(load, subject, baseKb, { settleMs, measureMs: options.measureMs });
    const cutsIn = name === 'ours' && (calls === bargeInAt || (largest < bargeInAt && calls === largest));
    const bargeIn = cutsIn ? await measureBargeIn(load, options.bargeInMs) : null;
    const isOurs = name === 'ours';
    const recorded = isOurs ? requireRecordings(bench, calls) : null;
    return {
      subject: name,
      round,
      steady,
      bargeIn,
      greetingP95Ms: isOurs ? greetingP95Ms : null,
      webhookP95Ms,
      recorded,
    };
  });
}

/** A bench of everything has its calls recorded; one that a full core kept from its greeting heard no notice, and is not. */
function requireRecordings({ house }: Bench, calls: number): Measured['recorded'] {
  const { files, bytes } = house.recordings();
  if (files < calls * leastRecorded) throw new Error(`Only ${files} of ${calls} calls were recorded.`);
  return { calls: files, megabytes: Math.round(bytes / 1e5) / 10 };
}

/** Why this many is too many, or null. */
export function whyTooMany({ in: up, out, callsLost }: Sample): string | null {
  if (callsLost > 0) return `${callsLost} calls were dropped`;
  if (up.lost + out.lost > 0) return `${up.lost + out.lost} frames were lost`;
  if (up.wrong + out.wrong > 0) return `${up.wrong + out.wrong} frames were doubled or led astray`;
  const p99Ms = Math.max(up.p99Ms ?? 0, out.p99Ms ?? 0);
  return p99Ms >= latencyLimitMs ? `p99 of ${p99Ms.toFixed(1)} ms` : null;
}

/** Fifty calls more, and again, until it is too much for the server or for the load. */
export function findMost(bench: Bench, name: SubjectName, from: number, round: number): Promise<Most> {
  const { load, say } = bench;
  return withSubject(bench, name, async (subject, baseKb) => {
    let carried = from;
    let because = `no more than ${mostCalls} were tried`;
    for (let calls = from + mostStep; calls <= mostCalls; calls += mostStep) {
      await load.growTo(calls, openPerSecond);
      const sample = await measureSteady(load, subject, baseKb, { settleMs, measureMs: mostMeasureMs });
      const why = whyTooMany(sample);
      const limits = isLimitedByLoad(sample) ? ', limited by the load' : '';
      say(`  ${name} ${calls} calls: ${why ?? 'carried'}, server ${Math.round(sample.serverShare * 100)} %${limits}`);
      if (why) {
        because = `${why} at ${calls}${limits}`;
        break;
      }
      carried = calls;
    }
    return { subject: name, round, calls: carried, because };
  });
}
