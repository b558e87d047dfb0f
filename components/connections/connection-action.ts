import type { ActionResult } from '@/lib/contracts/action-result';
import type { Connection, SecretPlace, Trial } from '@/lib/contracts/connections';

type Act<Input, Output = void> = (input: Input) => Promise<ActionResult<Output>>;

/** What can be done to a connection beside saving it. */
export type ConnectionActs = {
  saveSecret: Act<SecretPlace & { value: string }>;
  forgetSecret: Act<Omit<SecretPlace, 'origin'>>;
  tryOut: Act<{ connection: Connection; given: Record<string, unknown> }, Trial>;
};
