import type { Measured, Most } from './bench-round';
import { median } from './figures';
import { isLimitedByLoad } from './measure';
import type { SubjectName } from './subject';

export type Results = {
  at: string;
  machine: string;
  rounds: number;
  measured: Measured[];
  most: Most[];
};

type Reading = (measured: Measured) => number | null;

const goalCalls = 200;
const goalCpuFrom = 100;

export function medianOf(results: Results, subject: SubjectName, calls: number, read: Reading): number | null {
  const mine = results.measured.filter((one) => one.subject === subject && one.steady.calls === calls);
  return median(mine.map(read));
}

export function countsOf({ measured }: Results): number[] {
  return [...new Set(measured.map(({ steady }) => steady.calls))].toSorted((a, b) => a - b);
}

const show = (value: number | null, digits: number, unit = '') =>
  value === null ? '–' : `${value.toFixed(digits)}${unit}`;

const columns: { title: string; read: Reading; digits: number }[] = [
  { title: 'in p50 ms', read: ({ steady }) => steady.in.p50Ms, digits: 2 },
  { title: 'in p99 ms', read: ({ steady }) => steady.in.p99Ms, digits: 2 },
  { title: 'out p50 ms', read: ({ steady }) => steady.out.p50Ms, digits: 2 },
  { title: 'out p99 ms', read: ({ steady }) => steady.out.p99Ms, digits: 2 },
  { title: 'CPU s/call-min', read: ({ steady }) => steady.cpuPerCallMinute, digits: 3 },
  { title: 'CPU µs/frame', read: ({ steady }) => steady.cpuMicrosPerFrame, digits: 1 },
  { title: 'core %', read: ({ steady }) => steady.serverShare * 100, digits: 0 },
  { title: 'KB/call', read: ({ steady }) => steady.kbPerCall, digits: 0 },
  { title: 'frames', read: ({ steady }) => steady.in.frames + steady.out.frames, digits: 0 },
  { title: 'lost', read: ({ steady }) => steady.in.lost + steady.out.lost, digits: 0 },
  { title: 'wrong', read: ({ steady }) => steady.in.wrong + steady.out.wrong, digits: 0 },
  { title: 'load core %', read: ({ steady }) => steady.loadCoreShare * 100, digits: 0 },
  { title: 'pace %', read: ({ steady }) => steady.keptPace * 100, digits: 0 },
];

const limited = 'limited by the load';

function isLimited(results: Results, subject: SubjectName, calls: number): boolean {
  const loadCoreShare = medianOf(results, subject, calls, ({ steady }) => steady.loadCoreShare) ?? 0;
  const keptPace = medianOf(results, subject, calls, ({ steady }) => steady.keptPace) ?? 1;
  return isLimitedByLoad({ loadCoreShare, keptPace });
}

/** Every count and both servers, medians of the rounds. */
export function sampleTable(results: Results): string[][] {
  const rows = countsOf(results).flatMap((calls) =>
    (['ours', 'relay'] as const).map((subject) => {
      const cells = columns.map(({ read, digits }) => show(medianOf(results, subject, calls, read), digits));
      return [String(calls), subject, ...cells, isLimited(results, subject, calls) ? limited : ''];
    }),
  );
  return [['calls', 'server', ...columns.map(({ title }) => title), ''], ...rows];
}

export type GoalRow = { figure: string; goal: string; measured: string; isMet: boolean | null };

