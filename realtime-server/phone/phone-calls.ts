import type { Clock } from '@/lib/platform/clock';
import type { LateFacts } from '../ports/answer';
import type { CallSetup } from '../ports/call-setup';
import type { LiveCall } from '../ports/live-call';
import { makeShortMemory } from './short-memory';
import type { PhoneLine } from './twilio-carrier';

/** A call that was told to open a stream and has not done so. */
export type PendingCall = {
  callSid: string;
  accountSid: string;
  /** Null when a broken call is taken up again: it is read when its ticket is spent. */
  setup: CallSetup | null;
  late?: LateFacts;
  spent: boolean;
};

/** A call that this process holds. `streaming` is false between a stream that broke and the next. */
export type HeldCall = {
  live: LiveCall;
  line: PhoneLine;
  streaming: boolean;
  /** By which its stream was let in. */
  ticketHash: string;
  /** The line is gone for good. The carrier says so in several ways; the session hears it once. */
  closed(cause: 'caller_hung_up' | 'lost'): void;
};

/** What this process knows of phone calls: waiting, held, and lately ended. */
export type PhoneCalls = {
  expect(ticketHash: string, call: Omit<PendingCall, 'spent'>): void;
  pending(ticketHash: string): PendingCall | null;
  held(callSid: string): HeldCall | null;
  hold(callSid: string, call: HeldCall): void;
  noteEnded(callSid: string, reason: string): void;
  endedBecause(callSid: string): string | null;
  waiting(): number;
  /** Let in, and not on the line yet. */
  comingOf(tenantId: string): number;
};

const ticketLifeMs = 60_000;
const endedMemoryMs = 10 * 60_000;

export function makePhoneCalls(clock: Clock): PhoneCalls {
  const waiting = makeShortMemory<PendingCall>(ticketLifeMs, clock);
  const held = new Map<string, HeldCall>();
  const ended = makeShortMemory<string>(endedMemoryMs, clock);

  return {
    expect(ticketHash, call) {
      if (!waiting.get(ticketHash)) waiting.set(ticketHash, { ...call, spent: false });
    },
    pending: (ticketHash) => waiting.get(ticketHash),
    held: (callSid) => held.get(callSid) ?? null,
    hold: (callSid, call) => void held.set(callSid, call),
    noteEnded(callSid, reason) {
      held.delete(callSid);
      ended.set(callSid, reason);
    },
    endedBecause: (callSid) => ended.get(callSid),
    waiting: () => waiting.values().filter((call) => !call.spent).length,
    comingOf: (tenantId) =>
      waiting
        .values()
        .filter(({ setup, callSid }) => setup?.tenantId === tenantId && !held.has(callSid) && !ended.get(callSid))
        .length,
  };
}
