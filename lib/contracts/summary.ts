import { z } from 'zod';

export const sentiments = ['positive', 'neutral', 'negative'] as const;
export const urgencies = ['low', 'normal', 'high'] as const;
export const summaryOutcomes = ['resolved', 'needs_you', 'unfinished'] as const;
export const factKinds = ['name', 'phone', 'email', 'address', 'date', 'time', 'amount', 'reference', 'other'] as const;

export type Sentiment = (typeof sentiments)[number];
export type Urgency = (typeof urgencies)[number];
export type SummaryOutcome = (typeof summaryOutcomes)[number];
export type FactKind = (typeof factKinds)[number];

/** Something that was said, and where: the turn and the millisecond of the call. */
export const capturedFactSchema = z.object({
  kind: z.enum(factKinds),
  value: z.string().min(1).max(200),
  sequence: z.number().int().positive(),
  atMs: z.number().int().nonnegative(),
});
export type CapturedFact = z.infer<typeof capturedFactSchema>;

const points = z.array(z.string().min(1).max(300)).max(6);

/** What a call came to, in the owner's words. */
export const callSummarySchema = z.object({
  title: z.string().max(120),
  summary: z.string().max(1200),
  theyWant: points,
  wePromised: points,
  youShould: points,
  outcome: z.enum(summaryOutcomes),
  sentiment: z.enum(sentiments),
  urgency: z.enum(urgencies),
  facts: z.array(capturedFactSchema).max(30),
});
export type CallSummaryContent = z.infer<typeof callSummarySchema>;
