import type { DeclinedRecording, OpenedRecording, Peaks } from '@/lib/contracts/recording';
import type { Db, DbAndStorage } from '@/lib/platform/database';
import { databaseError } from '@/lib/platform/database-error';
import { AppError } from '@/lib/platform/errors';

/** Before any sound is kept. Under the call's own token, as everything here. */
export async function openRecording(db: Db, opened: OpenedRecording): Promise<void> {
  const { error } = await db.rpc('open_recording', {
    p_consent: opened.consent,
    p_notice: opened.notice,
    p_started_at: opened.startedAt,
    p_offset_ms: opened.offsetMs,
    p_expires_at: opened.expiresAt,
  });
  if (error) throw databaseError(error, 'The consent to a recording could not be written down.');
}

export async function declineRecording(db: Db, { consent, at }: DeclinedRecording): Promise<void> {
  const { error } = await db.rpc('decline_recording', { p_consent: consent, p_declined_at: at });
  if (error) throw databaseError(error, 'It could not be written down that a caller declined.');
}

const bucket = 'recordings';

/** Twice is once: what an upload that broke off left behind is replaced. */
export async function uploadSound(db: DbAndStorage, path: string, sound: Blob): Promise<void> {
  const put = () => {
    const form = new FormData();
    form.append('file', sound);
    return db.storage.from(bucket).upload(path, form, { cacheControl: '0' });
  };
  const first = await put();
  if (!first.error) return;
  if (!/exists|duplicate/i.test(first.error.message)) throw storageError(first.error);

  await removeSound(db, path);
  const second = await put();
  if (second.error) throw storageError(second.error);
}

export async function removeSound(db: DbAndStorage, path: string): Promise<void> {
  const { error } = await db.storage.from(bucket).remove([path]);
  if (error) throw storageError(error);
}

/** False when no recording waits for this sound: the caller declined, or the call is gone. */
export async function storeRecording(
  db: Db,
  sound: { bytes: number; durationMs: number; peaks: Peaks },
): Promise<boolean> {
  const { data, error } = await db.rpc('store_recording', {
    p_bytes: sound.bytes,
    p_duration_ms: sound.durationMs,
    p_peaks: sound.peaks,
  });
  if (error) throw databaseError(error, 'The recording could not be marked as stored.');
  return data;
}

export async function closeRecording(db: Db, state: 'expired' | 'lost'): Promise<boolean> {
  const { data, error } = await db.rpc('close_recording', { p_state: state });
  if (error) throw databaseError(error, 'The recording could not be closed.');
  return data;
}

function storageError(cause: { message: string }): AppError {
  const isRefused = /row-level security|unauthorized|403/i.test(cause.message);
  return new AppError(isRefused ? 'forbidden' : 'unavailable', 'The recording could not be stored.', { cause });
}
