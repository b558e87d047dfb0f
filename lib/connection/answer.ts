import type { Connection } from '@/lib/contracts/connections';
import type { OutboundAnswer } from '@/lib/platform/outbound';

/** Why nothing came of it. */
export type Problem =
  | 'blocked'
  | 'led_elsewhere'
  | 'unreachable'
  | 'too_slow'
  | 'too_large'
  | 'not_text'
  | 'not_found'
  | 'not_allowed'
  | 'refused'
  | 'no_secret'
  | 'wrong_details'
  | 'unavailable';

export type ConnectionAnswer = { ok: true; data: unknown } | { ok: false; problem: Problem };

type Reading = {
  /** What must not come back to the model, even when the other side repeats it. */
  secrets: readonly string[];
  visible(text: string): string;
};

const maxToldLength = 4_000;
const maxDepth = 8;
const maxListed = 50;
const hidden = '[hidden]';

/** The part of an answer that the agent is told: visible text, without secrets, within limits. */
export function readAnswer(
  { answerFields }: Connection,
  answer: Pick<OutboundAnswer, 'status' | 'contentType' | 'body'>,
  reading: Reading,
): ConnectionAnswer {
  const { status, contentType, body } = answer;
  const problem = problemOf(status);
  if (problem) return { ok: false, problem };
  const text = new TextDecoder().decode(body);
  if (text.trim() === '') return { ok: true, data: null };

  const type = contentType.split(';')[0]?.trim().toLowerCase() ?? '';
  if (/^(application|text)\/([\w.-]+\+)?json$/.test(type)) {
    const parsed = parsedJson(text);
    if (parsed === undefined) return { ok: false, problem: 'not_text' };
    const picked = answerFields.length > 0 ? pick(parsed, answerFields) : parsed;
    return { ok: true, data: shortened(cleaned(picked, reading, 0)) };
  }
  if (/^text\/(plain|csv)$/.test(type)) return { ok: true, data: shortened(plain(text, reading)) };
  return { ok: false, problem: 'not_text' };
}

function problemOf(status: number): Problem | null {
  if (status >= 200 && status < 300) return null;
  if (status >= 300 && status < 400) return 'led_elsewhere';
  if (status === 404 || status === 410) return 'not_found';
  if (status === 401 || status === 403) return 'not_allowed';
  return 'refused';
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function pick(value: unknown, paths: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(paths.map((path) => [path, at(value, path.split('.'))]));
}

/** In a list, the same of each. */
function at(value: unknown, [next, ...rest]: string[]): unknown {
  if (next === undefined) return value;
  if (typeof value !== 'object' || value === null) return null;
  if (Array.isArray(value) && !/^\d+$/.test(next)) {
    return value.slice(0, maxListed).map((one) => at(one, [next, ...rest]));
  }
  return Object.hasOwn(value, next) ? at(Reflect.get(value, next), rest) : null;
}

function cleaned(value: unknown, reading: Reading, depth: number): unknown {
  if (typeof value === 'string') return plain(value, reading);
  if (typeof value !== 'object' || value === null) return value;
  if (depth >= maxDepth) return null;
  if (Array.isArray(value)) return value.slice(0, maxListed).map((one) => cleaned(one, reading, depth + 1));
  return Object.fromEntries(
    Object.entries(value)
      .slice(0, maxListed)
      .map(([name, inner]) => [plain(name, reading), cleaned(inner, reading, depth + 1)]),
  );
}

function plain(text: string, { secrets, visible }: Reading): string {
  return secrets.reduce((shown, secret) => shown.replaceAll(secret, hidden), visible(text)).trim();
}

function shortened(value: unknown): unknown {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.length <= maxToldLength ? value : `${text.slice(0, maxToldLength).toWellFormed()}… (cut off here)`;
}

/** A key within a value as `Bearer …` would be told as well. */
export function partsOfSecret(value: string): string[] {
  const parts = [value, ...value.split(/[\s=,;:"]+/)];
  return [...new Set(parts.filter((part) => part.length >= 8))].toSorted((one, other) => other.length - one.length);
}
