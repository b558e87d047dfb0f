import type { Memory } from '@/lib/contracts/memory';
import type { CallSummaryContent } from '@/lib/contracts/summary';
import type { Db } from '@/lib/platform/database';
import { databaseError } from '@/lib/platform/database-error';
import type { FollowUp } from './consequences';

export type SummaryToSave = {
  content: CallSummaryContent;
  /** `rule`, or the model that wrote it. */
  writtenBy: string;
  followUp: FollowUp | null;
  callerName: string;
  memories: Memory[];
};

/** All of it and the end of its job at once, under that job's token. False when the job is somebody else's by now. */
export async function saveSummary(db: Db, summary: SummaryToSave): Promise<boolean> {
  const { data, error } = await db.rpc('save_call_summary', {
    p_content: summary.content,
    p_written_by: summary.writtenBy,
    p_follow_up: summary.followUp ?? {},
    p_caller_name: summary.callerName,
    p_memories: summary.memories,
  });
  if (error) throw databaseError(error, 'The summary could not be saved.');
  return data;
}
