import { z } from 'zod';

/** The texts that the agent may send to the caller, and what answers those that come in. */
export const textingSchema = z.strictObject({
  enabled: z.boolean(),
});

export type Texting = z.infer<typeof textingSchema>;

export const defaultTexting: Texting = { enabled: false };
