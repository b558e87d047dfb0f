'use server';

import { z } from 'zod';
import { hoursSchema } from '@/lib/contracts/hours';
import { memberAction } from '@/lib/portal/member-action';
import { sectionVersionSchema } from '@/lib/version/section-versions';
import { saveDraftSection } from '@/lib/version/write';

const input = z.strictObject({ value: hoursSchema, version: sectionVersionSchema });

export const saveHours = memberAction({ atLeast: 'manager', input }, ({ db, tenantId }, { value, version }) =>
  saveDraftSection(db, tenantId, { section: 'hours', value, version }),
);
