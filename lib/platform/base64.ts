const foreign = /[^A-Za-z0-9+/]/;

/** Whole groups of four, padded at the end alone. To look for one foreign letter is cheaper than to match all of them. */
export function isBase64(text: string): boolean {
  const { length } = text;
  if (length === 0 || length % 4 !== 0) return false;
  const padding = text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0;
  return !foreign.test(padding > 0 ? text.slice(0, length - padding) : text);
}
