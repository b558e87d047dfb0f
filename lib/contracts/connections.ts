import { z } from 'zod';

/** Systems of the tenant's own that the agent may ask while it talks. */
export const connectionsSchema = z.strictObject({
  enabled: z.boolean(),
});

export type Connections = z.infer<typeof connectionsSchema>;

export const defaultConnections: Connections = { enabled: false };
