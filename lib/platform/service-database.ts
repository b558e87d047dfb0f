import { createClient } from '@supabase/supabase-js';
import { z } from 'zod';
import { type Db, fetchWithin, queryTimeoutMs } from './database';
import { databaseEnv } from './database-env';
import { type EnvSource, readEnv } from './env-fields';

/** For env.ts to check at start; the value itself is read here alone. */
export const serviceKeyShape = {
  SUPABASE_SECRET_KEY: z
    .string({ error: 'is required (the secret key of the Supabase API)' })
    .refine((key) => key.length >= 32, 'must have at least 32 characters')
    .refine((key) => !key.startsWith('sb_publishable_'), 'is a publishable key; the secret one is needed'),
};

function serviceKey(source: EnvSource): string {
  return readEnv('service database', z.object(serviceKeyShape), source).SUPABASE_SECRET_KEY;
}

let kept: Db | undefined;

/**
 * The database past every policy: `identity`, admission, jobs. Every query names its tenant by itself.
 * A script that runs in another environment than its own passes a source and gets a client of its own.
 */
export function serviceDatabase(source?: EnvSource): Db {
  if (!source && kept) return kept;
  const client: Db = createClient(databaseEnv(source).url, serviceKey(source ?? process.env), {
    auth: { persistSession: false, autoRefreshToken: false, detectSessionInUrl: false },
    global: { fetch: fetchWithin(queryTimeoutMs) },
  });
  if (!source) kept = client;
  return client;
}
