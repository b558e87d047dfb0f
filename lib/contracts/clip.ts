import { z } from 'zod';

/** How a greeting came out of the voice: word for word, or not. */
export const clipStates = ['ready', 'failed'] as const;

export const clipReportSchema = z.object({
  words: z.string(),
  state: z.enum(clipStates),
  /** What the voice said instead; empty when it is ready. */
  said: z.string(),
});

export type ClipReport = z.infer<typeof clipReportSchema>;
