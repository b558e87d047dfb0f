import { z } from 'zod';
import { type EnvSource, httpUrl, readEnv, secret, text } from './env-fields';

const privateKey = z
  .string()
  .transform((json, context) => {
    try {
      return JSON.parse(json);
    } catch {
      context.addIssue({ code: 'custom', message: 'must be a private key as JSON (JWK)' });
      return z.NEVER;
    }
  })
  .pipe(z.looseObject({ kty: z.literal('EC'), crv: z.literal('P-256'), d: z.string(), kid: z.string() }))
  .optional();

/** Every process that talks to the database has these. */
export const databaseShape = {
  SUPABASE_URL: httpUrl('the address of the Supabase API'),
  SUPABASE_PUBLISHABLE_KEY: text('the publishable key of the Supabase API'),
  SUPABASE_JWT_SECRET: secret('signs the tokens that row level security reads').optional(),
  SUPABASE_JWT_PRIVATE_JWK: privateKey,
};

type DatabaseSettings = z.infer<z.ZodObject<typeof databaseShape>>;

export function* checkSigner(given: EnvSource): Generator<[string, string]> {
  if (given.SUPABASE_JWT_SECRET || given.SUPABASE_JWT_PRIVATE_JWK) return;
  yield [
    'SUPABASE_JWT_SECRET',
    'is required (or SUPABASE_JWT_PRIVATE_JWK): it signs the tokens that row level security reads',
  ];
}

export type DatabaseEnv = {
  url: string;
  publishableKey: string;
  signing: { kind: 'HS256'; secret: string } | { kind: 'ES256'; jwk: Record<string, unknown> & { kid: string } };
};

export function asDatabaseEnv(settings: DatabaseSettings): DatabaseEnv {
  const jwk = settings.SUPABASE_JWT_PRIVATE_JWK;
  return {
    url: settings.SUPABASE_URL,
    publishableKey: settings.SUPABASE_PUBLISHABLE_KEY,
    signing: jwk ? { kind: 'ES256', jwk } : { kind: 'HS256', secret: settings.SUPABASE_JWT_SECRET ?? '' },
  };
}

const schema = z.object(databaseShape).transform(asDatabaseEnv);

let kept: DatabaseEnv | undefined;

/** Read once in a process; pass a source to read afresh. */
export function databaseEnv(source?: EnvSource): DatabaseEnv {
  if (source) return readEnv('database client', schema, source, [checkSigner]);
  kept ??= readEnv('database client', schema, process.env, [checkSigner]);
  return kept;
}
