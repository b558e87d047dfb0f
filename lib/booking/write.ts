import { z } from 'zod';
import type { BusyTime } from '@/lib/contracts/booking';
import { type BookedAnswer, bookedAnswerSchema } from '@/lib/contracts/booking-tools';
import type { Db } from '@/lib/platform/database';
import { databaseError } from '@/lib/platform/database-error';
import type { TenantId } from '@/lib/platform/ids';

type Stretch = { calendars: { id: string; name: string }[]; startsAt: Date; endsAt: Date; blockedUntil: Date };

export type NewAppointment = Stretch & {
  service: { id: string; name: string };
  timeZone: string;
  callerName: string;
  callerEmail: string | null;
  note: string;
  confirmBy: 'text' | 'mail' | 'none';
  mostOpen: number;
};

/** Under the call's token, as the four that follow: what is taken in that call's business. */
export async function readBusyTimes(db: Db, from: Date, until: Date): Promise<BusyTime[]> {
  const { data, error } = await db.rpc('busy_times', { p_from: from.toISOString(), p_until: until.toISOString() });
  if (error) throw databaseError(error, 'The calendar could not be read.');
  return data.map((row) => ({
    calendarId: row.calendar_id,
    from: new Date(row.starts_at),
    until: new Date(row.blocked_until),
  }));
}

export async function bookAppointment(db: Db, toolCallId: string, wish: NewAppointment): Promise<BookedAnswer> {
  const { data, error } = await db.rpc('book_appointment', {
    p_tool_call_id: toolCallId,
    p_wish: {
      ...stretchOf(wish),
      serviceId: wish.service.id,
      serviceName: wish.service.name,
      timeZone: wish.timeZone,
      callerName: wish.callerName,
      callerEmail: wish.callerEmail,
      note: wish.note,
      confirmBy: wish.confirmBy,
      mostOpen: wish.mostOpen,
    },
  });
  if (error) throw databaseError(error, 'The appointment could not be booked.');
  return bookedAnswerSchema.parse(data);
}

const theirsSchema = z.array(
  z
    .object({ id: z.uuid(), service_id: z.string(), calendar_id: z.string(), starts_at: z.string() })
    .transform((row) => ({
      id: row.id,
      serviceId: row.service_id,
      calendarId: row.calendar_id,
      startsAt: new Date(row.starts_at),
    })),
);

export async function findAppointmentsOfCaller(db: Db, known: { reference: string | null; name: string | null }) {
  const { data, error } = await db.rpc('find_my_appointments', {
    p_reference: known.reference ?? '',
    p_name: known.name ?? '',
  });
  if (error) throw databaseError(error, 'The appointments could not be read.');
  return theirsSchema.parse(data);
}

export async function moveAppointment(
  db: Db,
  toolCallId: string,
  appointmentId: string,
  wish: Stretch,
): Promise<BookedAnswer> {
  const { data, error } = await db.rpc('move_appointment', {
    p_tool_call_id: toolCallId,
    p_appointment: appointmentId,
    p_wish: stretchOf(wish),
  });
  if (error) throw databaseError(error, 'The appointment could not be moved.');
  return bookedAnswerSchema.parse(data);
}

/** Under the call's own token: whether this very tool call has cancelled one. */
export async function wasCancelledBy(db: Db, toolCallId: string): Promise<boolean> {
  const { data, error } = await db.rpc('was_cancelled_by', { p_tool_call_id: toolCallId });
  if (error) throw databaseError(error, 'It could not be seen whether the appointment is cancelled.');
  return data;
}

export async function cancelAppointment(db: Db, toolCallId: string, appointmentId: string): Promise<BookedAnswer> {
  const { data, error } = await db.rpc('cancel_appointment', {
    p_tool_call_id: toolCallId,
    p_appointment: appointmentId,
  });
  if (error) throw databaseError(error, 'The appointment could not be cancelled.');
  return bookedAnswerSchema.parse(data);
}

/** By a member. The length stays, and so does the calendar where none is named. Gives the id of the new time. */
export async function rescheduleAppointment(
  db: Db,
  tenantId: TenantId,
  { id, startsAt, calendar }: { id: string; startsAt: Date; calendar: { id: string; name: string } | null },
): Promise<string> {
  const { data, error } = await db.rpc('reschedule_appointment', {
    p_tenant: tenantId,
    p_appointment: id,
    p_starts_at: startsAt.toISOString(),
    ...(calendar && { p_calendar: calendar }),
  });
  if (error) throw databaseError(error, 'The appointment could not be moved.');
  return data;
}

export async function callOffAppointment(db: Db, tenantId: TenantId, id: string): Promise<void> {
  const { error } = await db.rpc('call_off_appointment', { p_tenant: tenantId, p_appointment: id });
  if (error) throw databaseError(error, 'The appointment could not be cancelled.');
}

export async function restoreAppointment(db: Db, tenantId: TenantId, id: string): Promise<void> {
  const { error } = await db.rpc('restore_appointment', { p_tenant: tenantId, p_appointment: id });
  if (error) throw databaseError(error, 'The appointment could not be put back.');
}

/** Under the token of the job. False: the lease was lost, and nothing went out. */
export async function mailAppointment(db: Db, mail: { subject: string; text: string; html: string }): Promise<boolean> {
  const { data, error } = await db.rpc('mail_appointment', {
    p_subject: mail.subject,
    p_text: mail.text,
    p_html: mail.html,
  });
  if (error) throw databaseError(error, 'The confirmation could not be queued.');
  return data;
}

function stretchOf({ calendars, startsAt, endsAt, blockedUntil }: Stretch) {
  return {
    calendars: calendars.map(({ id, name }) => ({ id, name })),
    startsAt: startsAt.toISOString(),
    endsAt: endsAt.toISOString(),
    blockedUntil: blockedUntil.toISOString(),
  };
}
