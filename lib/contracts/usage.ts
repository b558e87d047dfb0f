import { z } from 'zod';

/** What is paid for: an answer of the voice model, the words of a caller's turn, the carrier's minutes. */
export const usageKinds = ['response', 'transcription', 'carrier_minutes'] as const;
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
