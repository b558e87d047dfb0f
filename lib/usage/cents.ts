const centMicros = 10_000;

/** Parts as whole cents, still in micro-dollars, that add up to what the whole is in cents: none is made, none is lost. */
export function inCents(parts: readonly number[]): number[] {
  const whole = Math.round(parts.reduce((sum, part) => sum + part, 0) / centMicros);
  const shares = parts.map((part, place) => ({ place, cents: Math.floor(part / centMicros), rest: part % centMicros }));
  const missing = whole - shares.reduce((sum, { cents }) => sum + cents, 0);
  const next = shares.toSorted((a, b) => b.rest - a.rest || a.place - b.place).slice(0, missing);
  for (const share of next) share.cents += 1;
  return shares.map(({ cents }) => cents * centMicros);
}
