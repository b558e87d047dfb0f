import type { Db } from '@/lib/platform/database';
import { databaseError } from '@/lib/platform/database-error';

export type UserRow = {
  id: string;
  email: string;
  name: string;
  password_hash: string | null;
  email_verified_at: string | null;
  session_version: number;
  disabled_at: string | null;
};

export type SessionUser = { userId: string; email: string; name: string; sessionVersion: number };

export type OpenSession = { id: string; userAgent: string; ipAddress: string; createdAt: string; lastSeenAt: string };

export const idleSeconds = 30 * 60;
export const absoluteSeconds = 12 * 60 * 60;

const unreadable = 'Service temporarily unavailable. What you typed is still here; try again shortly.';
const columns = 'id, email, name, password_hash, email_verified_at, session_version, disabled_at';

export async function findUserByEmail(db: Db, email: string): Promise<UserRow | null> {
  const { data, error } = await db.schema('identity').from('users').select(columns).eq('email', email).maybeSingle();
  if (error) throw databaseError(error, unreadable);
  return data;
}

export async function readUser(db: Db, userId: string): Promise<UserRow> {
  const { data, error } = await db.schema('identity').from('users').select(columns).eq('id', userId).single();
  if (error) throw databaseError(error, unreadable);
  return data;
}

/** The person of an account at another provider, bound to that provider's own id, never to an e-mail. */
export async function findUserIdByAccount(db: Db, provider: string, accountId: string): Promise<string | null> {
  const { data, error } = await db
    .schema('identity')
    .from('accounts')
    .select('user_id')
    .eq('provider', provider)
    .eq('provider_account_id', accountId)
    .maybeSingle();
  if (error) throw databaseError(error, unreadable);
  return data?.user_id ?? null;
}

/** Whose session it is while it is good, noting that it was used; null when it is over. */
export async function resumeSession(db: Db, sessionId: string): Promise<SessionUser | null> {
  const { data, error } = await db.rpc('resume_session', {
    p_session: sessionId,
    p_idle_seconds: idleSeconds,
    p_absolute_seconds: absoluteSeconds,
  });
  if (error) throw databaseError(error, unreadable);

  const row = data?.[0];
  if (!row) return null;
  return { userId: row.user_id, email: row.email, name: row.name, sessionVersion: row.session_version };
}

export async function readOpenSessions(db: Db, userId: string, now: Date): Promise<OpenSession[]> {
  const usedSince = new Date(now.getTime() - idleSeconds * 1000).toISOString();
  const madeSince = new Date(now.getTime() - absoluteSeconds * 1000).toISOString();
  const { data, error } = await db
    .schema('identity')
    .from('sessions')
    .select('id, user_agent, ip_address, created_at, last_seen_at')
    .eq('user_id', userId)
    .is('ended_at', null)
    .gt('last_seen_at', usedSince)
    .gt('created_at', madeSince)
    .order('last_seen_at', { ascending: false })
    .limit(20);
  if (error) throw databaseError(error, unreadable);

  return (data ?? []).map((row) => ({
    id: row.id,
    userAgent: row.user_agent,
    ipAddress: row.ip_address,
    createdAt: row.created_at,
    lastSeenAt: row.last_seen_at,
  }));
}
