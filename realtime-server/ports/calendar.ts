import type { BusyTime } from '@/lib/contracts/booking';
import type { BookedAnswer } from '@/lib/contracts/booking-tools';

/** A stretch of time and the calendars that may take it, the preferred one first. */
export type CalendarWish = {
  calendars: { id: string; name: string }[];
  startsAt: Date;
  endsAt: Date;
  /** Until when the calendar stays closed to others. */
  blockedUntil: Date;
};

export type BookingWish = CalendarWish & {
  service: { id: string; name: string };
  callerName: string;
  callerEmail: string | null;
  note: string;
};

export type TheirAppointment = { id: string; serviceId: string; calendarId: string; startsAt: Date };

/**
 * Where a call's business keeps its appointments: busy times in, appointments out. Whoever implements it decides alone
 * whether a time is still free; two who ask at once never both get it.
 */
export type CallCalendar = {
  busy(from: Date, until: Date): Promise<BusyTime[]>;
  /** The same tool call is one appointment. */
  book(toolCallId: string, wish: BookingWish): Promise<Answered>;
  /** Those to come of whoever is calling, by the reference or the name that they say. */
  findTheirs(known: { reference: string | null; name: string | null }): Promise<TheirAppointment[]>;
  /** In one step: the old time is given up only for the new one. */
  move(toolCallId: string, appointmentId: string, wish: CalendarWish): Promise<Answered>;
  cancel(toolCallId: string, appointmentId: string): Promise<Answered>;
  /** Whether this very tool call has cancelled one: whoever takes a call up again does not know how far it came. */
  wasCancelled(toolCallId: string): Promise<boolean>;
};

/** `confirmation`: what the caller is being sent about it, where they are sent anything. */
export type Answered = { answer: BookedAnswer; confirmation: 'text' | 'mail' | null };
