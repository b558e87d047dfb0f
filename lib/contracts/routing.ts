import { z } from 'zod';
import { phoneSchema } from './phone';

export const routingSchema = z.strictObject({
  /** Dialled when something of ours fails; null leads to voicemail. */
  fallbackNumber: phoneSchema.nullable(),
});

export type Routing = z.infer<typeof routingSchema>;

export const defaultRouting: Routing = { fallbackNumber: null };
