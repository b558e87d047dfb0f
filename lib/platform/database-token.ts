import { importJWK, SignJWT } from 'jose';
import { type DatabaseEnv, databaseEnv } from './database-env';
import type { CallId, UserId } from './ids';

export const tokenLifeSeconds = 300;
const renewBeforeSeconds = 60;

type Claims = { role: 'authenticated' | 'call_agent' | 'job_worker'; sub?: string; [claim: string]: unknown };

async function sign(claims: Claims, env: DatabaseEnv): Promise<string> {
  const { signing } = env;
  const token = new SignJWT(claims)
    .setIssuer(`${env.url}/auth/v1`)
    .setAudience('authenticated')
    .setIssuedAt()
    .setExpirationTime(`${tokenLifeSeconds}s`);

  if (signing.kind === 'HS256') {
    return token.setProtectedHeader({ alg: 'HS256', typ: 'JWT' }).sign(new TextEncoder().encode(signing.secret));
  }
  const key = await importJWK(signing.jwk, 'ES256');
  return token.setProtectedHeader({ alg: 'ES256', typ: 'JWT', kid: signing.jwk.kid }).sign(key);
}

/** What a signed-in person shows to the database; which tenants it opens is decided there. */
export function mintMemberToken(
  member: { userId: UserId; sessionVersion: number },
  env: DatabaseEnv = databaseEnv(),
): Promise<string> {
  return sign({ role: 'authenticated', sub: member.userId, session_version: member.sessionVersion }, env);
}

/** What one call shows to the database: its own id and nothing else. */
export function mintCallToken(callId: CallId, env: DatabaseEnv = databaseEnv()): Promise<string> {
  return sign({ role: 'call_agent', call_id: callId }, env);
}

/** What one server shows to read what is asked of its calls: their ids, and nothing else that a call may do. */
export function mintCallsToken(callIds: readonly CallId[], env: DatabaseEnv = databaseEnv()): Promise<string> {
  return sign({ role: 'call_agent', call_ids: callIds }, env);
}

/** What one job shows to the database: its id and the lease it was claimed with; lost with the lease. */
export function mintJobToken(job: { jobId: string; lease: string }, env: DatabaseEnv = databaseEnv()): Promise<string> {
  return sign({ role: 'job_worker', job_id: job.jobId, lease: job.lease }, env);
}

type Clocks = { nowMs(): number; steadyMs(): number };

const systemClocks: Clocks = { nowMs: Date.now, steadyMs: () => performance.now() };
/** A wall clock that has moved so much against the other one was set: what was minted by it is not to be believed. */
const clockWasSetMs = 5_000;

/** A call outlives a token: mints the next one before the last one ends, and when the clock was set meanwhile. */
export function renewing(mint: () => Promise<string>, clocks: Clocks = systemClocks): () => Promise<string> {
  let held: { token: Promise<string>; mintedMs: number; steadyMs: number } | undefined;

  function isStale({ mintedMs, steadyMs }: { mintedMs: number; steadyMs: number }): boolean {
    const passedMs = clocks.steadyMs() - steadyMs;
    const shownMs = clocks.nowMs() - mintedMs;
    return passedMs >= (tokenLifeSeconds - renewBeforeSeconds) * 1000 || Math.abs(shownMs - passedMs) > clockWasSetMs;
  }

  return () => {
    if (!held || isStale(held)) {
      held = { token: mint(), mintedMs: clocks.nowMs(), steadyMs: clocks.steadyMs() };
      held.token.catch(() => {
        held = undefined;
      });
    }
    return held.token;
  };
}
