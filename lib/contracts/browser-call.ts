import { z } from 'zod';

/**
 * The socket of a browser test call. Audio is binary: PCM16 24 kHz mono little-endian, or µ-law 8 kHz in phone sound.
 * Everything else is one of these, as JSON text.
 */
export const browserSounds = ['wide', 'phone'] as const;

export const browserCallUpSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('start'), ticket: z.string().min(20).max(200) }),
  z.strictObject({ type: z.literal('say'), text: z.string().trim().min(1).max(1000) }),
  z.strictObject({ type: z.literal('played'), mark: z.string().max(80) }),
  z.strictObject({ type: z.literal('hang_up') }),
]);

export const browserCallDownSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('ready'), callId: z.uuid(), sound: z.enum(browserSounds) }),
  z.object({ type: z.literal('mark'), mark: z.string() }),
  z.object({ type: z.literal('clear') }),
  z.object({
    type: z.literal('turn'),
    sequence: z.number().int(),
    speaker: z.enum(['caller', 'agent', 'tool', 'system']),
    text: z.string(),
    unheardText: z.string(),
    startedMs: z.number().int(),
    final: z.boolean(),
  }),
  z.object({ type: z.literal('ended'), reason: z.string() }),
]);

export type BrowserSound = (typeof browserSounds)[number];
export type BrowserCallUp = z.infer<typeof browserCallUpSchema>;
export type BrowserCallDown = z.infer<typeof browserCallDownSchema>;
