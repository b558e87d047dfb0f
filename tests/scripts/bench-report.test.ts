import { describe, expect, it } from 'vitest';
import { readBenchOptions } from '@/scripts/bench/bench-options';
import { benchPage } from '@/scripts/bench/bench-page';
import { type Measured, whyTooMany } from '@/scripts/bench/bench-round';
import { asText, goalRows, type Results, sampleTable } from '@/scripts/bench/bench-table';
import { median, quantile } from '@/scripts/bench/figures';
import type { Sample } from '@/scripts/bench/measure';
import { growthBetween, type Reading } from '@/scripts/bench/soak-reading';

function makeSample(changes: Partial<Sample> = {}): Sample {
  const direction = { p50Ms: 0.3, p99Ms: 3, frames: 1_000, lost: 0, wrong: 0 };
  return {
    ...{ calls: 200, in: direction, out: direction, cpuPerCallMinute: 0.1, cpuMicrosPerFrame: 12, keptPace: 1 },
    ...{ serverShare: 0.5, serverCoreShare: 0.6, loadCoreShare: 0.6, kbPerCall: 90, residentMb: 200 },
    ...{ loadAverage: 1, callsLost: 0 },
    ...changes,
  };
}

function makeMeasured(subject: 'ours' | 'relay', changes: Partial<Sample> = {}, round = 1): Measured {
  return {
    subject,
    round,
    steady: makeSample(changes),
    bargeIn: null,
    greetingP95Ms: 20,
    webhookP95Ms: 30,
    recorded: null,
  };
}

function makeResults(measured: Measured[]): Results {
  return { at: '2026-11-21T02:00:00.000Z', machine: 'a machine', rounds: 3, measured, most: [] };
}

const rowOf = (results: Results, start: string) => goalRows(results).find(({ figure }) => figure.startsWith(start));

describe('the figures of the bench', () => {
  it('are quantiles that occurred and medians of what was measured', () => {
    expect([quantile([], 0.5), quantile([3, 1, 2], 0.5), quantile([1, 2, 3, 4], 0.99)]).toEqual([null, 2, 4]);
    expect([median([]), median([5, null, 1, 3]), median([1, 2])]).toEqual([null, 3, 1.5]);
  });

  it('hold the CPU against the relay in the same run', () => {
    const results = makeResults([
      makeMeasured('ours', { cpuPerCallMinute: 0.13 }),
      makeMeasured('relay', { cpuPerCallMinute: 0.1 }),
    ]);

    expect(rowOf(results, 'CPU')).toMatchObject({ measured: '1.30 × at 200', isMet: false });
  });

  it('miss the goal of no lost frames by a single one', () => {
    const lost = { ...makeSample().in, lost: 1 };
    const results = makeResults([makeMeasured('ours', { in: lost }), makeMeasured('relay')]);

    expect(rowOf(results, 'frames')).toMatchObject({ measured: '1', isMet: false });
  });

  it('say when the load was the limit', () => {
    const results = makeResults([makeMeasured('ours', { loadCoreShare: 0.93 }), makeMeasured('relay')]);

    const [, ours, relay] = sampleTable(results);

    expect([ours?.at(-1), relay?.at(-1)]).toEqual(['limited by the load', '']);
  });

  it('stand on one page, with what was not measured named as such', () => {
    const page = benchPage(makeResults([makeMeasured('ours'), makeMeasured('relay')]));

    expect(page).toContain('| frames lost, doubled, misdelivered | 0 | 0 | yes |');
    expect(page).toContain('not measured');
    expect(
      asText([
        ['a', 'bb'],
        ['ccc', 'd'],
      ]),
    ).toBe('a    bb\nccc  d');
  });
});

describe('too many calls', () => {
  it('are those with a lost call, a lost or strange frame, or a p99 of 20 ms', () => {
    const good = makeSample();
    const late = { ...good.out, p99Ms: 20 };
    const strange = { ...good.in, wrong: 2 };

    expect(whyTooMany(good)).toBeNull();
    expect(whyTooMany({ ...good, out: late })).toBe('p99 of 20.0 ms');
    expect(whyTooMany({ ...good, in: strange })).toBe('2 frames were doubled or led astray');
    expect(whyTooMany({ ...good, callsLost: 1 })).toBe('1 calls were dropped');
  });
});

describe('the options of the bench', () => {
  it('take counts in any order and refuse what is not a count', () => {
    expect(readBenchOptions(['--calls', '200,100,100'])?.counts).toEqual([100, 200]);
    expect(readBenchOptions(['--quick'])).toMatchObject({ counts: [10, 50], rounds: 1, findsMost: false });
    expect(readBenchOptions(['--help'])).toBeNull();
    expect(() => readBenchOptions(['--calls', '5000'])).toThrow('from 1 to 1200');
    expect(() => readBenchOptions(['--what'])).toThrow("Unknown option '--what'");
  });
});

describe('the soak', () => {
  const rest: Reading = {
    ...{ heapUsed: 50_000_000, external: 8_000_000, rss: 200_000_000, emitters: 200, listeners: 16, warnings: 0 },
    handles: { TCPSocketWrap: 4, Timeout: 3 },
  };

  it('finds what a server still holds after its calls', () => {
    const later = { ...rest, heapUsed: 56_000_000, listeners: 17, handles: { TCPSocketWrap: 60, Timeout: 3 } };

    const failing = growthBetween(rest, later).filter(({ isFine }) => !isFine);

    expect(failing.map(({ what }) => what)).toEqual(['heap, KB', 'handles', 'listeners of the process']);
    expect(growthBetween(rest, rest).every(({ isFine }) => isFine)).toBe(true);
  });
});
