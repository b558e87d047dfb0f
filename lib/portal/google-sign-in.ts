import { normalEmail } from '@/lib/identity/email';
import { findUserByEmail, findUserIdByAccount } from '@/lib/identity/read';
import { createUser, linkAccount } from '@/lib/identity/write';
import { serviceDatabase } from '@/lib/platform/service-database';

type GoogleProfile = { sub?: string; email?: string; email_verified?: boolean; name?: string };

/** The person of a Google account, made at the first visit. Null: no verified e-mail, or the e-mail belongs to a password. */
export async function userIdFromGoogle(profile: GoogleProfile): Promise<string | null> {
  const email = normalEmail(profile.email ?? '');
  if (!profile.sub || !email || profile.email_verified !== true) return null;

  const db = serviceDatabase();
  const known = await findUserIdByAccount(db, 'google', profile.sub);
  if (known) return known;
  // Whoever knows an address must not inherit its account: linking is something a signed-in person does.
  if (await findUserByEmail(db, email)) return null;

  const emailVerifiedAt = new Date().toISOString();
  const userId = await createUser(db, {
    email,
    name: profile.name?.slice(0, 120) ?? '',
    passwordHash: null,
    emailVerifiedAt,
  });
  if (userId) await linkAccount(db, userId, 'google', profile.sub);
  return userId;
}
