import { z } from 'zod';
import { consentKinds } from './privacy';

/**
 * `pending`: announced, and under way or on its way. `stored`: in the bucket. `discarded`: the caller declined.
 * `expired`: its days are over. `lost`: it never arrived.
 */
export const voicemailStates = ['pending', 'stored', 'lost'] as const;
export type VoicemailState = (typeof voicemailStates)[number];

export const recordingStates = ['pending', 'stored', 'discarded', 'expired', 'lost'] as const;

export const recordingStateSchema = z.enum(recordingStates);

/** The caller has heard the notice; written down before any sound is. */
export const openedRecordingSchema = z.object({
  consent: z.enum(consentKinds),
  /** The words that were heard. */
  notice: z.string().min(1).max(400),
  startedAt: z.iso.datetime(),
  /** From the answer of the call to the first moment of the sound. */
  offsetMs: z.number().int().nonnegative(),
  expiresAt: z.iso.datetime(),
});

/** The caller does not want to be recorded. */
export const declinedRecordingSchema = z.object({ consent: z.enum(consentKinds), at: z.iso.datetime() });

/** How loud each side was, 0 to 100, in slices of equal length. */
export const peaksSchema = z.object({
  caller: z.array(z.number().int().min(0).max(100)),
  agent: z.array(z.number().int().min(0).max(100)),
});

export type RecordingState = (typeof recordingStates)[number];
export type OpenedRecording = z.infer<typeof openedRecordingSchema>;
export type DeclinedRecording = z.infer<typeof declinedRecordingSchema>;
export type Peaks = z.infer<typeof peaksSchema>;

/** What stands in a transcript for a caller who declined. */
export const notStored = '[not stored]';
