import { z } from 'zod';

export const privacySchema = z.strictObject({
  /** Days until a call's words are removed. */
  transcriptDays: z.number().int().min(1).max(365),
});

export type Privacy = z.infer<typeof privacySchema>;

export const defaultPrivacy: Privacy = { transcriptDays: 90 };
