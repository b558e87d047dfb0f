import { z } from 'zod';
import { type ClipReport, clipReportSchema } from '@/lib/contracts/clip';
import { type RecalledCaller, recalledCallerSchema } from '@/lib/contracts/memory';
import type { Db } from '@/lib/platform/database';
import { databaseError } from '@/lib/platform/database-error';
import type { TenantId } from '@/lib/platform/ids';

const clipWorkSchema = z.object({
  versionNumber: z.number().int().positive(),
  /** As stored, nearest first. */
  config: z.unknown(),
  previousConfig: z.unknown(),
  platformDefaults: z.unknown(),
  caller: recalledCallerSchema.nullable().catch(null),
});

export type ClipWork = z.infer<typeof clipWorkSchema> & { caller: RecalledCaller | null };

/** Under the job's own token. Null: the job is somebody else's by now, or nothing is published. */
export async function readClipWork(db: Db): Promise<ClipWork | null> {
  const { data, error } = await db.rpc('clip_work');
  if (error) throw databaseError(error, 'What is to be spoken could not be read.');
  return data === null ? null : clipWorkSchema.parse(data);
}

const erasureSchema = z.object({ caller_id: z.string(), call_ids: z.array(z.string()), erased_at: z.string() });
export type Erasure = { callerId: string; callIds: string[]; erasedAt: string };

/** Callers of any tenant who were erased at that moment or later, by their ids alone, oldest first. */
export async function listErasures(service: Db, since: string, limit: number): Promise<Erasure[]> {
  const { data, error } = await service
    .from('erasures')
    .select('caller_id, call_ids, erased_at')
    .gte('erased_at', since)
    .order('erased_at')
    .limit(limit);
  if (error) throw databaseError(error, 'Who was erased could not be read.');
  return z
    .array(erasureSchema)
    .parse(data)
    .map(({ caller_id: callerId, call_ids: callIds, erased_at: erasedAt }) => ({ callerId, callIds, erasedAt }));
}

/** How the live version's greetings came out; empty while they have not been spoken yet. */
export async function listClipReports(db: Db, tenantId: TenantId, versionNumber: number): Promise<ClipReport[]> {
  const { data, error } = await db
    .from('greeting_clips')
    .select('words, state, said')
    .eq('tenant_id', tenantId)
    .eq('version_number', versionNumber)
    .order('words');
  if (error) throw databaseError(error, 'How the greetings came out could not be read.');
  return z.array(clipReportSchema).parse(data);
}
