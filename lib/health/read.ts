import type { Db } from '@/lib/platform/database';
import { databaseError } from '@/lib/platform/database-error';

/** Resolves when the database answered a real query. */
export async function requireDatabase(db: Db, signal: AbortSignal): Promise<void> {
  const { error } = await db.from('platform_defaults').select('only_row').limit(1).abortSignal(signal);
  if (error) throw databaseError(error, 'The database did not answer.');
}
