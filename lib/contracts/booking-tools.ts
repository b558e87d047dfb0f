import { z } from 'zod';
import type { Booking } from './booking';

const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);
/** On the wall of the business, like 2026-12-24 and 15:30. */
const date = z.iso.date();
const name = z.string().trim().min(1).max(120);
const note = z.string().trim().max(1000);
const reference = z.string().trim().max(40).nullable();

/** Which of their appointments a caller means: the reference or the name, and its date where there are several. */
const theirs = { reference, caller_name: name.nullable(), current_date: date.nullable() };

export const moveAppointmentInputSchema = z.strictObject({ ...theirs, new_date: date, new_time: clock });
export const cancelAppointmentInputSchema = z.strictObject(theirs);

/** What the model may send, with the owner's services by name. */
export function findTimesInputSchema(booking: Booking) {
  return z.strictObject({ service: serviceName(booking), date: date.nullable() });
}

export function bookAppointmentInputSchema(booking: Booking) {
  const email = booking.confirmations === 'mail' ? { caller_email: z.email().max(254).nullable() } : {};
  return z.strictObject({
    service: serviceName(booking),
    date,
    time: clock,
    caller_name: name,
    note,
    ...email,
  });
}

export const bookedAnswerSchema = z.discriminatedUnion('result', [
  z.object({
    result: z.literal('done'),
    id: z.uuid(),
    reference: z.string(),
    calendarId: z.string(),
    calendarName: z.string(),
    serviceId: z.string(),
    serviceName: z.string(),
    startsAt: z.string(),
  }),
  z.object({ result: z.enum(['taken', 'too_many', 'unknown']) }),
]);

export type BookedAnswer = z.infer<typeof bookedAnswerSchema>;

function serviceName({ services }: Booking) {
  return z.enum(services.map((service) => service.name));
}
