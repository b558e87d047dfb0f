'use server';

import { revalidatePath } from 'next/cache';
import { z } from 'zod';
import { markInboxInputSchema } from '@/lib/contracts/inbox';
import { notifiedOfKinds } from '@/lib/contracts/member';
import { chooseNotifications } from '@/lib/member/write';
import { markInbox } from '@/lib/message/write';
import { memberAction } from '@/lib/portal/member-action';

const limit = { name: 'inbox', allowed: 120, perSeconds: 60 };

export const mark = memberAction(
  { atLeast: 'staff', input: markInboxInputSchema, limit },
  async ({ db, tenantId }, asked) => {
    const changed = await markInbox(db, tenantId, asked);
    revalidatePath('/(portal)/[tenant]', 'layout');
    return changed;
  },
);

export const chooseMail = memberAction(
  { atLeast: 'staff', input: z.enum(notifiedOfKinds), limit },
  ({ db, tenantId }, notifiedOf) => chooseNotifications(db, tenantId, notifiedOf),
);
