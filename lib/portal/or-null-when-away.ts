import { isAppError } from '@/lib/platform/errors';

/**
 * Null when the database is away. A page then says so in its own words, because an error that it throws is shown by script
 * alone.
 */
export async function orNullWhenAway<Found>(find: () => Promise<Found>): Promise<Found | null> {
  try {
    return await find();
  } catch (error) {
    if (isAppError(error) && error.code === 'unavailable') return null;
    throw error;
  }
}
