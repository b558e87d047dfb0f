import type { CallChannel } from '@/lib/contracts/call';
import type { Use } from '@/lib/contracts/limits';
import { mintCallId, mintTenantId } from '@/lib/platform/ids';
import type { CallSetup } from '../ports/call-setup';
import { loadConfig, type StoredConfig } from './load-config';

/** What `answer_call` and `spend_call_ticket` say of a call they let through; the gate where its ids are minted. */
export type ProvenCall = StoredConfig & {
  callId: string;
  tenantId: string;
  history: { speaker: string; text: string }[];
  caller: CallSetup['caller'];
  knowsMore?: boolean;
  use?: Use;
};

export type Line = {
  channel: CallChannel;
  carrierCallSid: string | null;
  callerNumber: string | null;
  dialedNumber: string | null;
};

export function makeCallSetup(proven: ProvenCall, line: Line, resumed: CallSetup['resumed'] = null): CallSetup {
  return {
    callId: mintCallId(proven.callId),
    tenantId: mintTenantId(proven.tenantId),
    ...line,
    ...loadConfig(proven),
    history: proven.history,
    caller: proven.caller,
    knowsMore: proven.knowsMore ?? false,
    ...(proven.use ? { use: proven.use } : {}),
    resumed,
  };
}