export function goalRows(results: Results): GoalRow[] {
  const counts = countsOf(results);
  const at = counts.includes(goalCalls)
    ? goalCalls
    : (counts.filter((calls) => calls < goalCalls).at(-1) ?? counts[0] ?? 0);
  const ours = (read: Reading) => medianOf(results, 'ours', at, read);
  const relay = (read: Reading) => medianOf(results, 'relay', at, read);
  const cut = results.measured.flatMap(({ bargeIn }) => (bargeIn ? [bargeIn] : []));
  const sumOf = (read: (one: (typeof cut)[number]) => number) => cut.reduce((sum, one) => sum + read(one), 0);
  const clearP99 = median(cut.map(({ clearP99Ms }) => clearP99Ms));
  const errorP95 = median(cut.map(({ errorP95Ms }) => errorP95Ms));
  const missed = sumOf((one) => one.missed);
  const limits = (['ours', 'relay'] as const).some((subject) => isLimited(results, subject, at)) ? `, ${limited}` : '';
  const untold = sumOf((one) => one.missing) + sumOf((one) => one.refused);
  const greeting = median(results.measured.map(({ greetingP95Ms }) => greetingP95Ms));
  const memory = ours(({ steady }) => steady.kbPerCall);
  const wrong = results.measured
    .filter(({ subject }) => subject === 'ours')
    .reduce((sum, { steady: { in: up, out } }) => sum + up.lost + up.wrong + out.lost + out.wrong, 0);

  return [
    cpuRow(results, counts),
    latencyRow(`added latency in, ${at} calls`, { p50: ours(upP50), p99: ours(upP99), relayP99: relay(upP99), limits }),
    latencyRow(`added latency out, ${at} calls`, {
      p50: ours(downP50),
      p99: ours(downP99),
      relayP99: relay(downP99),
      limits,
    }),
    {
      figure: `barge-in: speech event → clear, ${cut[0]?.calls ?? at} calls`,
      goal: 'p99 ≤ 5 ms, none missed',
      measured: `p99 ${show(clearP99, 2)} ms, ${missed} of ${sumOf((one) => one.rounds)} missed`,
      isMet: clearP99 === null ? null : clearP99 <= 5 && missed === 0,
    },
    {
      figure: 'truncation against what was heard',
      goal: 'p95 ≤ 20 ms off, 0 missing, 0 refused',
      measured: `p95 ${show(errorP95, 1)} ms, ${sumOf((one) => one.missing)} missing, ${sumOf((one) => one.refused)} refused of ${sumOf((one) => one.truncations)}`,
      isMet: errorP95 === null ? null : errorP95 <= 20 && untold === 0,
    },
    {
      figure: 'start → first greeting audio, AI takes 450 ms',
      goal: 'p95 ≤ 100 ms',
      measured: `p95 ${show(greeting, 1)} ms`,
      isMet: greeting === null ? null : greeting <= 100,
    },
    {
      figure: `memory per call, ${at} calls`,
      goal: '≤ 200 KB',
      measured: `${show(memory, 0)} KB (relay ${show(
        relay(({ steady }) => steady.kbPerCall),
        0,
      )})`,
      isMet: memory === null ? null : memory <= 200,
    },
    mostRow(results),
    { figure: 'frames lost, doubled, misdelivered', goal: '0', measured: String(wrong), isMet: wrong === 0 },
  ];
}

const upP50: Reading = ({ steady }) => steady.in.p50Ms;
const upP99: Reading = ({ steady }) => steady.in.p99Ms;
const downP50: Reading = ({ steady }) => steady.out.p50Ms;
const downP99: Reading = ({ steady }) => steady.out.p99Ms;

function cpuRow(results: Results, counts: readonly number[]): GoalRow {
  const read: Reading = ({ steady }) => steady.cpuPerCallMinute;
  const judged = counts.filter((calls) => calls >= goalCpuFrom);
  const ratios = (judged.length > 0 ? judged : counts).map((calls) => {
    const [ours, relay] = [medianOf(results, 'ours', calls, read), medianOf(results, 'relay', calls, read)];
    return { calls, ratio: ours !== null && relay ? ours / relay : null };
  });
  return {
    figure: 'CPU per call-minute against the relay',
    goal: '≤ 1.2 × from 100 calls',
    measured: ratios.map(({ calls, ratio }) => `${show(ratio, 2)} × at ${calls}`).join(', '),
    isMet: judged.length === 0 ? null : ratios.every(({ ratio }) => ratio !== null && ratio <= 1.2),
  };
}

type Latency = { p50: number | null; p99: number | null; relayP99: number | null; limits: string };

function latencyRow(figure: string, { p50, p99, relayP99, limits }: Latency): GoalRow {
  const ratio = p99 !== null && relayP99 ? p99 / relayP99 : null;
  return {
    figure,
    goal: 'p50 ≤ 0.5 ms, p99 ≤ 5 ms and ≤ 1.5 × the relay',
    measured: `p50 ${show(p50, 2)} ms, p99 ${show(p99, 2)} ms, ${show(ratio, 2)} × the relay${limits}`,
    isMet: p50 === null || p99 === null || ratio === null ? null : p50 <= 0.5 && p99 <= 5 && ratio <= 1.5,
  };
}

function mostRow({ most }: Results): GoalRow {
  const of = (subject: SubjectName) => median(most.filter((one) => one.subject === subject).map(({ calls }) => calls));
  const [ours, relay] = [of('ours'), of('relay')];
  const ratio = ours !== null && relay ? ours / relay : null;
  const isLimited = most.some(({ because }) => because.includes('limited by the load'));
  return {
    figure: 'most calls with p99 < 20 ms and nothing lost',
    goal: '≥ 0.85 × the relay',
    measured: `${show(ours, 0)} against ${show(relay, 0)}: ${show(ratio, 2)} ×${isLimited ? ', limited by the load' : ''}`,
    isMet: ratio === null ? null : ratio >= 0.85,
  };
}

const verdicts = { true: 'yes', false: 'NO', null: 'not measured' } as const;

export function goalTable(results: Results): string[][] {
  const rows = goalRows(results).map(({ figure, goal, measured, isMet }) => [
    figure,
    goal,
    measured,
    verdicts[`${isMet}`],
  ]);
  return [['figure', 'goal', 'measured', 'met'], ...rows];
}

export function asText(table: readonly string[][]): string {
  const widths = (table[0] ?? []).map((_, column) => Math.max(...table.map((row) => (row[column] ?? '').length)));
  return table
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

export function asMarkdown(table: readonly string[][]): string {
  const [head = [], ...rows] = table;
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
