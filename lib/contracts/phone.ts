import { z } from 'zod';

/** E.164: a plus sign, then 8 to 15 digits. */
export const phoneSchema = z
  .string()
  .regex(/^\+[1-9]\d{7,14}$/, 'Write the number with its country code, like +12025550101.');

export type Phone = z.infer<typeof phoneSchema>;
