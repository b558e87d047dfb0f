import { z } from 'zod';
import { connectModes } from './routing';

/** `accepted`: they talk. `completed`: they have talked. `cancelled`: nobody was rung, or the caller hung up first. */
export const transferStatuses = [
  'asked',
  'ringing',
  'accepted',
  'completed',
  'declined',
  'voicemail',
  'no_answer',
  'busy',
  'failed',
  'cancelled',
] as const;
export type TransferStatus = (typeof transferStatuses)[number];
export const transferStatusSchema = z.enum(transferStatuses);

/** Why nobody is rung. */
export const transferRefusals = [
  'unknown_label',
  'no_phone',
  'number',
  'country',
  'under_way',
  'cap_call',
  'cap_day',
  'cap_caller',
] as const;
export type TransferRefusal = (typeof transferRefusals)[number];

/** What the database says of a wish to be connected. The number is for the server that rings it, and for nobody else. */
export const askedTransferSchema = z.discriminatedUnion('decision', [
  z.object({
    decision: z.literal('ring'),
    transferId: z.uuid(),
    label: z.string(),
    mode: z.enum(connectModes),
    phone: z.string(),
    ringSeconds: z.number().int().positive(),
  }),
  z.object({ decision: z.literal('repeated'), status: transferStatusSchema, label: z.string() }),
  z.object({ decision: z.enum(transferRefusals) }),
]);
export type AskedTransfer = z.infer<typeof askedTransferSchema>;

/** A caller who comes back to the agent: from whom, and why. */
export const returnedCallerSchema = z.object({
  label: z.string(),
  status: z.enum(['declined', 'no_answer', 'busy', 'failed']),
});
export type ReturnedCaller = z.infer<typeof returnedCallerSchema>;

/** A label, never a number: the number is looked up where no caller and no model can reach. */
export const transferCallInputSchema = z.strictObject({ to: z.string().trim().min(1).max(40) });
