'use server';

import { redirect } from 'next/navigation';
import { z } from 'zod';
import { normalEmail } from '@/lib/identity/email';
import { guestForm } from '@/lib/portal/form-action';
import { safePath } from '@/lib/portal/safe-path';
import { homePathAfter } from '@/lib/portal/session';
import { writeSessionCookie } from '@/lib/portal/session-cookie';
import { checkCredentials, startSession } from '@/lib/portal/sign-in';

const input = z.object({
  email: z.string().refine((typed) => normalEmail(typed) !== null, 'Write an e-mail address, like ada@example.com.'),
  password: z.string().min(1, 'Write your password.').max(1024),
  next: z.string().optional(),
});

export const signIn = guestForm({ input }, async ({ next, ...typed }, visitor) => {
  const { id: userId, email, name, session_version: sessionVersion } = await checkCredentials(typed, visitor);
  const sessionId = await startSession({ userId, sessionVersion, visitor, by: 'password' });
  await writeSessionCookie(userId, sessionId);
  redirect(safePath(next, await homePathAfter(sessionId, { userId, sessionVersion, email, name })));
});
