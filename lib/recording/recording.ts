import type { Peaks, RecordingState } from '@/lib/contracts/recording';

export type CallRecording = {
  state: RecordingState;
  /** From the answer of the call to the first moment of the sound. */
  offsetMs: number;
  durationMs: number;
  bytes: number;
  peaks: Peaks | null;
  expiresAt: string;
};

/** Where the sound of a call lies. */
export function soundPath(tenantId: string, callId: string): string {
  return `${tenantId}/${callId}.wav`;
}

/** Why there is nothing to hear, in a sentence; null when there is. */
export function whyNoSound({ state }: Pick<CallRecording, 'state'>): string | null {
  const words: Record<RecordingState, string | null> = {
    pending: 'The recording is being saved. It will be here in a moment.',
    stored: null,
    discarded: 'Not recorded: the caller declined. What they said is not stored either.',
    expired: 'The recording was removed when its days were over.',
    lost: 'The recording could not be saved.',
  };
  return words[state];
}
