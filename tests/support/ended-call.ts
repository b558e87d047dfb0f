import { randomUUID } from 'node:crypto';
import { callDatabase } from '@/lib/platform/database';
import { mintCallToken } from '@/lib/platform/database-token';
import { mintCallId } from '@/lib/platform/ids';
import type { World } from './matrix-clients';

type Told = { phone: string; from: string; says: readonly string[]; message?: string; name?: string };

/** A call as it is really taken: admitted, answered, written down under its own token, and ended. */
export async function takeCall(world: World, { phone, from, says, message, name = 'Ann' }: Told): Promise<string> {
  const { data } = await world.service.rpc('answer_call', {
    p_call_sid: `CA-${randomUUID()}`,
    p_to: phone,
    p_from: from,
    p_ticket_hash: randomUUID(),
  });
  const { callId, tenantId } = data as { callId: string; tenantId: string };
  const db = callDatabase(await mintCallToken(mintCallId(callId), world.api.env), world.api.env);

  await db.from('calls').update({ status: 'live', answered_at: new Date().toISOString() }).eq('id', callId);
  await db.from('turns').upsert(
    says.map((text, index) => ({
      call_id: callId,
      tenant_id: tenantId,
      sequence: index + 1,
      speaker: index % 2 === 0 ? ('caller' as const) : ('agent' as const),
      text,
      started_ms: index * 5_000,
      ended_ms: index * 5_000 + 4_000,
    })),
  );
  if (message) {
    await db.from('messages').insert({
      call_id: callId,
      tenant_id: tenantId,
      tool_call_id: randomUUID(),
      caller_name: name,
      callback_number: from,
      message,
    });
  }
  await db
    .from('call_events')
    .insert({ call_id: callId, tenant_id: tenantId, kind: 'tool_failed', detail: { said: says[0] ?? '' } });
  await db.rpc('finish_call', {
    p_reason: 'caller_hung_up',
    p_outcome: 'answered',
    p_ended_at: new Date().toISOString(),
  });
  return callId;
}
