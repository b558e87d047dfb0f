import { z } from 'zod';
import { type Admission, admissionSchema } from '@/lib/contracts/admission';
import { browserSounds } from '@/lib/contracts/browser-call';
import type { Db } from '@/lib/platform/database';
import { databaseError } from '@/lib/platform/database-error';
import { type CallId, mintCallId, type TenantId } from '@/lib/platform/ids';

const [, , admittedSchema] = admissionSchema.options;
const spentTicketSchema = admittedSchema.extend({ browserSound: z.enum(browserSounds).nullable() });
export type SpentTicket = z.infer<typeof spentTicketSchema>;

export type AskedCall = { callSid: string; to: string; from: string | null; ticketHash: string };

/** The one round trip of a webhook. Asked twice for a call, it opens one. */
export async function answerCall(db: Db, asked: AskedCall): Promise<Admission> {
  const { data, error } = await db.rpc('answer_call', {
    p_call_sid: asked.callSid,
    p_to: asked.to,
    p_from: asked.from,
    p_ticket_hash: asked.ticketHash,
  });
  if (error) throw databaseError(error, 'The call could not be admitted.');
  return admissionSchema.parse(data);
}

/** Null when the ticket is unknown, spent, expired, or another call's. */
export async function spendTicket(db: Db, ticketHash: string, callSid: string | null): Promise<SpentTicket | null> {
  const { data, error } = await db.rpc('spend_call_ticket', { p_ticket_hash: ticketHash, p_call_sid: callSid });
  if (error) throw databaseError(error, 'The ticket could not be checked.');
  return data === null ? null : spentTicketSchema.parse(data);
}

/** Another ticket for a call that broke off. The same hash twice is one ticket. */
export async function addTicket(
  db: Db,
  ticket: { hash: string; callId: CallId; tenantId: TenantId; expiresAt: Date; transferId?: string },
): Promise<void> {
  const { error } = await db.from('call_tickets').upsert(
    {
      hash: ticket.hash,
      call_id: ticket.callId,
      tenant_id: ticket.tenantId,
      expires_at: ticket.expiresAt.toISOString(),
      transfer_id: ticket.transferId ?? null,
    },
    { onConflict: 'hash', ignoreDuplicates: true },
  );
  if (error) throw databaseError(error, 'The call could not be taken up again.');
}

export type LateCall = {
  callId: CallId;
  tenantId: TenantId;
  callSid: string;
  callerNumber: string | null;
  dialedNumber: string;
  versionNumber: number;
  startedAt: Date;
};

/**
 * Writes a call that was answered while the database was away. Written twice, it is one call; where the database did
 * hear of the call after all, its row stands. Gives the id that counts.
 */
export async function recordLateCall(db: Db, call: LateCall): Promise<CallId> {
  const number = await db.from('phone_numbers').select('id').like('e164', call.dialedNumber).maybeSingle();
  if (number.error) throw databaseError(number.error, 'The call could not be recorded.');

  const { error } = await db.from('calls').upsert(
    {
      id: call.callId,
      tenant_id: call.tenantId,
      phone_number_id: number.data?.id ?? null,
      channel: 'phone',
      carrier_call_sid: call.callSid,
      caller_number: call.callerNumber,
      dialed_number: call.dialedNumber,
      version_number: call.versionNumber,
      started_at: call.startedAt.toISOString(),
    },
    { onConflict: 'id', ignoreDuplicates: true },
  );
  if (!error) return call.callId;

  const known = await db.from('calls').select('id').eq('carrier_call_sid', call.callSid).maybeSingle();
  if (known.data) return mintCallId(known.data.id);
  throw databaseError(error, 'The call could not be recorded.');
}

/** Ends calls that no server holds any more, and gives how many there were. */
export async function reapCalls(db: Db): Promise<number> {
  const { data, error } = await db.rpc('reap_calls');
  if (error) throw databaseError(error, 'Abandoned calls could not be ended.');
  return data.length;
}
