import { z } from 'zod';

export const saveCallerInputSchema = z.strictObject({
  id: z.uuid(),
  name: z.string().trim().max(120, 'At most 120 letters.'),
  note: z.string().trim().max(2000, 'At most 2,000 letters.'),
});

export const editMemoryInputSchema = z.strictObject({
  id: z.uuid(),
  /** Empty: forget it. */
  text: z.string().trim().max(400, 'At most 400 letters.'),
});

export const eraseCallerInputSchema = z.strictObject({
  id: z.uuid(),
  typedNumber: z.string().trim().min(1, 'Type the number.'),
});
