import { parseArgs } from 'node:util';

export type BenchOptions = {
  counts: number[];
  rounds: number;
  measureMs: number;
  bargeInMs: number;
  /** Looks for the most calls that a server carries. */
  findsMost: boolean;
  writes: boolean;
  jsonFile: string | null;
  /** A folder for a CPU profile of our server. */
  profileDir: string | null;
};

const mostCalls = 1_200;
const full = { counts: [10, 50, 100, 200, 400], rounds: 3, measureMs: 10_000, bargeInMs: 10_000, findsMost: true };
const quick = { counts: [10, 50], rounds: 1, measureMs: 4_000, bargeInMs: 5_000, findsMost: false };

export const usage = `npm run bench:calls -- [options]
  --quick            10 and 50 calls, one round, no search for the most calls: under 90 s
  --calls 100,200    how many calls at once
  --rounds 3         medians of so many
  --no-most          without the search for the most calls, in the first round
  --json FILE        everything that was measured
  --write            docs/bench.md and docs/bench.json
  --profile FOLDER   a CPU profile of our server for each measurement
  --help`;

export class UsageError extends Error {
  override readonly name = 'UsageError';
}

export function readBenchOptions(args: readonly string[]): BenchOptions | null {
  const { values } = parse(args);
  if (values.help) return null;
  const base = values.quick ? quick : full;
  return {
    ...base,
    ...(values.calls !== undefined && { counts: countsIn(values.calls) }),
    ...(values.rounds !== undefined && { rounds: wholeNumber('--rounds', values.rounds, 20) }),
    ...(values['no-most'] && { findsMost: false }),
    writes: values.write ?? false,
    jsonFile: values.json ?? null,
    profileDir: values.profile ?? null,
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        quick: { type: 'boolean' },
        calls: { type: 'string' },
        rounds: { type: 'string' },
        'no-most': { type: 'boolean' },
        json: { type: 'string' },
        write: { type: 'boolean' },
        profile: { type: 'string' },
        help: { type: 'boolean' },
      },
    });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : 'The options cannot be read.');
  }
}

function countsIn(text: string): number[] {
  const counts = text.split(',').map((count) => wholeNumber('--calls', count.trim(), mostCalls));
  return [...new Set(counts)].toSorted((a, b) => a - b);
}

export function wholeNumber(option: string, text: string, most: number): number {
  const value = Number(text);
  if (!/^\d+$/.test(text) || value < 1 || value > most) {
    throw new UsageError(`${option} takes whole numbers from 1 to ${most}, not "${text}".`);
  }
  return value;
}
