'use server';

import { redirect } from 'next/navigation';
import { z } from 'zod';
import { passwordSchema } from '@/lib/identity/password';
import { resetPassword as reset } from '@/lib/identity/registration';
import { noteIdentityEvent } from '@/lib/identity/write';
import { portalEnv } from '@/lib/platform/env';
import { AppError } from '@/lib/platform/errors';
import { serviceDatabase } from '@/lib/platform/service-database';
import { guestForm } from '@/lib/portal/form-action';
import { clearSessionCookie } from '@/lib/portal/session-cookie';

const input = z.object({ token: z.string().max(200), password: passwordSchema });
const limit = { name: 'reset-password', allowed: 10, perSeconds: 15 * 60 };

export const resetPassword = guestForm({ input, limit }, async ({ token, password }, { ip }) => {
  const db = serviceDatabase();
  const userId = await reset({ db, publicUrl: portalEnv().publicUrl, now: new Date() }, token, password);
  if (!userId) throw new AppError('invalid', 'This link was used already, or is too old. Ask for a new one.');

  await noteIdentityEvent(db, {
    type: 'identity.password_changed',
    severity: 'warning',
    userId,
    ip,
    details: { by: 'mail' },
  });
  await clearSessionCookie();
  redirect('/sign-in?reset=1');
});
