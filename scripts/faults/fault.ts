import type { FaultHouse } from './fault-house';

export type Found = {
  /** What the caller heard, in figures. */
  experience: string;
  /** What was looked for in the database. */
  data: string;
  /** Empty: it passed. */
  problems: string[];
};

export type Fault = {
  id: string;
  fault: string;
  injected: string;
  run(house: FaultHouse, wanted: { calls: number }): Promise<Found>;
};

/** Collects what is not as it should be, so that one row shows all of it. */
export function makeChecks() {
  const problems: string[] = [];
  return {
    problems,
    expect(isSo: boolean, otherwise: string): void {
      if (!isSo) problems.push(otherwise);
    },
  };
}

/** Asks again until there is something. */
export async function until<Thing>(
  look: () => Promise<Thing | null | undefined | false> | Thing | null | undefined | false,
  what: string,
  withinMs = 20_000,
): Promise<Thing> {
  const deadline = performance.now() + withinMs;
  while (performance.now() < deadline) {
    const found = await look();
    if (found) return found;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error(`Waited in vain for ${what}.`);
}

export function percentile(values: number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)] ?? 0;
}
