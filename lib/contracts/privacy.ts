import { z } from 'zod';

/** `notice`: callers are told. `ask`: they are told how to decline, and a key declines. Declining is honoured in both. */
export const consentKinds = ['notice', 'ask'] as const;

export const privacySchema = z.strictObject({
  /** Configs from before there were recordings have no word about them. */
  recording: z.enum(['off', 'on']).default('off'),
  consent: z.enum(consentKinds).default('notice'),
  /** Days until a call's sound is removed. */
  recordingDays: z.number().int().min(1, 'At least one day.').max(365, 'At most a year.').default(30),
  /** Days until a call's words are removed. */
  transcriptDays: z.number().int().min(1, 'At least one day.').max(365, 'At most a year.'),
});

export type Privacy = z.infer<typeof privacySchema>;
export type ConsentKind = Privacy['consent'];

export const defaultPrivacy: Privacy = { recording: 'off', consent: 'notice', recordingDays: 30, transcriptDays: 90 };
