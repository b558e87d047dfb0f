'use server';

import { revalidatePath } from 'next/cache';
import { z } from 'zod';
import { restoreTenant, suspendTenant } from '@/lib/admin/write';
import { setTenantPlan } from '@/lib/plan/write';
import { adminAction } from '@/lib/portal/admin-action';

const limit = { name: 'tenant-status', allowed: 30, perSeconds: 60 };

export const suspend = adminAction(
  {
    input: z.strictObject({
      tenantId: z.uuid(),
      typedName: z.string().trim().min(1, 'Type the name of the business.'),
      reason: z.string().trim().min(3, 'Say why, in a few words.').max(300, 'At most 300 letters.'),
    }),
    limit,
  },
  async ({ db }, input) => {
    await suspendTenant(db, input);
    revalidatePath('/admin/tenants', 'layout');
  },
);

export const restore = adminAction(
  { input: z.strictObject({ tenantId: z.uuid() }), limit },
  async ({ db }, { tenantId }) => {
    await restoreTenant(db, tenantId);
    revalidatePath('/admin/tenants', 'layout');
  },
);

export const setPlan = adminAction(
  { input: z.strictObject({ tenantId: z.uuid(), planId: z.string().min(1).max(40) }), limit },
  async ({ db }, { tenantId, planId }) => {
    await setTenantPlan(db, tenantId, planId);
    revalidatePath('/admin/tenants', 'layout');
  },
);
