import { z } from 'zod';

/** What callers may book, and when. */
export const bookingSchema = z.strictObject({
  enabled: z.boolean(),
});

export type Booking = z.infer<typeof bookingSchema>;

export const defaultBooking: Booking = { enabled: false };
