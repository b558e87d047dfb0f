'use server';

import { z } from 'zod';
import { advancedSchema } from '@/lib/contracts/advanced';
import { identitySchema } from '@/lib/contracts/identity';
import { limitsSchema } from '@/lib/contracts/limits';
import { memberAction } from '@/lib/portal/member-action';
import { sectionVersionSchema } from '@/lib/version/section-versions';
import { saveDraftSection } from '@/lib/version/write';

const advancedInput = z.strictObject({ value: advancedSchema, version: sectionVersionSchema });
const identityInput = z.strictObject({ value: identitySchema, version: sectionVersionSchema });
const limitsInput = z.strictObject({ value: limitsSchema, version: sectionVersionSchema });

export const saveAdvanced = memberAction(
  { atLeast: 'manager', input: advancedInput },
  ({ db, tenantId }, { value, version }) => saveDraftSection(db, tenantId, { section: 'advanced', value, version }),
);

export const saveIdentity = memberAction(
  { atLeast: 'manager', input: identityInput },
  ({ db, tenantId }, { value, version }) => saveDraftSection(db, tenantId, { section: 'identity', value, version }),
);

export const saveLimits = memberAction(
  { atLeast: 'manager', input: limitsInput },
  ({ db, tenantId }, { value, version }) => saveDraftSection(db, tenantId, { section: 'limits', value, version }),
);
