'use server';

import { revalidatePath } from 'next/cache';
import { findCaller } from '@/lib/caller/read';
import { editMemory, eraseCaller, saveCaller } from '@/lib/caller/write';
import { editMemoryInputSchema, eraseCallerInputSchema, saveCallerInputSchema } from '@/lib/contracts/caller';
import { AppError } from '@/lib/platform/errors';
import { memberAction } from '@/lib/portal/member-action';

const limit = { name: 'callers', allowed: 60, perSeconds: 60 };
const readAgain = () => revalidatePath('/(portal)/[tenant]', 'layout');

export const save = memberAction(
  { atLeast: 'staff', input: saveCallerInputSchema, limit },
  async ({ db, tenantId }, caller) => {
    await saveCaller(db, tenantId, caller);
    readAgain();
  },
);

export const remember = memberAction(
  { atLeast: 'staff', input: editMemoryInputSchema, limit },
  async ({ db, tenantId }, memory) => {
    await editMemory(db, tenantId, memory);
    readAgain();
  },
);

export const erase = memberAction(
  { atLeast: 'manager', input: eraseCallerInputSchema, limit },
  async ({ db, tenantId }, { id, typedNumber }) => {
    const caller = await findCaller(db, tenantId, id);
    if (!caller) throw new AppError('not_found', 'There is no such caller.');
    if (typedNumber.replaceAll(/\D/g, '') !== caller.e164.replaceAll(/\D/g, '')) {
      throw new AppError('invalid', 'This is not the number of this caller. Nothing was removed.');
    }
    await eraseCaller(db, tenantId, id);
  },
);
