import type { ClipReport } from '@/lib/contracts/clip';
import type { Db } from '@/lib/platform/database';
import { databaseError } from '@/lib/platform/database-error';

/** Under the job's own token. False: another version is live by now, or the job is somebody else's. */
export async function saveClipReports(
  db: Db,
  versionNumber: number,
  reports: ({ name: string } & ClipReport)[],
): Promise<boolean> {
  const { data, error } = await db.rpc('save_greeting_clips', { p_version: versionNumber, p_clips: reports });
  if (error) throw databaseError(error, 'How the greetings came out could not be written down.');
  return data;
}
