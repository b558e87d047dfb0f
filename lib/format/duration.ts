/** `0:07`, `12:34`, `1:02:03`: for columns that people compare. */
export function formatDuration(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  const hours = Math.floor(whole / 3600);
  const minutes = Math.floor((whole % 3600) / 60);
  const rest = String(whole % 60).padStart(2, '0');

  return hours > 0 ? `${hours}:${String(minutes).padStart(2, '0')}:${rest}` : `${minutes}:${rest}`;
}

/** `1,204 min`, rounded up as telephone companies do. */
export function formatMinutes(seconds: number): string {
  return `${Math.ceil(Math.max(0, seconds) / 60).toLocaleString('en-US')} min`;
}

/** Seconds between two moments; an open end counts to `now`. */
export function secondsBetween(from: string | Date, to: string | Date | null, now: Date): number {
  const start = new Date(from).getTime();
  const end = to ? new Date(to).getTime() : now.getTime();
  return Math.max(0, Math.floor((end - start) / 1000));
}
