'use server';

import { revalidatePath } from 'next/cache';
import { markInboxInputSchema } from '@/lib/contracts/inbox';
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
