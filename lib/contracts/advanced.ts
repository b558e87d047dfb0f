import { z } from 'zod';

export const advancedSchema = z.strictObject({
  /** Words of the owner's own, added to the instructions. */
  extraInstructions: z.string().trim().max(2000),
  noiseReduction: z.enum(['off', 'near_field', 'far_field']),
});

export type Advanced = z.infer<typeof advancedSchema>;

export const defaultAdvanced: Advanced = { extraInstructions: '', noiseReduction: 'off' };
