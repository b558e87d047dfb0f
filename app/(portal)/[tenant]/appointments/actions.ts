'use server';

import { revalidatePath } from 'next/cache';
import { z } from 'zod';
import { callOffAppointment, rescheduleAppointment, restoreAppointment } from '@/lib/booking/write';
import { momentsAt } from '@/lib/hours/wall-time';
import { AppError } from '@/lib/platform/errors';
import { memberAction } from '@/lib/portal/member-action';
import { readDraft } from '@/lib/version/read';

const limit = { name: 'appointments', allowed: 60, perSeconds: 60 };
const one = z.strictObject({ id: z.uuid() });
const moveTo = z.strictObject({
  id: z.uuid(),
  date: z.iso.date('Choose a day.'),
  time: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'Choose a time.'),
  calendarId: z.string().regex(/^[a-z0-9-]{1,40}$/),
});

export const move = memberAction({ atLeast: 'staff', input: moveTo, limit }, async ({ db, tenantId }, asked) => {
  const { booking, identity } = (await readDraft(db, tenantId)).config;
  const [startsAt, twice] = momentsAt(asked.date, asked.time, identity.timeZone);
  if (!startsAt) throw new AppError('invalid', 'There is no such time that day: the clocks go forward.');
  if (twice) throw new AppError('invalid', 'That time comes twice that day: the clocks go back. Choose another.');

  const calendar = booking.calendars.find(({ id }) => id === asked.calendarId) ?? null;
  const id = await rescheduleAppointment(db, tenantId, { id: asked.id, startsAt, calendar });
  revalidatePath('/(portal)/[tenant]/appointments', 'page');
  return { id };
});

export const cancel = memberAction({ atLeast: 'staff', input: one, limit }, async ({ db, tenantId }, { id }) => {
  await callOffAppointment(db, tenantId, id);
  revalidatePath('/(portal)/[tenant]/appointments', 'page');
});

export const restore = memberAction({ atLeast: 'staff', input: one, limit }, async ({ db, tenantId }, { id }) => {
  await restoreAppointment(db, tenantId, id);
  revalidatePath('/(portal)/[tenant]/appointments', 'page');
});
