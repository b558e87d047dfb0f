import type { Clock } from '@/lib/platform/clock';

/** Things that are forgotten after a while, with one timer for all of them. */
export type ShortMemory<Value> = {
  /** Known already: its time does not begin anew. */
  set(key: string, value: Value): void;
  get(key: string): Value | null;
  values(): Value[];
};

export function makeShortMemory<Value>(lifeMs: number, clock: Clock): ShortMemory<Value> {
  /** In the order in which they end. */
  const kept = new Map<string, { value: Value; untilMs: number }>();
  let isSet = false;

  function forget(): void {
    isSet = false;
    const nowMs = clock.monotonicMs();
    for (const [key, { untilMs }] of kept) {
      if (untilMs > nowMs) break;
      kept.delete(key);
    }
    if (kept.size > 0) arm();
  }

  function arm(): void {
    if (isSet) return;
    isSet = true;
    clock.setTimeout(forget, lifeMs);
  }

  const isFresh = ({ untilMs }: { untilMs: number }) => untilMs > clock.monotonicMs();

  return {
    set(key, value) {
      const known = kept.get(key);
      if (known && isFresh(known)) {
        known.value = value;
        return;
      }
      kept.delete(key);
      kept.set(key, { value, untilMs: clock.monotonicMs() + lifeMs });
      arm();
    },
    get(key) {
      const known = kept.get(key);
      return known && isFresh(known) ? known.value : null;
    },
    values: () => [...kept.values()].filter(isFresh).map(({ value }) => value),
  };
}
