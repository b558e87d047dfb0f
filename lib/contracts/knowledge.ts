import { z } from 'zod';

export const knowledgeAnswerSchema = z.strictObject({
  question: z.string().trim().min(1, 'Write the question.').max(200),
  answer: z.string().trim().min(1, 'Write the answer.').max(800),
});

export const knowledgeSchema = z.strictObject({
  /** Questions and answers that are always in the instructions. */
  answers: z.array(knowledgeAnswerSchema).max(60),
});

export type KnowledgeAnswer = z.infer<typeof knowledgeAnswerSchema>;
export type Knowledge = z.infer<typeof knowledgeSchema>;

export const defaultKnowledge: Knowledge = { answers: [] };

export const knowledgeKinds = ['answers', 'text', 'file', 'website'] as const;
export const knowledgeStates = ['queued', 'reading', 'ready', 'failed'] as const;
export const knowledgePageStates = ['waiting', 'read', 'skipped'] as const;
export const knowledgeGapStatuses = ['open', 'answered', 'dismissed'] as const;

export type KnowledgeKind = (typeof knowledgeKinds)[number];
export type KnowledgeState = (typeof knowledgeStates)[number];
export type KnowledgePageState = (typeof knowledgePageStates)[number];
export type KnowledgeGapStatus = (typeof knowledgeGapStatuses)[number];

export const maxFileBytes = 10 * 1024 * 1024;
export const maxPastedCharacters = 200_000;

export const confidences = ['none', 'low', 'medium', 'high'] as const;
export type Confidence = (typeof confidences)[number];

/** A passage that was found, and where it stands. */
export type KnowledgeHit = {
  chunkId: string;
  sourceId: string;
  kind: KnowledgeKind;
  /** Of the source. */
  title: string;
  page: number;
  pageTitle: string;
  url: string | null;
  line: number;
  topic: string;
  body: string;
  /** The body, shortened around the words asked for; those stand between U+0002 and U+0003. */
  headline: string;
  /** How near it comes to the question, from 0 to 1. */
  score: number;
};

export type KnowledgeFindings = { confidence: Confidence; hits: KnowledgeHit[] };

/** What the model may send; validated before anything happens. */
export const lookupKnowledgeInputSchema = z.strictObject({ question: z.string().trim().min(2).max(400) });

export const readKnowledgePayloadSchema = z.object({ sourceId: z.uuid() });
