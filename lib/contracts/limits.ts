import { z } from 'zod';

export const limitsSchema = z.strictObject({
  /** Minutes after which a call is brought to a polite end; the provider's session ends at 60. */
  maxCallMinutes: z.number().int().min(1).max(55),
  maxLiveCalls: z.number().int().min(1).max(100),
});

export type Limits = z.infer<typeof limitsSchema>;

export const defaultLimits: Limits = { maxCallMinutes: 30, maxLiveCalls: 10 };
