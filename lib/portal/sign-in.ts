import { normalEmail } from '@/lib/identity/email';
import { isPassword } from '@/lib/identity/password';
import { findUserByEmail, type UserRow } from '@/lib/identity/read';
import { mailConfirmation } from '@/lib/identity/registration';
import { noteIdentityEvent, noteSignIn, openSession } from '@/lib/identity/write';
import { portalEnv } from '@/lib/platform/env';
import { AppError } from '@/lib/platform/errors';
import { serviceDatabase } from '@/lib/platform/service-database';
import { mailByAddress, signInByAccount, signInByNetwork } from './limits';
import { networkOf, type Visitor } from './visitor';

const wrong = 'That e-mail and password do not match.';

/** The person behind an e-mail and a password. Nobody and a wrong password cost the same and sound the same. */
export async function checkCredentials(typed: { email: string; password: string }, visitor: Visitor): Promise<UserRow> {
  const email = normalEmail(typed.email) ?? '';
  const account = email || 'no address';
  const network = networkOf(visitor.ip);
  await signInByAccount.require(account);
  await signInByNetwork.require(network);

  const db = serviceDatabase();
  const user = await findUserByEmail(db, email);
  const right = await isPassword(user?.password_hash, typed.password);
  if (!user || !right || user.disabled_at) {
    await noteIdentityEvent(db, {
      type: 'identity.sign_in_refused',
      severity: 'warning',
      userId: null,
      ip: visitor.ip,
    });
    throw new AppError('unauthenticated', wrong);
  }

  await signInByAccount.forgive(account);
  await signInByNetwork.refund(network);
  if (!user.email_verified_at) await askToConfirm(user);
  return user;
}

async function askToConfirm({ id, email }: UserRow): Promise<never> {
  if ((await mailByAddress.take(email)).allowed) {
    await mailConfirmation({ db: serviceDatabase(), publicUrl: portalEnv().publicUrl, now: new Date() }, id, email);
  }
  throw new AppError('forbidden', 'Confirm your e-mail first: the link is in your mailbox.');
}

type SigningIn = { userId: string; sessionVersion: number; visitor: Visitor; by: 'password' | 'google' };

/** A new row for each sign-in: an older cookie, planted or stolen, never becomes this session. */
export async function startSession({ userId, sessionVersion, visitor, by }: SigningIn): Promise<string> {
  const db = serviceDatabase();
  const sessionId = await openSession(db, {
    userId,
    sessionVersion,
    userAgent: visitor.userAgent,
    ipAddress: visitor.ip,
  });
  await noteSignIn(db, userId, new Date());
  await noteIdentityEvent(db, {
    type: 'identity.signed_in',
    severity: 'info',
    userId,
    ip: visitor.ip,
    details: { by },
  });
  return sessionId;
}
