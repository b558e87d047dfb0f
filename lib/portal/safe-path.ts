/** A place inside the portal to go on to; anything that could leave it becomes the fallback. */
export function safePath(wanted: string | null | undefined, fallback: string): string {
  if (!wanted || !/^\/(?![/\\])[^\\\s]*$/.test(wanted)) return fallback;
  const base = 'http://portal.invalid';
  const url = URL.canParse(wanted, base) ? new URL(wanted, base) : null;
  return url?.origin === base ? url.pathname + url.search : fallback;
}
