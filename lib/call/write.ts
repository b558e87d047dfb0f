import type { CallOutcome, EndReason, Turn } from '@/lib/contracts/call';
import type { Db } from '@/lib/platform/database';
import type { Json } from '@/lib/platform/database.types';
import { databaseError } from '@/lib/platform/database-error';
import type { CallId, TenantId } from '@/lib/platform/ids';
import { asJsonRecord } from '@/lib/platform/json';

/** The call whose token the client carries. */
export type OwnCall = { callId: CallId; tenantId: TenantId };

/** A call that is taken up again keeps the time of its first answer. */
export async function markAnswered(db: Db, { callId }: OwnCall, at: Date): Promise<void> {
  const { error } = await db
    .from('calls')
    .update({ status: 'live', answered_at: at.toISOString() })
    .eq('id', callId)
    .is('answered_at', null);
  if (error) throw databaseError(error, 'The call could not be marked as answered.');
}

export async function writeFirstAudio(db: Db, { callId }: OwnCall, sinceStartMs: number): Promise<void> {
  const { error } = await db
    .from('calls')
    .update({ first_audio_ms: Math.max(0, Math.round(sinceStartMs)) })
    .eq('id', callId)
    .is('first_audio_ms', null);
  if (error) throw databaseError(error, 'The first sound could not be noted.');
}

/**
 * Says that a server still holds the call, for a minute of the database's own time; one that was ended for want of a
 * holder lives again.
 */
export async function renewLease(db: Db): Promise<void> {
  const { error } = await db.rpc('renew_lease');
  if (error) throw databaseError(error, 'The call could not be held.');
}

/** The same for all calls that the token names. */
export async function renewLeases(db: Db): Promise<void> {
  const { error } = await db.rpc('renew_leases');
  if (error) throw databaseError(error, 'The calls could not be held.');
}

/** By sequence: a turn written again replaces itself. */
export async function saveTurns(db: Db, { callId, tenantId }: OwnCall, turns: readonly Turn[]): Promise<void> {
  const { error } = await db.from('turns').upsert(
    turns.map((turn) => ({ call_id: callId, tenant_id: tenantId, ...wholeTurn(turn) })),
    { onConflict: 'call_id,sequence' },
  );
  if (error) throw databaseError(error, 'What was said could not be saved.');
}

function wholeTurn(turn: Turn) {
  return { ...saidIn(turn), final: turn.final, detail: turn.detail === null ? null : asJsonRecord(turn.detail) };
}

function saidIn({ sequence, speaker, text, unheardText, startedMs, endedMs, interrupted, gapMs }: Turn) {
  return {
    ...{ sequence, speaker, text, unheard_text: unheardText, started_ms: startedMs, ended_ms: endedMs },
    ...{ interrupted, gap_ms: gapMs },
  };
}

/** Under a token that names the calls. A turn that is over is left as it is. */
export async function tellPassingTurns(db: Db, turns: readonly { callId: CallId; turn: Turn }[]): Promise<void> {
  const { error } = await db.rpc('tell_passing_turns', {
    p_turns: turns.map(({ callId, turn }) => ({ call_id: callId, ...saidIn(turn) })),
  });
  if (error) throw databaseError(error, 'What is being said could not be written.');
}

/** What one call has said and used; `used` as rows of the ledger. */
export type CallRecord = { callId: CallId; turns: readonly Turn[]; used: readonly Record<string, Json>[] };

/** Of several calls at once, under a token that names them: all of it or nothing. Written again, it changes nothing. */
export async function saveCallRecords(db: Db, records: readonly CallRecord[]): Promise<void> {
  const { error } = await db.rpc('save_call_records', {
    p_turns: records.flatMap(({ callId, turns }) => turns.map((turn) => ({ call_id: callId, ...wholeTurn(turn) }))),
    p_usage: records.flatMap(({ callId, used }) => used.map((entry) => ({ call_id: callId, ...entry }))),
  });
  if (error) throw databaseError(error, 'What was said and used could not be saved.');
}

/** Nobody will say the rest of what was being said when the server before broke off. */
export async function closeTurns(db: Db, { callId }: OwnCall): Promise<void> {
  const { error } = await db.from('turns').update({ final: true }).eq('call_id', callId).is('final', false);
  if (error) throw databaseError(error, 'What was being said could not be closed.');
}

export type CallEvent = { id: string; kind: string; at: Date; detail: Record<string, unknown> };

/** By id: an event written again stays one. */
export async function saveEvents(db: Db, { callId, tenantId }: OwnCall, events: readonly CallEvent[]): Promise<void> {
  const { error } = await db.from('call_events').upsert(
    events.map((event) => ({
      id: event.id,
      call_id: callId,
      tenant_id: tenantId,
      kind: event.kind,
      at: event.at.toISOString(),
      detail: asJsonRecord(event.detail),
    })),
    { onConflict: 'id', ignoreDuplicates: true },
  );
  if (error) throw databaseError(error, 'What happened could not be noted.');
}

/** False when the call had ended already. */
export async function finishCall(
  db: Db,
  ending: { reason: EndReason; outcome: CallOutcome; at: Date },
): Promise<boolean> {
  const { data, error } = await db.rpc('finish_call', {
    p_reason: ending.reason,
    p_outcome: ending.outcome,
    p_ended_at: ending.at.toISOString(),
  });
  if (error) throw databaseError(error, 'The call could not be finished.');
  return data;
}
