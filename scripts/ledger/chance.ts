/** The same seed gives the same row of chances, so that a run that failed can be had again. */
export type Chance = {
  /** From 0 up to and without 1. */
  next(): number;
  /** True in so many of a hundred cases. */
  percent(of: number): boolean;
  /** Whole, both ends included. */
  between(least: number, most: number): number;
};

export function makeChance(seed: number): Chance {
  let state = seed >>> 0;

  function next(): number {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  }

  return {
    next,
    percent: (of) => next() * 100 < of,
    between: (least, most) => least + Math.floor(next() * (most - least + 1)),
  };
}
