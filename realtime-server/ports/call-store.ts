import type { CallOutcome, EndReason, Turn } from '@/lib/contracts/call';
import type { TakeMessageInput } from '@/lib/contracts/tool';

/**
 * Where one call's record goes. Everything returns at once and is written later, in order, through a spool on disk
 * that outlives a database outage and a crash; nothing here ever waits on the audio path.
 */
export type CallStore = {
  answered(at: Date): void;
  firstAudio(sinceStartMs: number): void;
  saveTurn(turn: Turn): void;
  noteEvent(kind: string, detail: Record<string, unknown>): void;
  /** Resolves when the message is safe: in the database, or on disk when the database is away. */
  takeMessage(toolCallId: string, message: TakeMessageInput): Promise<void>;
  /** Once; later calls do nothing. Resolves when it is safe. */
  finish(reason: EndReason, outcome: CallOutcome, at: Date): Promise<void>;
};
