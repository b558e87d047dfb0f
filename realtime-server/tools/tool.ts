import type { Hours } from '@/lib/contracts/hours';
import type { CallStore } from '../ports/call-store';
import type { CallConnections } from '../ports/connections';
import type { CallKnowledge } from '../ports/knowledge';
import type { CallTexts } from '../ports/texts';
import type { TransferAnswer } from '../ports/transfers';
import type { CallBooking } from './bookable';

export type ToolContext = {
  /** The model's own id of this use; doing the same id twice must have one effect. */
  toolCallId: string;
  callerNumber: string | null;
  /** When the business is open. */
  hours: Hours;
  store: Pick<CallStore, 'takeMessage'>;
  /** Absent: this call can look nothing up. */
  knowledge?: CallKnowledge | null;
  /** Absent: this call can send no texts. */
  texts?: CallTexts | null;
  /** Absent: this call can ask no other system. */
  connections?: CallConnections | null;
  /** For the record of the call. */
  noteEvent?: CallStore['noteEvent'];
  /** Absent: this call can book nothing. */
  booking?: CallBooking | null;
  /** Absent: this call can pass its caller on to nobody. */
  transfers?: { plan(toolCallId: string, label: string): Promise<TransferAnswer> } | null;
  sinceAnswerMs?(): number;
  /** Deletes what was recorded; from here on the caller's words are not stored either. */
  declineRecording(): Promise<void>;
};

/** `output` is what the model reads. `next`: what the conversation does. */
export type ToolResult = { ok: boolean; output: Record<string, unknown> } & (
  | { next: 'reply' | 'end_call' }
  | { next: 'transfer'; transfer: { transferId: string; label: string } }
);

/** Something the agent can do. It checks its own input, and answers with words of ours even when it fails. */
export type Tool = {
  name: string;
  /** What the model is told when what it needs cannot be reached: the caller is not left without a next step. */
  whenItFails?: string;
  run(input: unknown, context: ToolContext): Promise<ToolResult>;
};

export function failed(error: string): ToolResult {
  return { ok: false, output: { error }, next: 'reply' };
}
