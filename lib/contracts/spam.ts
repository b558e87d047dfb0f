import { z } from 'zod';

/** Why a call is left out of what a tenant pays. */
export const spamReasons = ['recorded', 'silent', 'too_many', 'member'] as const;
export type SpamReason = (typeof spamReasons)[number];
export const spamReasonSchema = z.enum(spamReasons);

export const markSpamInputSchema = z.strictObject({ call: z.uuid(), isSpam: z.boolean() });
export const blockCallerInputSchema = z.strictObject({ call: z.uuid(), isBlocked: z.boolean() });
