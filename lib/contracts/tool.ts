import { z } from 'zod';
import { phoneSchema } from './phone';

/** What the model may send; validated before anything happens. */
export const takeMessageInputSchema = z.strictObject({
  caller_name: z.string().trim().min(1).max(120),
  callback_number: phoneSchema.nullable(),
  message: z.string().trim().min(1).max(2000),
  urgent: z.boolean(),
});

export const endCallInputSchema = z.strictObject({
  reason: z.enum(['caller_done', 'wrong_number', 'no_answer', 'abusive']),
});

/** A caller's no needs no reason. */
export const declineRecordingInputSchema = z.strictObject({});

export const lookupHoursInputSchema = z.strictObject({
  /** A date on the wall of the business, like 2026-12-24. */
  date: z.iso.date(),
});

export type TakeMessageInput = z.infer<typeof takeMessageInputSchema>;
export type EndCallInput = z.infer<typeof endCallInputSchema>;

/** Flat, as the provider wants it. */
export type ToolDefinition = {
  type: 'function';
  name: string;
  description: string;
  parameters: Record<string, unknown>;
};
