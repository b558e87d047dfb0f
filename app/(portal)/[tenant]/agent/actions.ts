'use server';

import { z } from 'zod';
import { memberAction } from '@/lib/portal/member-action';
import { sectionVersionsSchema } from '@/lib/version/section-versions';
import { discardDraft, publishDraft } from '@/lib/version/write';

const publishInput = z.strictObject({ note: z.string().trim().max(300), reviewed: sectionVersionsSchema });

export const publish = memberAction({ atLeast: 'manager', input: publishInput }, ({ db, tenantId }, input) =>
  publishDraft(db, tenantId, input),
);

export const discard = memberAction({ atLeast: 'manager', input: z.strictObject({}) }, ({ db, tenantId }) =>
  discardDraft(db, tenantId),
);
