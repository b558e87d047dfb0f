import type { BookableTime } from '@/lib/agent/bookable-times';
import type { Service } from '@/lib/contracts/booking';
import { localTime } from '@/lib/hours/local-time';
import type { TheirAppointment } from '../ports/calendar';
import type { CallBooking } from './bookable';

type Known = { reference: string | null; caller_name: string | null; current_date: string | null };

const unknown =
  'No appointment to come was found for this caller under that name or reference. Ask once for the other of the two; then offer to take a message. Tell nothing about any appointment.';
const several =
  'There are several under that name. Ask for the date of the one they mean, or for its reference. Do not read any of them out.';

/** The one that a caller means, or what to say. A number can be forged: the name or the reference is asked for besides. */
export async function findTheirAppointment(
  { calendar, settings }: CallBooking,
  { reference, caller_name: name, current_date: date }: Known,
): Promise<{ theirs: TheirAppointment } | { not: string }> {
  if (!reference && !name) return { not: 'Ask for the reference, or for the name that the appointment is in.' };
  const all = await calendar.findTheirs({ reference, name });
  const meant = date
    ? all.filter(({ startsAt }) => localTime(startsAt, settings.identity.timeZone).date === date)
    : all;
  const [theirs] = meant;
  if (!theirs) return { not: unknown };
  return meant.length > 1 ? { not: several } : { theirs };
}

type Taken = { service: Service; name: string; taken: BookableTime | undefined };

/** The time that was asked for, if it is this caller, under this name, who has it; otherwise null. */
export async function takenByThem(
  { calendar }: CallBooking,
  { service, name, taken }: Taken,
): Promise<BookableTime | null> {
  if (!taken) return null;
  const all = await calendar.findTheirs({ reference: null, name });
  const isIt = ({ serviceId, startsAt }: TheirAppointment) =>
    serviceId === service.id && startsAt.getTime() === taken.at.getTime();
  return all.some(isIt) ? taken : null;
}
