import type { CallOutcome, EndReason, Turn } from '@/lib/contracts/call';
import type { DeclinedRecording, OpenedRecording } from '@/lib/contracts/recording';
import type { TakeMessageInput } from '@/lib/contracts/tool';
import type { UsageEntry } from '@/lib/contracts/usage';

/**
 * Where one call's record goes. Everything returns at once and is written later, in order, through a spool on disk
 * that outlives a database outage and a crash; nothing here ever waits on the audio path.
 */
export type CallStore = {
  answered(at: Date): void;
  firstAudio(sinceStartMs: number): void;
  saveTurn(turn: Turn): void;
  noteEvent(kind: string, detail: Record<string, unknown>): void;
  /** What the call used of something that is paid for. The same id of a kind again is the same thing. */
  noteUsage(used: Omit<UsageEntry, 'at'>): void;
  /** Resolves when the message is safe: in the database, or on disk when the database is away. */
  takeMessage(toolCallId: string, message: TakeMessageInput): Promise<void>;
  /** The notice was heard. Resolves when that is safe: no sound may be kept before. */
  openRecording(opened: OpenedRecording): Promise<void>;
  /** The caller does not want to be recorded. */
  declineRecording(declined: DeclinedRecording): Promise<void>;
  /** The call goes on elsewhere. Resolves when everything so far is in the database, or after a moment without it. */
  leave(): Promise<void>;
  /** Once; later calls do nothing. Resolves when it is safe. */
  finish(reason: EndReason, outcome: CallOutcome, at: Date): Promise<void>;
};
