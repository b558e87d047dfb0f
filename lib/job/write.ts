import { z } from 'zod';
import { claimedJobSchema, type JobKind, type JobState } from '@/lib/contracts/job';
import type { Db } from '@/lib/platform/database';
import { databaseError } from '@/lib/platform/database-error';

export type ClaimedRow = z.infer<typeof claimedJobSchema>;

/** Work that is due, under a lease: nobody else gets it until that is over. The services' own connection. */
export async function claimJobs(
  db: Db,
  asked: { worker: string; kinds: readonly JobKind[]; limit: number; leaseSeconds: number },
): Promise<ClaimedRow[]> {
  const { data, error } = await db.rpc('claim_jobs', {
    p_worker: asked.worker,
    p_kinds: [...asked.kinds],
    p_limit: asked.limit,
    p_lease_seconds: asked.leaseSeconds,
  });
  if (error) throw databaseError(error, 'No jobs could be claimed.');
  return z.array(claimedJobSchema).parse(data);
}

/** Under the job's own token, as all that follows. False: another worker has the job now. */
export async function renewJob(db: Db, leaseSeconds: number): Promise<boolean> {
  const { data, error } = await db.rpc('renew_job', { p_lease_seconds: leaseSeconds });
  if (error) throw databaseError(error, 'The job could not be held.');
  return data;
}

/** False when it was finished already, or is somebody else's. */
export async function finishJob(db: Db): Promise<boolean> {
  const { data, error } = await db.rpc('finish_job');
  if (error) throw databaseError(error, 'The job could not be finished.');
  return data;
}

/** What becomes of it: `queued` again, or `dead`; null when it is somebody else's. */
export async function failJob(db: Db, problem: string, retryAfterSeconds: number): Promise<JobState | null> {
  const { data, error } = await db.rpc('fail_job', {
    p_error: problem,
    p_retry_after_seconds: retryAfterSeconds,
  });
  if (error) throw databaseError(error, 'The job could not be put back.');
  return data;
}

/** Asks for the hour's clearing-up of every tenant; asked again, it is the same. */
export async function queueRetention(db: Db, now: Date): Promise<void> {
  const { error } = await db.rpc('queue_retention', { p_now: now.toISOString() });
  if (error) throw databaseError(error, 'The clearing-up could not be asked for.');
}

/** Removes words whose time is over at `now`, and says of how many calls. */
export async function applyRetention(db: Db, now: Date, limit: number): Promise<number> {
  const { data, error } = await db.rpc('apply_retention', { p_now: now.toISOString(), p_limit: limit });
  if (error) throw databaseError(error, 'Old words could not be removed.');
  return data;
}
