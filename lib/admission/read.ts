import { callStatusSchema } from '@/lib/contracts/call';
import type { Db } from '@/lib/platform/database';
import { databaseError } from '@/lib/platform/database-error';
import type { CallId } from '@/lib/platform/ids';

/** A call as the carrier knows it: by its CallSid. */
export async function findCarrierCall(db: Db, callSid: string) {
  const { data, error } = await db
    .from('calls')
    .select(
      'id, tenant_id, status, end_reason, answered_at, dialed_number, call_tickets(spent_at, expires_at, transfer_id)',
    )
    .eq('carrier_call_sid', callSid)
    .maybeSingle();
  if (error) throw databaseError(error, 'The call could not be read.');
  if (!data) return null;
  return {
    id: data.id,
    tenantId: data.tenant_id,
    status: callStatusSchema.parse(data.status),
    endReason: data.end_reason,
    answered: data.answered_at !== null,
    dialedNumber: data.dialed_number,
    /** Those of a line that broke off; a caller who came back from a transfer lost nothing. */
    tickets: data.call_tickets.filter(({ transfer_id }) => transfer_id === null).map((ticket) => stateOf(ticket)),
  };
}

function stateOf(ticket: { spent_at: string | null; expires_at: string }): 'spent' | 'expired' | 'open' {
  if (ticket.spent_at !== null) return 'spent';
  return new Date(ticket.expires_at) > new Date() ? 'open' : 'expired';
}

export type CarrierCall = NonNullable<Awaited<ReturnType<typeof findCarrierCall>>>;

/** Whether another ticket of the call was spent after this one: its stream is somewhere else now. */
export async function wasTakenUpSince(db: Db, ticketHash: string): Promise<boolean> {
  const mine = await db.from('call_tickets').select('call_id, spent_at').eq('hash', ticketHash).maybeSingle();
  if (mine.error) throw databaseError(mine.error, 'The tickets of the call could not be read.');
  if (!mine.data?.spent_at) return false;
  const later = await db
    .from('call_tickets')
    .select('hash')
    .eq('call_id', mine.data.call_id)
    .gt('spent_at', mine.data.spent_at)
    .limit(1);
  if (later.error) throw databaseError(later.error, 'The tickets of the call could not be read.');
  return later.data.length > 0;
}

/** Who calls whom, and how far the call has come; under the call's own token. */
export async function readCallFacts(db: Db, callId: CallId) {
  const [call, turn] = await Promise.all([
    db.from('calls').select('caller_number, dialed_number, answered_at').eq('id', callId).single(),
    db
      .from('turns')
      .select('sequence')
      .eq('call_id', callId)
      .order('sequence', { ascending: false })
      .limit(1)
      .maybeSingle(),
  ]);
  if (call.error) throw databaseError(call.error, 'The call could not be read.');
  if (turn.error) throw databaseError(turn.error, 'The call could not be read.');
  return {
    callerNumber: call.data.caller_number,
    dialedNumber: call.data.dialed_number,
    answeredAt: call.data.answered_at === null ? null : new Date(call.data.answered_at),
    lastSequence: turn.data?.sequence ?? 0,
  };
}

/** The config that a call runs with, as stored; null when the call is not known. */
export async function findConfigOfCall(db: Db, callSid: string): Promise<{ config: unknown } | null> {
  const call = await db.from('calls').select('tenant_id, version_number').eq('carrier_call_sid', callSid).maybeSingle();
  if (call.error) throw databaseError(call.error, 'The call could not be read.');
  if (!call.data || call.data.version_number === null) return null;
  const { tenant_id: tenantId, version_number: number } = call.data;
  const version = await db.from('agent_versions').select('config').eq('tenant_id', tenantId).eq('number', number);
  if (version.error) throw databaseError(version.error, 'The settings of the call could not be read.');
  return version.data[0] ?? null;
}
