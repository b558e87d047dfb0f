import { z } from 'zod';
import {
  type CallChannel,
  type CallOutcome,
  callChannelSchema,
  callOutcomeSchema,
  callStatusSchema,
} from '@/lib/contracts/call';
import type { Db } from '@/lib/platform/database';
import { databaseError } from '@/lib/platform/database-error';
import type { TenantId } from '@/lib/platform/ids';
import { type FoundCalls, gatherPassages } from './found';

const callsPerPage = 25;

const rowSchema = z
  .object({
    call_id: z.string(),
    started_at: z.string(),
    channel: callChannelSchema,
    is_test: z.boolean(),
    caller_number: z.string().nullable(),
    caller_name: z.string(),
    title: z.string().nullable(),
    status: callStatusSchema,
    outcome: callOutcomeSchema.nullable(),
    hits: z.union([z.number(), z.string()]).transform(Number),
    sequence: z.number().nullable(),
    speaker: z.enum(['caller', 'agent']).nullable(),
    started_ms: z.number().nullable(),
    headline: z.string(),
  })
  .transform(({ sequence, speaker, started_ms, headline, ...call }) => ({
    id: call.call_id,
    startedAt: call.started_at,
    channel: call.channel,
    isTest: call.is_test,
    callerNumber: call.caller_number,
    callerName: call.caller_name,
    title: call.title,
    status: call.status,
    outcome: call.outcome,
    hits: call.hits,
    passage: {
      turn: sequence === null || !speaker ? null : { sequence, speaker, startedMs: started_ms ?? 0 },
      headline,
    },
  }));

export type CallSearch = {
  words: string;
  from: Date | null;
  until: Date | null;
  outcome: CallOutcome | null;
  channel: CallChannel | null;
  isTest: boolean | null;
  number: string | null;
  /** The last call that was shown, for those that are older. */
  before: { startedAt: string; id: string } | null;
};

/** Calls in which these words were said, or whose summary has them, newest first. */
export async function searchCalls(db: Db, tenantId: TenantId, asked: CallSearch): Promise<FoundCalls> {
  const { data, error } = await db.rpc('search_calls', {
    p_tenant: tenantId,
    p_query: asked.words,
    p_limit: callsPerPage + 1,
    p_from: asked.from?.toISOString(),
    p_until: asked.until?.toISOString(),
    p_outcome: asked.outcome ?? undefined,
    p_channel: asked.channel ?? undefined,
    p_test: asked.isTest ?? undefined,
    p_number: asked.number ?? undefined,
    p_before: asked.before?.startedAt,
    p_before_id: asked.before?.id,
  });
  if (error) throw databaseError(error, 'The calls could not be searched.');
  const calls = gatherPassages(z.array(rowSchema).parse(data));
  return { calls: calls.slice(0, callsPerPage), hasOlder: calls.length > callsPerPage };
}
