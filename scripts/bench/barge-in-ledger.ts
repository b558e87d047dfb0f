import type { Cleared } from './playout';

type CutItem = { generatedMs: number; heardMs: number };
type Round = {
  saidAtMs: number;
  unplayedMs: number;
  clearedAtMs: number | null;
  cut: Map<string, CutItem>;
  truncatedMs: Map<string, number>;
};

export type BargeInFigures = {
  rounds: number;
  missed: number;
  clearMs: number[];
  truncations: number;
  errorsMs: number[];
  missing: number;
  refused: string[];
};

/** A cut of less than this may honestly find everything played already. */
const audibleMs = 60;

/**
 * What should happen when a caller cuts in, against what did: a `clear` for the carrier, then one truncation for each
 * item that was not heard whole, at what the carrier had really played.
 */
export class BargeInLedger {
  private readonly rounds: Round[] = [];
  private readonly latest = new Map<number, Round>();
  private readonly refused: string[] = [];
  private isCounting = false;

  count(isCounting: boolean): void {
    this.isCounting = isCounting;
  }

  said(call: number, unplayedMs: number, nowMs: number): void {
    const round = { saidAtMs: nowMs, unplayedMs, clearedAtMs: null, cut: new Map(), truncatedMs: new Map() };
    this.latest.set(call, round);
    if (this.isCounting && unplayedMs >= audibleMs) this.rounds.push(round);
  }

  cleared(call: number, cleared: Cleared, generatedMs: (item: string) => number | null, nowMs: number): void {
    const round = this.latest.get(call);
    if (!round || round.clearedAtMs !== null) return;
    round.clearedAtMs = nowMs;
    for (const [item, heardMs] of cleared.heardMs) {
      const generated = generatedMs(item);
      if (generated !== null) round.cut.set(item, { generatedMs: generated, heardMs });
    }
  }

  truncated(call: number, item: string, ms: number): void {
    this.latest.get(call)?.truncatedMs.set(item, ms);
  }

  /** The provider's own rules would have answered this command with an error. */
  refuse(why: string): void {
    this.refused.push(why);
  }

  figures(): BargeInFigures {
    const cleared = this.rounds.filter(({ clearedAtMs }) => clearedAtMs !== null);
    const cuts = cleared.flatMap(({ cut, truncatedMs }) =>
      [...cut].map(([item, { heardMs, generatedMs }]) => ({ heardMs, generatedMs, toldMs: truncatedMs.get(item) })),
    );
    const told = cuts.flatMap(({ heardMs, toldMs }) => (toldMs === undefined ? [] : [toldMs - heardMs]));
    return {
      rounds: this.rounds.length,
      missed: this.rounds.length - cleared.length,
      clearMs: cleared.map(({ clearedAtMs, saidAtMs }) => (clearedAtMs ?? 0) - saidAtMs),
      truncations: told.length,
      errorsMs: told,
      missing: cuts.filter(({ toldMs, heardMs, generatedMs }) => toldMs === undefined && heardMs < generatedMs - 20)
        .length,
      refused: this.refused,
    };
  }
}
