import { z } from 'zod';

export const callChannels = ['phone', 'browser'] as const;
export const callStatuses = ['ringing', 'live', 'ended'] as const;

/** What came of a call, in the words of the call list. */
export const callOutcomes = ['answered', 'message_taken', 'refused', 'missed', 'failed', 'nobody_there'] as const;

export const endReasons = [
  'caller_hung_up',
  'agent_ended',
  'silence',
  'no_speech',
  'recorded_caller',
  'max_duration',
  'cap_reached',
  'team_ended',
  'refused_suspended',
  'refused_busy',
  'refused_paused',
  'refused_blocked',
  'staff_answered',
  'forwarded',
  'transferred',
  'voicemail',
  'ai_unavailable',
  'carrier_lost',
  'server_stopped',
  'never_connected',
  'error',
] as const;

export const speakers = ['caller', 'agent', 'tool', 'system'] as const;

export type CallChannel = (typeof callChannels)[number];
export type CallStatus = (typeof callStatuses)[number];
export type CallOutcome = (typeof callOutcomes)[number];
export type EndReason = (typeof endReasons)[number];
export type Speaker = (typeof speakers)[number];

export const callChannelSchema = z.enum(callChannels);
export const callStatusSchema = z.enum(callStatuses);
export const callOutcomeSchema = z.enum(callOutcomes);
export const endReasonSchema = z.enum(endReasons);

export const turnSchema = z.object({
  /** Position in the call, from 1; rewriting a sequence replaces its turn. */
  sequence: z.number().int().positive(),
  speaker: z.enum(speakers),
  /** What was heard. */
  text: z.string().max(20_000),
  /** What the agent was about to say when it was cut off. */
  unheardText: z.string().max(20_000),
  /** Milliseconds since the call was answered. */
  startedMs: z.number().int().nonnegative(),
  endedMs: z.number().int().nonnegative(),
  interrupted: z.boolean(),
  final: z.boolean(),
  /** For an answer: from the end of the caller's words to its first sound, as the caller heard both; otherwise null. */
  gapMs: z.number().int().nonnegative().nullable().default(null),
  /** For tools: name, arguments and result; otherwise null. */
  detail: z.record(z.string(), z.unknown()).nullable(),
});

export type Turn = z.infer<typeof turnSchema>;
