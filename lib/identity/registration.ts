import type { Db } from '@/lib/platform/database';
import { alreadyRegisteredMail, confirmMail, passwordChangedMail, resetMail } from './mail-text';
import { hashPassword } from './password';
import { findUserByEmail, readUser } from './read';
import {
  createToken,
  createUser,
  endAllSessions,
  markConfirmed,
  queueMail,
  replaceUnconfirmed,
  spendToken,
} from './write';

type Setting = { db: Db; publicUrl: string; now: Date };

/** Answers nothing: known and unknown addresses take the same road, and only the mailbox learns which it was. */
export async function signUp(
  setting: Setting,
  person: { email: string; name: string; password: string },
): Promise<void> {
  const { db, publicUrl } = setting;
  const passwordHash = await hashPassword(person.password);
  const known = await findUserByEmail(db, person.email);

  if (known?.email_verified_at) {
    await queueMail(db, person.email, alreadyRegisteredMail(`${publicUrl}/sign-in`));
    return;
  }
  if (known) await replaceUnconfirmed(db, known.id, person.name, passwordHash);
  const userId = known?.id ?? (await createUser(db, { ...person, passwordHash }));
  if (userId) await mailConfirmation(setting, userId, person.email);
}

export async function mailConfirmation({ db, publicUrl, now }: Setting, userId: string, email: string): Promise<void> {
  const token = await createToken(db, userId, 'confirm', now);
  await queueMail(db, email, confirmMail(`${publicUrl}/confirm?token=${token}`));
}

export async function confirmEmail({ db, now }: Setting, token: string): Promise<string | null> {
  const userId = await spendToken(db, token, 'confirm', now);
  if (userId) await markConfirmed(db, userId, now);
  return userId;
}

/** Silent about whether there is such a person. */
export async function askForReset({ db, publicUrl, now }: Setting, email: string): Promise<void> {
  const user = await findUserByEmail(db, email);
  if (!user || user.disabled_at) return;
  const token = await createToken(db, user.id, 'reset', now);
  await queueMail(db, email, resetMail(`${publicUrl}/reset-password?token=${token}`));
}

/** Spends the link, signs the person out everywhere, and counts as proof of the mailbox. Null: the link is dead. */
export async function resetPassword(setting: Setting, token: string, password: string): Promise<string | null> {
  const { db, now } = setting;
  const passwordHash = await hashPassword(password);
  const userId = await spendToken(db, token, 'reset', now);
  if (!userId) return null;

  await markConfirmed(db, userId, now);
  await changePassword(setting, userId, passwordHash);
  return userId;
}

/** Gives the session version that new sessions start with. */
export async function changePassword(
  { db, publicUrl }: Setting,
  userId: string,
  passwordHash: string,
): Promise<number> {
  const sessionVersion = await endAllSessions(db, userId, passwordHash);
  const { email } = await readUser(db, userId);
  await queueMail(db, email, passwordChangedMail(`${publicUrl}/forgot-password`));
  return sessionVersion;
}
