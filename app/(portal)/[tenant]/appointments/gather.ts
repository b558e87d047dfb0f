import { byDay } from '@/lib/booking/appointment';
import { findNextAppointment, readAppointments } from '@/lib/booking/read';
import { addDays, localTime, momentAt } from '@/lib/hours/local-time';
import type { Member } from '@/lib/portal/session';
import { readDraft } from '@/lib/version/read';

/** Seven days of the book, from the date that was asked for or from today. */
export async function gatherWeek({ db, tenantId }: Member, asked: string | undefined, now: Date) {
  const { config } = await readDraft(db, tenantId);
  const { timeZone } = config.identity;
  const today = localTime(now, timeZone).date;
  const from = asked && isDate(asked) ? asked : today;
  const span = { from: momentAt(from, '00:00', timeZone), until: momentAt(addDays(from, 7), '00:00', timeZone) };

  const appointments = await readAppointments(db, tenantId, span);
  const next = appointments.length === 0 ? await findNextAppointment(db, tenantId, now) : null;
  return {
    ...{ from, today, timeZone, booking: config.booking },
    days: byDay(appointments, (at) => localTime(new Date(at), timeZone).date),
    next: next && localTime(new Date(next), timeZone).date,
  };
}

function isDate(text: string): boolean {
  return /^20\d\d-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(`${text}T00:00:00Z`));
}
