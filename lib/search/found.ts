import type { CallChannel, CallOutcome, CallStatus } from '@/lib/contracts/call';

/** Where the words stand: a turn of the call, or its summary when `turn` is null. */
export type Passage = {
  turn: { sequence: number; speaker: 'caller' | 'agent'; startedMs: number } | null;
  /** The words that were asked for stand between U+0002 and U+0003. */
  headline: string;
};

export type FoundCall = {
  id: string;
  startedAt: string;
  channel: CallChannel;
  isTest: boolean;
  callerNumber: string | null;
  callerName: string;
  title: string | null;
  status: CallStatus;
  outcome: CallOutcome | null;
  passages: Passage[];
  /** More than are shown. */
  hits: number;
};

export type FoundCalls = { calls: FoundCall[]; hasOlder: boolean };

/** A row is a passage; the passages of one call follow each other. */
export function gatherPassages(rows: readonly (Omit<FoundCall, 'passages'> & { passage: Passage })[]): FoundCall[] {
  const calls: FoundCall[] = [];
  for (const { passage, ...call } of rows) {
    const last = calls.at(-1);
    if (last?.id === call.id) last.passages.push(passage);
    else calls.push({ ...call, passages: [passage] });
  }
  return calls;
}
