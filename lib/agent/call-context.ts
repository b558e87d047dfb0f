import type { CallChannel } from '@/lib/contracts/call';
import type { RecalledCaller } from '@/lib/contracts/memory';

/** What is known of one call when it begins. */
export type CallContext = {
  now: Date;
  channel: CallChannel;
  callerNumber: string | null;
  /** Known to this business from earlier calls. */
  callerName: string | null;
  caller?: RecalledCaller | null;
  dialedNumber: string | null;
  /** There is more to look up than the instructions hold. */
  knowsMore?: boolean;
  /** The line was lost and taken up again; the conversation so far is in the history. */
  isResumed?: boolean;
};
