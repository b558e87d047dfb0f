'use server';

import { z } from 'zod';
import { privacySchema } from '@/lib/contracts/privacy';
import { memberAction } from '@/lib/portal/member-action';
import { sectionVersionSchema } from '@/lib/version/section-versions';
import { saveDraftSection } from '@/lib/version/write';

const input = z.strictObject({ value: privacySchema, version: sectionVersionSchema });

export const savePrivacy = memberAction({ atLeast: 'manager', input }, ({ db, tenantId }, { value, version }) =>
  saveDraftSection(db, tenantId, { section: 'privacy', value, version }),
);
