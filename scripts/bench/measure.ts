import { setTimeout as wait } from 'node:timers/promises';
import { quantile } from './figures';
import { frameMs, type LedgerFigures } from './frame-ledger';
import type { Load } from './load';
import { coreSeconds, cpuSecondsOf, loadAverage, loadCore, putOthersBehind, residentKbOf, serverCore } from './proc';
import type { Subject } from './subject';

export type DirectionFigures = {
  p50Ms: number | null;
  p99Ms: number | null;
  frames: number;
  lost: number;
  wrong: number;
};

/** What so many calls did to a server, and it to them. */
export type Sample = {
  calls: number;
  in: DirectionFigures;
  out: DirectionFigures;
  cpuPerCallMinute: number;
  /** Says the same of a load that could not keep its pace. */
  cpuMicrosPerFrame: number;
  /** The share of the frames that were due which the load did send. */
  keptPace: number;
  /** Shares of a core. */
  serverShare: number;
  serverCoreShare: number;
  loadCoreShare: number;
  kbPerCall: number;
  residentMb: number;
  loadAverage: number;
  /** Calls that the server gave up. */
  callsLost: number;
};

export type Window = { settleMs: number; measureMs: number };

/** What is still under way when the window closes has this long to arrive. */
const drainMs = 1_500;

function direction({ latenciesMs, lost, doubled, misdelivered, sent }: LedgerFigures): DirectionFigures {
  return {
    p50Ms: quantile(latenciesMs, 0.5),
    p99Ms: quantile(latenciesMs, 0.99),
    frames: sent,
    lost,
    wrong: doubled + misdelivered,
  };
}

/** 50 frames a second each way, for a while. The calls are up already. */
export async function measureSteady(load: Load, subject: Subject, baseKb: number, window: Window): Promise<Sample> {
  const calls = load.live();
  putOthersBehind(subject.pid);
  load.speak('steady');
  await wait(window.settleMs);
  load.toServer.startMeasuring();
  load.fromServer.startMeasuring();
  const before = readCores(subject);
  await wait(window.measureMs);
  const after = readCores(subject);
  const residentKb = residentKbOf(subject.pid);
  load.toServer.stopMeasuring();
  load.fromServer.stopMeasuring();
  await wait(drainMs);

  const cpuSeconds = after.cpu - before.cpu;
  const seconds = (after.atMs - before.atMs) / 1_000;
  const [up, down] = [load.toServer.figures(), load.fromServer.figures()];
  const frames = up.sent + down.sent;
  return {
    calls,
    in: direction(up),
    out: direction(down),
    cpuPerCallMinute: (cpuSeconds * 60) / (seconds * calls),
    cpuMicrosPerFrame: (cpuSeconds * 1_000_000) / Math.max(1, frames),
    keptPace: frames / ((seconds * calls * 2 * 1_000) / frameMs),
    serverShare: cpuSeconds / seconds,
    serverCoreShare: shareOf(before.serverCore, after.serverCore),
    loadCoreShare: shareOf(before.loadCore, after.loadCore),
    kbPerCall: (residentKb - baseKb) / calls,
    residentMb: residentKb / 1_024,
    loadAverage: loadAverage(),
    callsLost: load.lost(),
  };
}

/** The load, or others on its core, decided what was measured. */
export function isLimitedByLoad({ loadCoreShare, keptPace }: Pick<Sample, 'loadCoreShare' | 'keptPace'>): boolean {
  return loadCoreShare > 0.9 || keptPace < 0.97;
}

function readCores({ pid }: Subject) {
  return {
    cpu: cpuSecondsOf(pid),
    atMs: performance.now(),
    serverCore: coreSeconds(serverCore),
    loadCore: coreSeconds(loadCore),
  };
}

function shareOf(before: ReturnType<typeof coreSeconds>, after: ReturnType<typeof coreSeconds>): number {
  return (after.busy - before.busy) / Math.max(0.01, after.all - before.all);
}

export type BargeInSample = {
  calls: number;
  rounds: number;
  missed: number;
  clearP50Ms: number | null;
  clearP99Ms: number | null;
  truncations: number;
  errorP95Ms: number | null;
  missing: number;
  refused: number;
  /** A few of the reasons. */
  reasons: string[];
  framesLost: number;
  framesWrong: number;
};

const settleBargeInMs = 1_500;

/** The model speaks quicker than it is heard, and every caller cuts in again and again. */
export async function measureBargeIn(load: Load, measureMs: number): Promise<BargeInSample> {
  load.speak('bursts');
  await wait(settleBargeInMs);
  load.toServer.startMeasuring();
  load.fromServer.startMeasuring();
  load.bargeIns.count(true);
  await wait(measureMs);
  load.bargeIns.count(false);
  load.toServer.stopMeasuring();
  load.fromServer.stopMeasuring();
  await wait(drainMs);

  const figures = load.bargeIns.figures();
  const [up, down] = [load.toServer.figures(), load.fromServer.figures()];
  return {
    calls: load.live(),
    rounds: figures.rounds,
    missed: figures.missed,
    clearP50Ms: quantile(figures.clearMs, 0.5),
    clearP99Ms: quantile(figures.clearMs, 0.99),
    truncations: figures.truncations,
    errorP95Ms: quantile(figures.errorsMs.map(Math.abs), 0.95),
    missing: figures.missing,
    refused: figures.refused.length,
    reasons: [...new Set(figures.refused)].slice(0, 5),
    framesLost: up.lost + down.lost,
    framesWrong: up.doubled + up.misdelivered + down.doubled + down.misdelivered,
  };
}
