import type { AppErrorCode } from '@/lib/contracts/app-error-code';
import { AppError } from './errors';

/** The part of a PostgREST error that decides what it means. */
export type ReturnedError = { code?: string | null; message: string };

const meanings: Record<string, AppErrorCode> = {
  '23505': 'conflict',
  '23503': 'conflict',
  '23514': 'invalid',
  '23502': 'invalid',
  '22P02': 'invalid',
  '22023': 'invalid',
  '42501': 'forbidden',
  PGRST116: 'not_found',
  PGRST301: 'unauthenticated',
  PGRST303: 'unauthenticated',
};

const business: Record<string, AppErrorCode> = {
  PT400: 'invalid',
  PT401: 'unauthenticated',
  PT403: 'forbidden',
  PT404: 'not_found',
  PT409: 'conflict',
  PT422: 'invalid',
  PT429: 'rate_limited',
  PT503: 'unavailable',
};

/**
 * The one translation of an error that supabase-js returned. A `PTxxx` was raised by our own SQL, so its sentence may be
 * shown; for everything else `sentence` is shown and the original stays the cause.
 */
export function databaseError(error: ReturnedError, sentence: string): AppError {
  const raised = business[error.code ?? ''];
  if (raised) return new AppError(raised, error.message, { cause: error });
  return new AppError(meanings[error.code ?? ''] ?? 'unavailable', sentence, { cause: error });
}
