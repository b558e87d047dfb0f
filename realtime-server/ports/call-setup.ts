import type { AgentConfig } from '@/lib/contracts/agent-config';
import type { CallChannel } from '@/lib/contracts/call';
import type { Use } from '@/lib/contracts/limits';
import type { RecalledCaller } from '@/lib/contracts/memory';
import type { ReturnedCaller } from '@/lib/contracts/transfer';
import type { CallId, TenantId } from '@/lib/platform/ids';

/** Everything known about a call when it begins; proven by its ticket. */
export type CallSetup = {
  callId: CallId;
  tenantId: TenantId;
  channel: CallChannel;
  carrierCallSid: string | null;
  callerNumber: string | null;
  dialedNumber: string | null;
  /** What may be told of whoever calls from this number; null for a first call. */
  caller: RecalledCaller | null;
  /** Parsed, with fallbacks already applied. */
  config: AgentConfig;
  /** Sections of the stored config that did not parse and were replaced. */
  replacedSections: string[];
  /** There is more to look up than the instructions hold. */
  knowsMore?: boolean;
  /** What the business had used when the call was let in; absent where nobody could say. */
  use?: Use;
  /** What was said before, when a broken call is taken up again; empty for a new one. */
  history: { speaker: string; text: string; detail?: unknown }[];
  /**
   * Where a broken call's turns and clock stand when it is taken up again; null for a new call. A session counts both
   * from its own beginning: the store it is given carries on from here.
   */
  resumed: { lastSequence: number; elapsedMs: number } | null;
  /** Who did not take the caller, when they come back from a transfer. */
  returnedFrom?: ReturnedCaller | null;
};
