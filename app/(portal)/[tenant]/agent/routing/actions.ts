'use server';

import { z } from 'zod';
import { routingSchema } from '@/lib/contracts/routing';
import { memberAction } from '@/lib/portal/member-action';
import { sectionVersionSchema } from '@/lib/version/section-versions';
import { saveDraftSection } from '@/lib/version/write';

const input = z.strictObject({ value: routingSchema, version: sectionVersionSchema });

export const saveRouting = memberAction({ atLeast: 'manager', input }, ({ db, tenantId }, { value, version }) =>
  saveDraftSection(db, tenantId, { section: 'routing', value, version }),
);
