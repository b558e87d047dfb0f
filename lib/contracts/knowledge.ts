import { z } from 'zod';

export const knowledgeSchema = z.strictObject({
  /** Questions and answers that are always in the instructions. */
  answers: z
    .array(
      z.strictObject({
        question: z.string().trim().min(1, 'Write the question.').max(200),
        answer: z.string().trim().min(1, 'Write the answer.').max(800),
      }),
    )
    .max(60),
});

export type Knowledge = z.infer<typeof knowledgeSchema>;

export const defaultKnowledge: Knowledge = { answers: [] };
