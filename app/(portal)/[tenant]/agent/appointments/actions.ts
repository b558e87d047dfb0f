'use server';

import { z } from 'zod';
import { bookingSchema } from '@/lib/contracts/booking';
import { memberAction } from '@/lib/portal/member-action';
import { sectionVersionSchema } from '@/lib/version/section-versions';
import { saveDraftSection } from '@/lib/version/write';

const input = z.strictObject({ value: bookingSchema, version: sectionVersionSchema });

export const saveBooking = memberAction({ atLeast: 'manager', input }, ({ db, tenantId }, { value, version }) =>
  saveDraftSection(db, tenantId, { section: 'booking', value, version }),
);
