/** `November 2026` for `2026-11`. */
export function monthWords(name: string): string {
  const parts = { month: 'long', year: 'numeric', timeZone: 'UTC' } as const;
  return new Intl.DateTimeFormat('en-US', parts).format(new Date(`${name}-15T12:00:00Z`));
}
