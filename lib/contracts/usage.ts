import { z } from 'zod';

/**
 * What is paid for: an answer of the voice model, words that were written down, the carrier's minutes; then what is no
 * part of a conversation: words spoken ahead of it, a text, a summary by a model, what knowledge is found by.
 */
export const usageKinds = [
  'response',
  'transcription',
  'carrier_minutes',
  'clip',
  'text',
  'summary',
  'embedding',
] as const;
export type UsageKind = (typeof usageKinds)[number];

export const usageEntrySchema = z.object({
  kind: z.enum(usageKinds),
  /** The provider's own id of it: the same id in one call is the same thing, and is paid for once. */
  providerId: z.string().min(1).max(200),
  /** What is priced: a model, or a kind of telephone line. */
  model: z.string().min(1).max(80),
  /** The provider's own figures, as they came. */
  raw: z.record(z.string(), z.unknown()),
  at: z.iso.datetime(),
});

export type UsageEntry = z.infer<typeof usageEntrySchema>;

/** An entry before anybody knows when and for whom. */
export type PaidFor = Pick<UsageEntry, 'kind' | 'providerId' | 'model' | 'raw'>;
