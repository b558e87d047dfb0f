import { answerCommand, takeCommands } from '@/lib/command/write';
import { callDatabase, type Db } from '@/lib/platform/database';
import type { DatabaseEnv } from '@/lib/platform/database-env';
import { mintCallsToken, renewing } from '@/lib/platform/database-token';
import type { CallId } from '@/lib/platform/ids';

/** Reads under a token that names just these calls, and answers under each call's own. */
export function makeCommandDesk(env: DatabaseEnv, callDb: (callId: CallId) => Db) {
  let kept: { names: string; db: Db } | null = null;

  function dbFor(calls: readonly CallId[]): Db {
    const names = calls.join(' ');
    if (kept?.names !== names) {
      kept = {
        names,
        db: callDatabase(
          renewing(() => mintCallsToken(calls, env)),
          env,
        ),
      };
    }
    return kept.db;
  }

  return {
    take: (calls: readonly CallId[]) => takeCommands(dbFor(calls)),
    answer: (callId: CallId, ...answer: Parameters<typeof answerCommand> extends [Db, ...infer Rest] ? Rest : never) =>
      answerCommand(callDb(callId), ...answer),
  };
}
