import type { Step } from '@/lib/contracts/route';
import type { CallSetup } from './call-setup';

/** A call that the database has not heard of yet. */
export type LateFacts = {
  callSid: string;
  callerNumber: string | null;
  dialedNumber: string;
  versionNumber: number;
  startedAt: Date;
};

export type Refusal = 'unknown_number' | 'suspended' | 'paused' | 'busy' | 'blocked' | 'unavailable';

/** What a caller is to be told by the webhook. */
export type Answer =
  | { kind: 'connect'; setup: CallSetup; late?: LateFacts }
  /** Let in, and something else than our agent comes first. */
  | { kind: 'route'; setup: CallSetup; steps: Step[]; late?: LateFacts }
  | { kind: 'refuse'; why: Refusal; businessName: string | null; fallbackNumber: string | null };

export type IncomingCall = {
  callSid: string;
  accountSid: string;
  to: string;
  from: string | null;
  ticketHash: string;
};
