import { randomToken, sha256 } from '@/lib/platform/crypto';
import type { Db } from '@/lib/platform/database';
import { databaseError } from '@/lib/platform/database-error';
import type { Mail } from './mail-text';

const unsaved = 'That could not be saved. Try again shortly.';

export type TokenPurpose = 'confirm' | 'reset';
export const tokenLifeMinutes: Record<TokenPurpose, number> = { confirm: 24 * 60, reset: 30 };

type NewUser = { email: string; name: string; passwordHash: string | null; emailVerifiedAt?: string };

/** Null when another request made the same person a moment earlier. */
export async function createUser(db: Db, user: NewUser): Promise<string | null> {
  const { data, error } = await db
    .schema('identity')
    .from('users')
    .insert({
      email: user.email,
      name: user.name,
      password_hash: user.passwordHash,
      email_verified_at: user.emailVerifiedAt ?? null,
    })
    .select('id')
    .single();
  if (error?.code === '23505') return null;
  if (error) throw databaseError(error, unsaved);
  return data.id;
}

/** For a person who never confirmed: whoever signs up last holds the password, and older links are dead. */
export async function replaceUnconfirmed(db: Db, userId: string, name: string, passwordHash: string): Promise<void> {
  const { error } = await db
    .schema('identity')
    .from('users')
    .update({ name, password_hash: passwordHash })
    .eq('id', userId)
    .is('email_verified_at', null);
  if (error) throw databaseError(error, unsaved);

  const { error: oldLinks } = await db
    .schema('identity')
    .from('tokens')
    .delete()
    .eq('user_id', userId)
    .eq('purpose', 'confirm');
  if (oldLinks) throw databaseError(oldLinks, unsaved);
}

export async function linkAccount(db: Db, userId: string, provider: string, accountId: string): Promise<void> {
  const { error } = await db
    .schema('identity')
    .from('accounts')
    .insert({ provider, provider_account_id: accountId, user_id: userId });
  if (error) throw databaseError(error, unsaved);
}

export async function markConfirmed(db: Db, userId: string, now: Date): Promise<void> {
  const { error } = await db
    .schema('identity')
    .from('users')
    .update({ email_verified_at: now.toISOString() })
    .eq('id', userId)
    .is('email_verified_at', null);
  if (error) throw databaseError(error, unsaved);
}

export async function noteSignIn(db: Db, userId: string, now: Date): Promise<void> {
  const { error } = await db
    .schema('identity')
    .from('users')
    .update({ last_sign_in_at: now.toISOString() })
    .eq('id', userId);
  if (error) throw databaseError(error, unsaved);
}

/** Gives the token for the mail; the database keeps its hash alone. */
export async function createToken(db: Db, userId: string, purpose: TokenPurpose, now: Date): Promise<string> {
  const token = randomToken();
  const expires = new Date(now.getTime() + tokenLifeMinutes[purpose] * 60_000);
  const { error } = await db
    .schema('identity')
    .from('tokens')
    .insert({ hash: sha256(token), user_id: userId, purpose, expires_at: expires.toISOString() });
  if (error) throw databaseError(error, unsaved);
  return token;
}

/** The person the token was mailed to, once; null when it is unknown, used, expired or for something else. */
export async function spendToken(db: Db, token: string, purpose: TokenPurpose, now: Date): Promise<string | null> {
  const { data, error } = await db
    .schema('identity')
    .from('tokens')
    .update({ used_at: now.toISOString() })
    .eq('hash', sha256(token))
    .eq('purpose', purpose)
    .is('used_at', null)
    .gt('expires_at', now.toISOString())
    .select('user_id')
    .maybeSingle();
  if (error) throw databaseError(error, unsaved);
  return data?.user_id ?? null;
}

/** Into the outbox; a worker delivers it. */
export async function queueMail(db: Db, to: string, mail: Mail): Promise<void> {
  const { error } = await db
    .schema('identity')
    .from('mails')
    .insert({ to_address: to, subject: mail.subject, body_text: mail.text, body_html: mail.html });
  if (error) throw databaseError(error, unsaved);
}

type NewSession = { userId: string; sessionVersion: number; userAgent: string; ipAddress: string };

export async function openSession(db: Db, session: NewSession): Promise<string> {
  const { data, error } = await db
    .schema('identity')
    .from('sessions')
    .insert({
      user_id: session.userId,
      session_version: session.sessionVersion,
      user_agent: session.userAgent.slice(0, 300),
      ip_address: session.ipAddress.slice(0, 64),
    })
    .select('id')
    .single();
  if (error) throw databaseError(error, unsaved);
  return data.id;
}

export async function endSession(db: Db, userId: string, sessionId: string, now: Date): Promise<void> {
  const { error } = await db
    .schema('identity')
    .from('sessions')
    .update({ ended_at: now.toISOString() })
    .eq('id', sessionId)
    .eq('user_id', userId)
    .is('ended_at', null);
  if (error) throw databaseError(error, unsaved);
}

/** Gives the session version that new sessions start with. */
export async function endAllSessions(db: Db, userId: string, newPasswordHash?: string): Promise<number> {
  const { data, error } = await db.rpc('end_all_sessions', {
    p_user: userId,
    ...(newPasswordHash ? { p_password_hash: newPasswordHash } : {}),
  });
  if (error) throw databaseError(error, unsaved);
  return data;
}

type IdentityEvent = {
  type: `identity.${string}`;
  severity: 'info' | 'warning';
  userId: string | null;
  ip: string;
  details?: Record<string, string>;
};

export async function noteIdentityEvent(db: Db, event: IdentityEvent): Promise<void> {
  const { error } = await db.rpc('write_audit', {
    p_event_type: event.type,
    p_severity: event.severity,
    p_actor_kind: event.userId ? 'member' : 'visitor',
    p_actor: event.userId ?? undefined,
    p_ip: event.ip,
    p_details: event.details ?? {},
  });
  if (error) throw databaseError(error, unsaved);
}
