import type { Db } from '@/lib/platform/database';
import { databaseError } from '@/lib/platform/database-error';

/** Under the job's own token. `bytes` null: the carrier has lost it. False: nobody waits for it any more. */
export async function saveVoicemail(db: Db, kept: { bytes: number | null; words: string }): Promise<boolean> {
  const { data, error } = await db.rpc('save_voicemail', {
    // The generated type knows no null argument; the function does.
    p_bytes: kept.bytes as number,
    p_words: kept.words,
  });
  if (error) throw databaseError(error, 'The voicemail could not be marked as stored.');
  return data;
}
