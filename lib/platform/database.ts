import { PostgrestClient } from '@supabase/postgrest-js';
import { createClient, type SupabaseClient } from '@supabase/supabase-js';
import type { Database } from './database.types';
import { type DatabaseEnv, databaseEnv } from './database-env';
import { keptAliveFetch } from './kept-alive-fetch';

/** What data functions take. It can do what its token can do, and no more. */
export type Db = Pick<SupabaseClient<Database>, 'from' | 'rpc' | 'schema'>;

/** The same, with files. */
export type DbAndStorage = SupabaseClient<Database>;

/** A token, or what fetches the present one (`renewing`) where the client outlives it. */
export type TokenSource = string | (() => Promise<string>);

export const queryTimeoutMs = 8_000;

/** supabase-js waits for ever by itself. A timeout comes back as a returned error, like any other. */
export function fetchWithin(timeoutMs: number): typeof fetch {
  return (input, init) => {
    const deadline = AbortSignal.timeout(timeoutMs);
    return fetch(input, { ...init, signal: init?.signal ? AbortSignal.any([init.signal, deadline]) : deadline });
  };
}

function connect(token: TokenSource, asking: typeof fetch, env: DatabaseEnv): DbAndStorage {
  return createClient<Database>(env.url, env.publishableKey, {
    accessToken: typeof token === 'string' ? async () => token : token,
    global: { fetch: asking },
  });
}

/** The database as one signed-in person may see it. */
export function memberDatabase(token: TokenSource, env: DatabaseEnv = databaseEnv()): DbAndStorage {
  return connect(token, fetchWithin(queryTimeoutMs), env);
}

const storageTimeoutMs = 120_000;

/** The same for a call's sound, which takes longer than its rows. */
export function callStorage(token: TokenSource, env: DatabaseEnv = databaseEnv()): DbAndStorage {
  return connect(token, fetchWithin(storageTimeoutMs), env);
}

const callTimeoutMs = 4_000;
const askForCall = keptAliveFetch(callTimeoutMs);

/**
 * The database as one call may see it. The whole of supabase-js holds sixteen times as much for each call, and asks for a
 * token as soon as it is made, for a socket that is never opened.
 */
export function callDatabase(token: TokenSource, env: DatabaseEnv = databaseEnv()): Db {
  return new PostgrestClient<Database>(`${env.url}/rest/v1`, {
    headers: { apikey: env.publishableKey },
    fetch: async (input, init) => {
      const headers = new Headers(init?.headers);
      headers.set('authorization', `Bearer ${typeof token === 'string' ? token : await token()}`);
      return askForCall(input, { ...init, headers });
    },
  });
}
