'use server';

import { redirect } from 'next/navigation';
import { z } from 'zod';
import { hashPassword, isPassword, passwordSchema } from '@/lib/identity/password';
import { readUser } from '@/lib/identity/read';
import { changePassword as change } from '@/lib/identity/registration';
import { endAllSessions, endSession, noteIdentityEvent } from '@/lib/identity/write';
import { portalEnv } from '@/lib/platform/env';
import { AppError } from '@/lib/platform/errors';
import { serviceDatabase } from '@/lib/platform/service-database';
import { userForm } from '@/lib/portal/form-action';
import { findUser } from '@/lib/portal/session';
import { clearSessionCookie, writeSessionCookie } from '@/lib/portal/session-cookie';
import { startSession } from '@/lib/portal/sign-in';

const passwordInput = z.object({
  currentPassword: z.string().min(1, 'Write your present password.').max(1024),
  password: passwordSchema,
});
const passwordLimit = { name: 'change-password', allowed: 10, perSeconds: 15 * 60 };

export const changePassword = userForm({ input: passwordInput, limit: passwordLimit }, async (user, typed, visitor) => {
  const db = serviceDatabase();
  const { userId } = user;
  const { password_hash: passwordHash } = await readUser(db, userId);
  if (!(await isPassword(passwordHash, typed.currentPassword)))
    throw new AppError('invalid', 'The present password is another one.');

  const setting = { db, publicUrl: portalEnv().publicUrl, now: new Date() };
  const sessionVersion = await change(setting, userId, await hashPassword(typed.password));
  await noteIdentityEvent(db, {
    type: 'identity.password_changed',
    severity: 'warning',
    userId,
    ip: visitor.ip,
    details: { by: 'account' },
  });
  await writeSessionCookie(userId, await startSession({ userId, sessionVersion, visitor, by: 'password' }));
  return 'Saved. Every other session is ended.';
});

export const signOutEverywhere = userForm({ input: z.object({}) }, async ({ userId }, _input, { ip }) => {
  const db = serviceDatabase();
  await endAllSessions(db, userId);
  await noteIdentityEvent(db, { type: 'identity.signed_out_everywhere', severity: 'warning', userId, ip });
  await clearSessionCookie();
  redirect('/sign-in?out=1');
});

export const endOtherSession = userForm(
  { input: z.object({ sessionId: z.uuid() }) },
  async ({ userId }, { sessionId }) => {
    await endSession(serviceDatabase(), userId, sessionId, new Date());
    redirect('/account');
  },
);

/** Works for a session that is over too: the cookie goes in any case. */
export async function signOut(): Promise<void> {
  const user = await findUser();
  if (user) await endSession(serviceDatabase(), user.userId, user.sessionId, new Date());
  await clearSessionCookie();
  redirect('/sign-in');
}
