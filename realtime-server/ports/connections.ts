import type { Connection } from '@/lib/contracts/connections';

/** One use: what the model is told, and what is written down about it. Neither holds a secret. */
export type ConnectionUse = { ok: boolean; told: Record<string, unknown>; noted: Record<string, unknown> };

/** The tenant's own systems, as one call may ask them. */
export type CallConnections = {
  /** Sends one request, once, for what was checked before. Never rejects. */
  ask(
    connection: Connection,
    input: Record<string, string | number | boolean>,
    toolCallId: string,
  ): Promise<ConnectionUse>;
};
