import { z } from 'zod';

/** Start-up stops on it; the message lists every problem on its own line. */
export class EnvError extends Error {
  override readonly name = 'EnvError';

  constructor(
    readonly processName: string,
    readonly problems: readonly string[],
  ) {
    super(`The ${processName} cannot start with these settings:\n${problems.map((line) => `  - ${line}`).join('\n')}`);
  }
}

export type EnvSource = Readonly<Record<string, string | undefined>>;

/** A rule about several settings together; it looks at them as they were given, so that it speaks beside the others. */
export type EnvCheck = (given: EnvSource) => Iterable<[name: string, message: string]>;

/** An empty variable counts as absent: that is what a line `NAME=` in a file means. */
export function readEnv<Shape extends z.ZodType>(
  processName: string,
  schema: Shape,
  source: EnvSource,
  checks: readonly EnvCheck[] = [],
): z.output<Shape> {
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== undefined && value !== ''));
  const parsed = schema.safeParse(given);
  const wrong = parsed.success ? [] : parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
  const refused = checks.flatMap((check) => [...check(given)].map(([name, message]) => `${name}: ${message}`));

  const problems = [...new Set([...wrong, ...refused])];
  if (parsed.success && problems.length === 0) return parsed.data;
  throw new EnvError(processName, problems);
}

const defaultLooking = /(change|replace|example|default|insecure|password|dev-secret|your[-_ ])/i;

/** Why a secret is too weak to guard anything, or null. */
export function weaknessOf(secret: string): string | null {
  if (secret.length < 32) return 'must have at least 32 characters';
  if (new Set(secret).size < 10) return 'repeats itself too much to be a secret';
  if (defaultLooking.test(secret)) return 'looks like a default or a placeholder';
  return null;
}

const required = (what: string) => ({ error: `is required (${what})` });

const isPort = (text: string) => /^\d+$/.test(text) && Number(text) >= 1 && Number(text) <= 65_535;

export const port = (fallback: number) =>
  z
    .string()
    .default(String(fallback))
    .refine(isPort, 'must be a port from 1 to 65535')
    .transform((text) => Number(text));

export const httpUrl = (what: string) =>
  z
    .string(required(what))
    .refine((text) => URL.canParse(text) && /^https?:$/.test(new URL(text).protocol), 'must be an http or https URL')
    .transform((text) => text.replace(/\/+$/, ''));

export const secret = (what: string) =>
  z.string(required(what)).superRefine((text, context) => {
    const weakness = weaknessOf(text);
    if (weakness) context.addIssue({ code: 'custom', message: weakness });
  });

/** Several, with commas between. */
export const secrets = (what: string) =>
  z.string(required(what)).transform((text, context) => {
    const several = text.split(',').map((one) => one.trim());
    for (const one of several) {
      const weakness = weaknessOf(one);
      if (weakness) context.addIssue({ code: 'custom', message: weakness });
    }
    return several;
  });

export const text = (what: string) => z.string(required(what)).min(1);

export const environment = z
  .enum(['development', 'test', 'production'], { error: 'must be development, test or production' })
  .default('development');

const loopbackHosts = new Set(['127.0.0.1', 'localhost', '[::1]']);

export function isLoopback(url: string): boolean {
  return loopbackHosts.has(new URL(url).hostname);
}
