import { z } from 'zod';
import { weekSchema } from './hours';

/** Stays when the name changes: what was booked before is found by it. */
const id = z.string().regex(/^[a-z0-9-]{1,40}$/);

export const serviceSchema = z.strictObject({
  id,
  name: z.string().trim().min(1, 'Give the service a name.').max(60),
  minutes: z.number().int().min(5, 'At least 5 minutes.').max(480, 'At most 8 hours.'),
  /** Kept free after it. */
  bufferMinutes: z.number().int().min(0).max(120, 'At most 2 hours.').default(0),
  /** In the owner's words; the agent says no other price. */
  price: z.string().trim().max(60).default(''),
  description: z.string().trim().max(300).default(''),
  /** What the agent asks for besides the name. */
  askFor: z.string().trim().max(200).default(''),
});

/** Whom or what one appointment takes up: a chair, a room, a person. */
export const calendarSchema = z.strictObject({
  id,
  name: z.string().trim().min(1, 'Give the calendar a name.').max(60),
  /** Ids of services; none means all of them. */
  services: z.array(id).max(40).default([]),
  hours: z
    .discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('business') }),
      z.strictObject({ kind: z.literal('own'), week: weekSchema }),
    ])
    .default({ kind: 'business' }),
});

export const stepChoices = [5, 10, 15, 20, 30, 60] as const;
export const confirmationWays = ['none', 'text', 'mail'] as const;

/** What callers may book, and when. */
export const bookingSchema = z.strictObject({
  enabled: z.boolean(),
  services: z.array(serviceSchema).max(40).refine(hasNoTwins, 'Two services have the same name.').default([]),
  calendars: z
    .array(calendarSchema)
    .min(1, 'Keep at least one calendar.')
    .max(20)
    .refine(hasNoTwins, 'Two calendars have the same name.')
    .default([{ id: 'main', name: 'Main calendar', services: [], hours: { kind: 'business' } }]),
  /** Appointments begin at whole steps after opening. */
  stepMinutes: z.literal(stepChoices).default(15),
  leastNoticeHours: z.number().int().min(0).max(336, 'At most 14 days.').default(2),
  mostDaysAhead: z.number().int().min(1).max(365, 'At most a year.').default(60),
  /** What the caller is sent after a booking, a move or a cancellation. */
  confirmations: z.enum(confirmationWays).default('none'),
  /** Appointments to come that one caller may have. */
  maxPerCaller: z.number().int().min(1).max(20).default(3),
});

export type Booking = z.infer<typeof bookingSchema>;
export type Service = z.infer<typeof serviceSchema>;
export type Calendar = z.infer<typeof calendarSchema>;

export const defaultBooking: Booking = bookingSchema.parse({ enabled: false });

export const appointmentStatuses = ['booked', 'moved', 'cancelled'] as const;
export type AppointmentStatus = (typeof appointmentStatuses)[number];

/** Taken already: from here until there nothing else fits into that calendar. */
export type BusyTime = { calendarId: string; from: Date; until: Date };

function hasNoTwins(list: { id: string; name: string }[]): boolean {
  const names = list.map(({ name }) => name.toLowerCase());
  return new Set(names).size === list.length && new Set(list.map((one) => one.id)).size === list.length;
}
