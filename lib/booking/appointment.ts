import type { AppointmentStatus } from '@/lib/contracts/booking';

/** One line of the book. */
export type Appointment = {
  id: string;
  reference: string;
  status: Exclude<AppointmentStatus, 'moved'>;
  calendarId: string;
  calendarName: string;
  serviceName: string;
  startsAt: string;
  endsAt: string;
  callerName: string;
  callerNumber: string | null;
  note: string;
  /** Booked in a test call: it keeps nobody from the time. */
  isTest: boolean;
  callId: string | null;
};

export type BookedDay = { date: string; appointments: Appointment[] };

/** By local day, in the order of time; a day without any is not there. */
export function byDay(appointments: Appointment[], dayOf: (startsAt: string) => string): BookedDay[] {
  const days = new Map<string, Appointment[]>();
  for (const one of appointments) {
    const date = dayOf(one.startsAt);
    days.set(date, [...(days.get(date) ?? []), one]);
  }
  return [...days].map(([date, booked]) => ({ date, appointments: booked }));
}
