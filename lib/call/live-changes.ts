import type { CallSummary } from './summary';
import type { ShownTurn } from './transcript';

export type ChangedTurn = ShownTurn & { callId: string };

/** Rows that are new or different since some revision. */
export type LiveChanges = { calls: CallSummary[]; turns: ChangedTurn[] };

/** What a listener is sent; `resumeFrom` is the revision to come back with. */
export type LiveBatch = LiveChanges & { resumeFrom: number };

/** Puts changed calls into those that are shown; a late copy of an older state changes nothing. */
export function mergeCalls(shown: CallSummary[], changed: CallSummary[]): CallSummary[] {
  if (changed.length === 0) return shown;
  const byId = new Map(shown.map((call) => [call.id, call]));
  for (const call of changed) {
    const before = byId.get(call.id);
    if (!before || before.revision < call.revision) byId.set(call.id, call);
  }
  return [...byId.values()].sort((a, b) => Date.parse(b.startedAt) - Date.parse(a.startedAt));
}
