const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const none = 0xff;
const paddingLetter = 0x3d;

/** The six bits of each letter; whatever is no letter has more. */
const bitsOf = new Uint8Array(256).fill(none);
for (let bits = 0; bits < alphabet.length; bits += 1) bitsOf[alphabet.charCodeAt(bits)] = bits;

/** Whole groups of four, padded at the end alone. `text`: ASCII. */
export function isBase64(text: Uint8Array): boolean {
  const { length } = text;
  if (length === 0 || length % 4 !== 0) return false;
  const end = length - paddingOf(text);
  let seen = 0;
  for (let at = 0; at < end; at += 1) seen |= bitsOf[text[at] ?? 0] ?? none;
  return seen < 64;
}

/** How many bytes stand in it. */
export function base64Bytes(text: Uint8Array): number {
  return (text.length / 4) * 3 - paddingOf(text);
}

/** What stands in it, from `at` on in each `step`th place of `into`, which has room for it. */
export function readBase64(text: Uint8Array, into: Uint8Array, at: number, step = 1): void {
  const whole = text.length - (paddingOf(text) > 0 ? 4 : 0);
  let to = at;
  for (let from = 0; from < whole; from += 4) {
    const group = groupAt(text, from);
    into[to] = group >> 16;
    into[to + step] = group >> 8;
    into[to + 2 * step] = group;
    to += 3 * step;
  }
  if (whole === text.length) return;
  const last = groupAt(text, whole);
  into[to] = last >> 16;
  if (paddingOf(text) === 1) into[to + step] = last >> 8;
}

function groupAt(text: Uint8Array, at: number): number {
  const [a, b, c, d] = [text[at] ?? 0, text[at + 1] ?? 0, text[at + 2] ?? 0, text[at + 3] ?? 0];
  return ((bitsOf[a] ?? 0) << 18) | ((bitsOf[b] ?? 0) << 12) | ((bitsOf[c] ?? 0) << 6) | (bitsOf[d] ?? 0);
}

function paddingOf(text: Uint8Array): number {
  const { length } = text;
  if (text[length - 1] !== paddingLetter) return 0;
  return text[length - 2] === paddingLetter ? 2 : 1;
}
