'use server';

import { z } from 'zod';
import { textingSchema } from '@/lib/contracts/texting';
import { memberAction } from '@/lib/portal/member-action';
import { sectionVersionSchema } from '@/lib/version/section-versions';
import { saveDraftSection } from '@/lib/version/write';

const input = z.strictObject({ value: textingSchema, version: sectionVersionSchema });

export const saveTexting = memberAction({ atLeast: 'manager', input }, ({ db, tenantId }, { value, version }) =>
  saveDraftSection(db, tenantId, { section: 'texting', value, version }),
);
