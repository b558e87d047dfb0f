'use server';

import { z } from 'zod';
import { greetingSchema } from '@/lib/contracts/greeting';
import { voiceSchema } from '@/lib/contracts/voice';
import { memberAction } from '@/lib/portal/member-action';
import { sectionVersionSchema } from '@/lib/version/section-versions';
import { saveDraftSection } from '@/lib/version/write';

const voiceInput = z.strictObject({ value: voiceSchema, version: sectionVersionSchema });
const greetingInput = z.strictObject({ value: greetingSchema, version: sectionVersionSchema });

export const saveVoice = memberAction(
  { atLeast: 'manager', input: voiceInput },
  ({ db, tenantId }, { value, version }) => saveDraftSection(db, tenantId, { section: 'voice', value, version }),
);

export const saveGreeting = memberAction(
  { atLeast: 'manager', input: greetingInput },
  ({ db, tenantId }, { value, version }) => saveDraftSection(db, tenantId, { section: 'greeting', value, version }),
);
