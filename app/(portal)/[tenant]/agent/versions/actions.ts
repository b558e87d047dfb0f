'use server';

import { z } from 'zod';
import { memberAction } from '@/lib/portal/member-action';
import { restoreVersion } from '@/lib/version/write';

const input = z.strictObject({ number: z.number().int().positive() });

export const restore = memberAction({ atLeast: 'manager', input }, ({ db, tenantId }, { number }) =>
  restoreVersion(db, tenantId, number),
);
