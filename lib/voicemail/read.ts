import { z } from 'zod';
import { voicemailStates } from '@/lib/contracts/recording';
import type { Db } from '@/lib/platform/database';
import { databaseError } from '@/lib/platform/database-error';
import type { TenantId } from '@/lib/platform/ids';
import type { LeftVoicemail } from './voicemail';

export async function readVoicemailsOfCall(db: Db, tenantId: TenantId, callId: string): Promise<LeftVoicemail[]> {
  const { data, error } = await db
    .from('voicemails')
    .select('id, message_id, seconds, state')
    .eq('tenant_id', tenantId)
    .eq('call_id', callId);
  if (error) throw databaseError(error, 'The voicemails of this call could not be loaded.');
  return data.map(({ id, message_id: messageId, seconds, state }) => ({ id, messageId, seconds, state }));
}

const workSchema = z.object({
  voicemailId: z.uuid(),
  callId: z.uuid(),
  accountSid: z.string(),
  recordingSid: z.string(),
  state: z.enum(voicemailStates),
  seconds: z.number().int(),
  path: z.string(),
});
export type VoicemailWork = z.infer<typeof workSchema>;

/** Under the job's own token. Null: nobody waits for it any more. */
export async function readVoicemailWork(db: Db): Promise<VoicemailWork | null> {
  const { data, error } = await db.rpc('voicemail_work');
  if (error) throw databaseError(error, 'The voicemail could not be read.');
  return data === null ? null : workSchema.parse(data);
}
