import { z } from 'zod';

export const memoryKinds = ['reason', 'promise', 'preference', 'language'] as const;
export type MemoryKind = (typeof memoryKinds)[number];

export const memorySchema = z.object({ kind: z.enum(memoryKinds), text: z.string().min(1).max(400) });
export type Memory = z.infer<typeof memorySchema>;

/** What an agent is told of whoever calls: a number is no proof of identity, so nothing that a stranger could misuse. */
export const recalledCallerSchema = z.object({
  name: z.string(),
  calls: z.number().int().nonnegative(),
  openPromises: z.number().int().nonnegative(),
  preferences: z.array(z.string()),
  language: z.string().nullable(),
});
export type RecalledCaller = z.infer<typeof recalledCallerSchema>;
