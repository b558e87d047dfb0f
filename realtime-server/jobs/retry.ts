const firstSeconds = 5;
const longestSeconds = 60 * 60;

/** 5 s, 20 s, 80 s, …: a service that is away is asked less and less. */
export function retryAfterSeconds(attempts: number): number {
  return Math.min(longestSeconds, firstSeconds * 4 ** Math.max(0, attempts - 1));
}
