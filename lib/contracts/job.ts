import { z } from 'zod';

export const jobStates = ['queued', 'running', 'done', 'dead'] as const;
export const jobKinds = [
  'summarize_call',
  'apply_retention',
  'read_knowledge',
  'make_clips',
  'confirm_appointment',
  'send_text',
  'send_phone_code',
  'price_text',
  'correct_text_price',
  'keep_voicemail',
  'remove_voicemail',
] as const;

export type JobState = (typeof jobStates)[number];
export type JobKind = (typeof jobKinds)[number];

/** What `claim_jobs` hands out: work, and the lease it may be done under. */
export const claimedJobSchema = z.object({
  id: z.uuid(),
  tenant_id: z.uuid(),
  kind: z.enum(jobKinds),
  payload: z.record(z.string(), z.unknown()),
  attempts: z.number().int().positive(),
  max_attempts: z.number().int().positive(),
  lease: z.uuid(),
});

export const summarizeCallPayloadSchema = z.object({ callId: z.uuid() });
