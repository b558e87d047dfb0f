import { callDatabase, type Db } from '@/lib/platform/database';
import type { DatabaseEnv } from '@/lib/platform/database-env';
import { mintCallsToken, mintCallToken, renewing } from '@/lib/platform/database-token';
import type { CallId } from '@/lib/platform/ids';

const kept = 500;

/** One client a call, under that call's token; the calls not heard of for longest are forgotten. */
export function makeCallDatabases(env: DatabaseEnv): (callId: CallId) => Db {
  const clients = new Map<CallId, Db>();

  return (callId) => {
    const db =
      clients.get(callId) ??
      callDatabase(
        renewing(() => mintCallToken(callId, env)),
        env,
      );
    clients.delete(callId);
    clients.set(callId, db);
    const [oldest] = clients.keys();
    if (clients.size > kept && oldest) clients.delete(oldest);
    return db;
  };
}

/** A client for one request about several calls, under a token that names just these. */
export function makeCallsDatabases(env: DatabaseEnv): (callIds: readonly CallId[]) => Db {
  return (callIds) => callDatabase(() => mintCallsToken(callIds, env), env);
}
