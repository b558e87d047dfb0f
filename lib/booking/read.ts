import { z } from 'zod';
import type { Db } from '@/lib/platform/database';
import { databaseError } from '@/lib/platform/database-error';
import type { TenantId } from '@/lib/platform/ids';
import type { Appointment } from './appointment';

const columns =
  'id, reference, status, calendar_id, calendar_name, service_name, starts_at, ends_at, caller_name, caller_number, note, is_test, call_id' as const;

const rowSchema = z
  .object({
    id: z.string(),
    reference: z.string(),
    status: z.enum(['booked', 'cancelled']),
    calendar_id: z.string(),
    calendar_name: z.string(),
    service_name: z.string(),
    starts_at: z.string(),
    ends_at: z.string(),
    caller_name: z.string(),
    caller_number: z.string().nullable(),
    note: z.string(),
    is_test: z.boolean(),
    call_id: z.string().nullable(),
  })
  .transform(
    (row): Appointment => ({
      ...{ id: row.id, reference: row.reference, status: row.status, note: row.note },
      calendarId: row.calendar_id,
      calendarName: row.calendar_name,
      serviceName: row.service_name,
      startsAt: row.starts_at,
      endsAt: row.ends_at,
      callerName: row.caller_name,
      callerNumber: row.caller_number,
      isTest: row.is_test,
      callId: row.call_id,
    }),
  );

const unread = 'The appointments could not be loaded.';

/** What begins between two moments, in the order of time; at most so many. */
export async function readAppointments(
  db: Db,
  tenantId: TenantId,
  { from, until, most = 1000 }: { from: Date; until: Date; most?: number },
): Promise<Appointment[]> {
  const { data, error } = await db
    .from('appointments')
    .select(columns)
    .eq('tenant_id', tenantId)
    .in('status', ['booked', 'cancelled'])
    .gte('starts_at', from.toISOString())
    .lt('starts_at', until.toISOString())
    .order('starts_at')
    .order('id')
    .limit(most);
  if (error) throw databaseError(error, unread);
  return z.array(rowSchema).parse(data);
}

/** When the next one begins that still stands; null where there is none. */
export async function findNextAppointment(db: Db, tenantId: TenantId, from: Date): Promise<string | null> {
  const { data, error } = await db
    .from('appointments')
    .select('starts_at')
    .eq('tenant_id', tenantId)
    .eq('status', 'booked')
    .gte('starts_at', from.toISOString())
    .order('starts_at')
    .limit(1)
    .maybeSingle();
  if (error) throw databaseError(error, unread);
  return data?.starts_at ?? null;
}

export async function readAppointmentsOfCall(db: Db, tenantId: TenantId, callId: string): Promise<Appointment[]> {
  const { data, error } = await db
    .from('appointments')
    .select(columns)
    .eq('tenant_id', tenantId)
    .eq('call_id', callId)
    .in('status', ['booked', 'cancelled'])
    .order('created_at');
  if (error) throw databaseError(error, unread);
  return z.array(rowSchema).parse(data);
}

const toConfirmSchema = z.object({
  change: z.enum(['booked', 'moved', 'cancelled']),
  businessName: z.string(),
  serviceName: z.string(),
  startsAt: z.string(),
  timeZone: z.string(),
  reference: z.string(),
});
export type AppointmentToConfirm = z.infer<typeof toConfirmSchema>;

/** Under the token of the job. Null: it was changed again since, and a later job tells that. */
export async function findAppointmentToConfirm(db: Db): Promise<AppointmentToConfirm | null> {
  const { data, error } = await db.rpc('appointment_to_confirm');
  if (error) throw databaseError(error, 'The appointment could not be read.');
  return data === null ? null : toConfirmSchema.parse(data);
}
