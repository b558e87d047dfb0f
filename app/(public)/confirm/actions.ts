'use server';

import { redirect } from 'next/navigation';
import { z } from 'zod';
import { confirmEmail } from '@/lib/identity/registration';
import { noteIdentityEvent } from '@/lib/identity/write';
import { portalEnv } from '@/lib/platform/env';
import { AppError } from '@/lib/platform/errors';
import { serviceDatabase } from '@/lib/platform/service-database';
import { guestForm } from '@/lib/portal/form-action';

const input = z.object({ token: z.string().max(200) });
const limit = { name: 'confirm', allowed: 30, perSeconds: 15 * 60 };

export const confirm = guestForm({ input, limit }, async ({ token }, { ip }) => {
  const db = serviceDatabase();
  const userId = await confirmEmail({ db, publicUrl: portalEnv().publicUrl, now: new Date() }, token);
  if (!userId) {
    throw new AppError(
      'invalid',
      'This link was used already, or is too old. Sign in, and we send a new one if it is needed.',
    );
  }
  await noteIdentityEvent(db, { type: 'identity.email_confirmed', severity: 'info', userId, ip });
  redirect('/sign-in?confirmed=1');
});
