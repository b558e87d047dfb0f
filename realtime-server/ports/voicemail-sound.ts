import type { Usage } from './voice-model';

/** Whoever keeps a voicemail until we have it. */
export type VoicemailSounds = {
  /** The WAV; null when there is none. Rejects when nobody knows. */
  fetch(accountSid: string, recordingSid: string, signal: AbortSignal): Promise<Buffer | null>;
  /** Also when it is gone already. */
  remove(accountSid: string, recordingSid: string): Promise<void>;
};

/** The words of a recording, as a model hears them. */
export type Transcribe = (wav: Buffer, signal: AbortSignal) => Promise<Transcript>;
/** `usage`: the provider's own figures; null where it gave none. */
export type Transcript = { words: string; model: string; providerId: string; usage: Usage | null };
