'use server';

import { z } from 'zod';
import { emailSchema } from '@/lib/identity/email';
import { passwordSchema } from '@/lib/identity/password';
import { signUp as register } from '@/lib/identity/registration';
import { portalEnv } from '@/lib/platform/env';
import { serviceDatabase } from '@/lib/platform/service-database';
import { inEvenTime } from '@/lib/portal/even-time';
import { guestForm } from '@/lib/portal/form-action';
import { mailByAddress } from '@/lib/portal/limits';

const input = z.object({
  name: z.string().trim().min(1, 'Write your name.').max(120, 'Use at most 120 characters.'),
  email: emailSchema,
  password: passwordSchema,
});

const limit = { name: 'sign-up', allowed: 20, perSeconds: 15 * 60 };

export const signUp = guestForm({ input, limit }, async (person) => {
  await mailByAddress.require(person.email);
  const setting = { db: serviceDatabase(), publicUrl: portalEnv().publicUrl, now: new Date() };
  await inEvenTime(() => register(setting, person));
  return 'Check your mailbox.';
});
