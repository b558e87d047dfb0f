import { appointmentMail } from '@/lib/agent/appointment-mail';
import { findAppointmentToConfirm } from '@/lib/booking/read';
import { mailAppointment } from '@/lib/booking/write';
import type { Handler } from './runner';

/** Tells the caller by mail what became of an appointment: into the outbox and the job's end in one step. */
export const confirmAppointment: Handler = async ({ db }) => {
  const confirmed = await findAppointmentToConfirm(db);
  if (!confirmed) return 'done';
  await mailAppointment(db, appointmentMail(confirmed));
  return 'ended';
};
