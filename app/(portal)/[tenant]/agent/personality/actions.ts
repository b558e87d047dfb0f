'use server';

import { z } from 'zod';
import { personalitySchema } from '@/lib/contracts/personality';
import { memberAction } from '@/lib/portal/member-action';
import { sectionVersionSchema } from '@/lib/version/section-versions';
import { saveDraftSection } from '@/lib/version/write';

const input = z.strictObject({ value: personalitySchema, version: sectionVersionSchema });

export const savePersonality = memberAction({ atLeast: 'manager', input }, ({ db, tenantId }, { value, version }) =>
  saveDraftSection(db, tenantId, { section: 'personality', value, version }),
);
