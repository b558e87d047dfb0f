import { z } from 'zod';
import { browserSounds } from '@/lib/contracts/browser-call';
import {
  type CallChannel,
  type CallOutcome,
  type CallStatus,
  callChannelSchema,
  callOutcomeSchema,
  callStatusSchema,
} from '@/lib/contracts/call';
import { momentSchema } from './moment';

/** A call as lists and pages show it; every moment is an ISO string with its microseconds. */
export type CallSummary = {
  id: string;
  channel: CallChannel;
  isTest: boolean;
  callerNumber: string | null;
  dialedNumber: string | null;
  status: CallStatus;
  outcome: CallOutcome | null;
  endReason: string | null;
  versionNumber: number | null;
  sound: (typeof browserSounds)[number] | null;
  startedAt: string;
  answeredAt: string | null;
  endedAt: string | null;
  firstAudioMs: number | null;
  /** What it was about; null until it is summed up, and again when its words are gone. */
  title: string | null;
  wordsRemovedAt: string | null;
  revision: number;
};

export const callColumns =
  'id, channel, is_test, caller_number, dialed_number, status, outcome, end_reason, version_number, browser_sound, started_at, answered_at, ended_at, first_audio_ms, title, words_removed_at, revision' as const;

/** A bigint comes as a number from one API and as text from another. */
export const revisionSchema = z.union([z.number(), z.string()]).transform(Number);

export const callRowSchema = z
  .object({
    id: z.string(),
    channel: callChannelSchema,
    is_test: z.boolean(),
    caller_number: z.string().nullable(),
    dialed_number: z.string().nullable(),
    status: callStatusSchema,
    outcome: callOutcomeSchema.nullable(),
    end_reason: z.string().nullable(),
    version_number: z.number().nullable(),
    browser_sound: z.enum(browserSounds).nullable(),
    started_at: momentSchema,
    answered_at: momentSchema.nullable(),
    ended_at: momentSchema.nullable(),
    first_audio_ms: z.number().nullable(),
    title: z.string().nullable(),
    words_removed_at: momentSchema.nullable(),
    revision: revisionSchema,
  })
  .transform(
    (row): CallSummary => ({
      id: row.id,
      channel: row.channel,
      isTest: row.is_test,
      callerNumber: row.caller_number,
      dialedNumber: row.dialed_number,
      status: row.status,
      outcome: row.outcome,
      endReason: row.end_reason,
      versionNumber: row.version_number,
      sound: row.browser_sound,
      startedAt: row.started_at,
      answeredAt: row.answered_at,
      endedAt: row.ended_at,
      firstAudioMs: row.first_audio_ms,
      title: row.title,
      wordsRemovedAt: row.words_removed_at,
      revision: row.revision,
    }),
  );
