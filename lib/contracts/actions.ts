import { z } from 'zod';

export const actionsSchema = z.strictObject({
  takeMessage: z.boolean(),
});

export type Actions = z.infer<typeof actionsSchema>;

export const defaultActions: Actions = { takeMessage: true };
