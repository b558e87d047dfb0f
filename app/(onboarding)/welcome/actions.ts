'use server';

import { redirect } from 'next/navigation';
import { identitySchema } from '@/lib/contracts/identity';
import { createBusiness } from '@/lib/member/write';
import { userForm } from '@/lib/portal/form-action';

const input = identitySchema.pick({ businessName: true, industry: true, timeZone: true }).strip();

const limit = { name: 'create-business', allowed: 5, perSeconds: 60 * 60 };

export const nameBusiness = userForm({ input, limit }, async ({ db }, { businessName: name, industry, timeZone }) => {
  const slug = await createBusiness(db, { name, industry, timeZone });
  redirect(`/${slug}/agent/personality`);
});
