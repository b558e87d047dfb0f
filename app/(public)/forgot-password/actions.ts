'use server';

import { z } from 'zod';
import { emailSchema } from '@/lib/identity/email';
import { askForReset } from '@/lib/identity/registration';
import { portalEnv } from '@/lib/platform/env';
import { serviceDatabase } from '@/lib/platform/service-database';
import { inEvenTime } from '@/lib/portal/even-time';
import { guestForm } from '@/lib/portal/form-action';
import { mailByAddress } from '@/lib/portal/limits';

const input = z.object({ email: emailSchema });
const limit = { name: 'forgot-password', allowed: 10, perSeconds: 15 * 60 };

export const forgotPassword = guestForm({ input, limit }, async ({ email }) => {
  await mailByAddress.require(email);
  const setting = { db: serviceDatabase(), publicUrl: portalEnv().publicUrl, now: new Date() };
  await inEvenTime(() => askForReset(setting, email));
  return 'Check your mailbox.';
});
