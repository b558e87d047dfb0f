import type { CallOutcome, CallStatus, EndReason } from '@/lib/contracts/call';

export type OutcomeTone = 'neutral' | 'brand' | 'live' | 'waiting' | 'danger';

const outcomes: Record<CallOutcome, { label: string; tone: OutcomeTone }> = {
  answered: { label: 'Answered', tone: 'neutral' },
  message_taken: { label: 'Message taken', tone: 'brand' },
  nobody_there: { label: 'Nobody there', tone: 'neutral' },
  refused: { label: 'Turned away', tone: 'waiting' },
  missed: { label: 'Missed', tone: 'waiting' },
  failed: { label: 'Failed', tone: 'danger' },
};

const reasons: Record<EndReason, string> = {
  caller_hung_up: 'The caller hung up.',
  agent_ended: 'The agent said goodbye and ended the call.',
  silence: 'The caller said nothing for a while, so the agent said goodbye.',
  no_speech: 'Nobody said a word that could be heard, so the agent said goodbye.',
  cap_reached: 'A limit was reached, so the call went on without the agent.',
  team_ended: 'Somebody of the team ended the call.',
  recorded_caller: 'It was a recorded message, so the agent said goodbye.',
  max_duration: 'The call reached its longest allowed time.',
  refused_suspended: 'The account was suspended; the caller heard a polite sentence.',
  refused_busy: 'As many calls as allowed were in progress.',
  refused_paused: 'No agent was published yet.',
  refused_blocked: 'The caller is blocked; the call was rejected before it was answered.',
  staff_answered: 'Somebody of yours picked up before the agent.',
  forwarded: 'The call was forwarded, as set for that time.',
  transferred: 'The agent connected the caller to somebody of yours.',
  voicemail: 'The caller left a voicemail.',
  ai_unavailable: 'The voice service could not be reached.',
  carrier_lost: 'The connection was lost.',
  server_stopped: 'The call server was stopped.',
  never_connected: 'The line was never connected.',
  error: 'Something went wrong on our side.',
};

export function describeOutcome(outcome: CallOutcome): { label: string; tone: OutcomeTone } {
  return outcomes[outcome];
}

/** What the list says of a call: in progress first, then what came of it. */
export function describeCall(call: { status: CallStatus; outcome: CallOutcome | null }): {
  label: string;
  tone: OutcomeTone;
  inProgress: boolean;
} {
  if (call.status === 'ringing') return { label: 'Ringing', tone: 'live', inProgress: true };
  if (call.status === 'live') return { label: 'In progress', tone: 'live', inProgress: true };
  return { ...(call.outcome ? outcomes[call.outcome] : { label: 'Ended', tone: 'neutral' }), inProgress: false };
}

/** Never empty: a reason that an older or newer server wrote is still a sentence. */
export function describeEndReason(reason: string | null): string {
  if (!reason) return 'Not ended yet.';
  return Object.hasOwn(reasons, reason) ? reasons[reason as EndReason] : 'The call ended.';
}

/** Talk time: from the answer to the end. Null while nobody has answered, or nobody ever did. */
export function talkSeconds(call: { answeredAt: string | null; endedAt: string | null }, now: Date): number | null {
  if (!call.answeredAt) return null;
  const end = call.endedAt ? new Date(call.endedAt) : now;
  return Math.max(0, Math.round((end.getTime() - new Date(call.answeredAt).getTime()) / 1000));
}
