/** From here on a caller notices the silence, and from there on they wonder. */
const slowMs = 1_500;
const longMs = 3_000;

export type GapKind = 'quick' | 'slow' | 'long';

export function gapKind(gapMs: number): GapKind {
  if (gapMs > longMs) return 'long';
  return gapMs > slowMs ? 'slow' : 'quick';
}

/** `0.8 s` */
export function gapWords(gapMs: number): string {
  return `${(gapMs / 1000).toFixed(1)} s`;
}

/** Half of the answers came sooner than this; null where nothing was answered. */
export function medianGap(turns: readonly { gapMs: number | null }[]): number | null {
  const gaps = turns.flatMap(({ gapMs }) => (gapMs === null ? [] : [gapMs])).toSorted((a, b) => a - b);
  const middle = Math.floor(gaps.length / 2);
  const [low, high] = gaps.length % 2 === 0 ? [gaps[middle - 1], gaps[middle]] : [gaps[middle], gaps[middle]];
  return low === undefined || high === undefined ? null : Math.round((low + high) / 2);
}
