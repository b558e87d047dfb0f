'use server';

import { revalidatePath } from 'next/cache';
import { z } from 'zod';
import { ownPhoneFrom } from '@/lib/agent/own-phone';
import { ownPhoneInputSchema, phoneCodeInputSchema } from '@/lib/contracts/own-phone';
import { whyNotOpen } from '@/lib/member/own-phone';
import { makePhoneCodes } from '@/lib/member/phone-code';
import { findPendingCode } from '@/lib/member/read';
import { checkOwnPhone, removeOwnPhone, setOwnPhone } from '@/lib/member/write';
import { portalEnv } from '@/lib/platform/env';
import { AppError } from '@/lib/platform/errors';
import { memberAction } from '@/lib/portal/member-action';
import { readLine } from './gather';

const asking = { name: 'own-phone', allowed: 10, perSeconds: 10 * 60 };
const typing = { name: 'own-phone-code', allowed: 20, perSeconds: 10 * 60 };
const over = 'This code opens nothing any more. Ask for another one.';
const lookEveryMs = 200;
const waitMs = 4_000;

/** Waits a moment for the carrier, so that a number it does not take is known at once. */
export const sendCode = memberAction(
  { atLeast: 'staff', input: ownPhoneInputSchema, limit: asking },
  async (member, { phone }) => {
    const { db, tenantId } = member;
    const found = ownPhoneFrom(phone, await readLine(member));
    if ('problem' in found) throw new AppError('invalid', found.problem);
    await setOwnPhone(db, tenantId, found);
    revalidatePath('/(portal)/[tenant]/your-phone', 'page');

    const deadline = performance.now() + waitMs;
    for (;;) {
      const code = await findPendingCode(db, tenantId);
      if (code?.problem) throw new AppError('invalid', code.problem);
      if (!code || code.isSent || performance.now() > deadline) return;
      await new Promise((resolve) => setTimeout(resolve, lookEveryMs));
    }
  },
);

export const checkCode = memberAction(
  { atLeast: 'staff', input: phoneCodeInputSchema, limit: typing },
  async ({ db, tenantId }, { code }) => {
    const pending = await findPendingCode(db, tenantId);
    if (!pending || whyNotOpen(pending, new Date())) throw new AppError('conflict', over);
    const hash = makePhoneCodes(portalEnv().encryptionKeys[0]).hashOf(pending.id, code);
    const result = await checkOwnPhone(db, tenantId, { id: pending.id, hash });
    if (result === 'over') throw new AppError('conflict', over);
    if (result === 'wrong') throw new AppError('invalid', 'That is not the code. Look again at the last text you got.');
    revalidatePath('/(portal)/[tenant]', 'layout');
  },
);

export const removePhone = memberAction(
  { atLeast: 'viewer', input: z.undefined(), limit: asking },
  async ({ db, tenantId }) => {
    await removeOwnPhone(db, tenantId);
    revalidatePath('/(portal)/[tenant]', 'layout');
  },
);
