import { z } from 'zod';
import { peaksSchema, type RecordingState, recordingStateSchema } from '@/lib/contracts/recording';
import { type Db, fetchWithin } from '@/lib/platform/database';
import { type DatabaseEnv, databaseEnv } from '@/lib/platform/database-env';
import { databaseError } from '@/lib/platform/database-error';
import { AppError } from '@/lib/platform/errors';
import type { CallId, TenantId } from '@/lib/platform/ids';
import type { CallRecording } from './recording';

const columns = 'state, offset_ms, duration_ms, bytes, peaks, expires_at';
const whole = z.coerce.number().int();

const rowSchema = z
  .object({
    state: recordingStateSchema,
    offset_ms: whole,
    duration_ms: whole.nullable(),
    bytes: whole.nullable(),
    peaks: peaksSchema.nullable(),
    expires_at: z.string(),
  })
  .transform(
    (row): CallRecording => ({
      state: row.state,
      offsetMs: row.offset_ms,
      durationMs: row.duration_ms ?? 0,
      bytes: row.bytes ?? 0,
      peaks: row.peaks,
      expiresAt: new Date(row.expires_at).toISOString(),
    }),
  );

/** Null for a call that was never to be recorded. */
export async function findRecording(db: Db, tenantId: TenantId, callId: string): Promise<CallRecording | null> {
  const { data, error } = await db
    .from('recordings')
    .select(columns)
    .eq('tenant_id', tenantId)
    .eq('call_id', callId)
    .maybeSingle();
  if (error) throw databaseError(error, 'The recording could not be loaded.');
  return data ? rowSchema.parse(data) : null;
}

export async function findRecordingState(db: Db, callId: CallId): Promise<RecordingState | null> {
  const { data, error } = await db.from('recordings').select('state').eq('call_id', callId).maybeSingle();
  if (error) throw databaseError(error, 'The recording could not be loaded.');
  return data?.state ?? null;
}

export type DueRecording = { callId: string; tenantId: string };

/** For the service alone: stored sound whose days are over. */
export async function readExpiredRecordings(db: Db, now: Date, limit: number): Promise<DueRecording[]> {
  const { data, error } = await db
    .from('recordings')
    .select('call_id, tenant_id')
    .eq('state', 'stored')
    .lte('expires_at', now.toISOString())
    .order('expires_at')
    .limit(limit);
  if (error) throw databaseError(error, 'Recordings that have expired could not be read.');
  return data.map((row) => ({ callId: row.call_id, tenantId: row.tenant_id }));
}

/** For the service alone: sound that was announced so long ago that it will not come. */
export async function readLostRecordings(db: Db, before: Date, limit: number): Promise<DueRecording[]> {
  const { data, error } = await db
    .from('recordings')
    .select('call_id, tenant_id')
    .eq('state', 'pending')
    .lte('started_at', before.toISOString())
    .limit(limit);
  if (error) throw databaseError(error, 'Recordings that were lost could not be read.');
  return data.map((row) => ({ callId: row.call_id, tenantId: row.tenant_id }));
}

const soundTimeoutMs = 60_000;

/** The sound, or the range of it that is asked for, as it comes from storage; what the token may not hear is not found. */
export async function openSound(
  token: string,
  sound: { path: string; range: string | null },
  env: DatabaseEnv = databaseEnv(),
): Promise<Response> {
  const headers = new Headers({ apikey: env.publishableKey, authorization: `Bearer ${token}` });
  if (sound.range) headers.set('range', sound.range);
  const address = `${env.url}/storage/v1/object/recordings/${sound.path.split('/').map(encodeURIComponent).join('/')}`;

  let response: Response;
  try {
    response = await fetchWithin(soundTimeoutMs)(address, { headers, cache: 'no-store' });
  } catch (cause) {
    throw new AppError('unavailable', 'The recording cannot be played now.', { cause });
  }
  if (response.ok || response.status === 416) return response;
  await response.body?.cancel();
  if (response.status >= 500) throw new AppError('unavailable', 'The recording cannot be played now.');
  throw new AppError('not_found', 'There is no recording of this call.');
}
