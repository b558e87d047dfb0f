const secretName = /(secret|token|password|passphrase|authorization|cookie|api_?key|private|signature|jwk)/i;
const traces = new RegExp(
  [
    '(?<id>\\b[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}\\b)',
    '(?<secret>\\b(?:sk-|sb_secret_|eyJ)[\\w.-]{8,})',
    '(?<email>[\\w.+-]{1,64}@[\\w-]{1,63}(?:\\.[\\w-]{1,63}){1,5})',
    '(?<phone>(?<!\\w)\\+?\\(?\\d(?:[ ().-]{0,2}\\d){8,14}(?!\\w))',
  ].join('|'),
  'gi',
);
const maxDepth = 6;
const maxTextLength = 4000;

function scrubText(text: string): string {
  return text.slice(0, maxTextLength).replace(traces, (found, id, secret, email) => {
    if (id) return found;
    if (secret) return '[secret]';
    return email ? '[email]' : `[phone …${found.slice(-2)}]`;
  });
}

function scrubError(error: Error, depth: number): Record<string, unknown> {
  return {
    type: error.name,
    message: scrubText(error.message),
    stack: scrubText(error.stack ?? ''),
    ...('code' in error && { code: scrub(error.code, depth + 1) }),
    ...(error.cause !== undefined && { cause: scrub(error.cause, depth + 1) }),
  };
}

/** A copy that may be written to a log: no secret, no e-mail address, no whole phone number. */
export function scrub(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return scrubText(value);
  if (value === null || typeof value !== 'object') return value;
  if (depth > maxDepth) return '[deep]';
  if (value instanceof Error) return scrubError(value, depth);
  if (value instanceof Date) return value;
  if (ArrayBuffer.isView(value)) return `[${value.byteLength} bytes]`;
  if (Array.isArray(value)) return value.slice(0, 50).map((item) => scrub(item, depth + 1));

  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [name, secretName.test(name) ? '[secret]' : scrub(inner, depth + 1)]),
  );
}
