import type { connectModes } from '@/lib/contracts/routing';
import { type TransferStatus, transferStatusSchema } from '@/lib/contracts/transfer';
import type { Db } from '@/lib/platform/database';
import { databaseError } from '@/lib/platform/database-error';
import type { CallId, TenantId } from '@/lib/platform/ids';
import type { ShownTransfer } from './transfer';

export type Transfer = {
  id: string;
  label: string;
  mode: (typeof connectModes)[number];
  status: TransferStatus;
  summary: string;
  legSid: string | null;
  /** How long they talked, once they have. */
  seconds: number | null;
  askedAt: Date;
};

const columns = 'id, label, mode, status, summary, leg_sid, seconds, asked_at';
type Row = {
  id: string;
  label: string;
  mode: string;
  status: string;
  summary: string;
  leg_sid: string | null;
  seconds: number | null;
  asked_at: string;
};

/** Under the call's own token. */
export async function findTransfer(db: Db, transferId: string): Promise<Transfer | null> {
  const { data, error } = await db.from('transfers').select(columns).eq('id', transferId).maybeSingle();
  if (error) throw databaseError(error, 'The transfer could not be read.');
  return data && transferOf(data);
}

/** The one that the caller waits in, talks in, or has talked in; under the call's own token. */
export async function findLastTransfer(db: Db, callId: CallId): Promise<Transfer | null> {
  const { data, error } = await db
    .from('transfers')
    .select(columns)
    .eq('call_id', callId)
    .in('status', ['asked', 'ringing', 'accepted', 'completed'])
    .order('asked_at', { ascending: false })
    .limit(1)
    .maybeSingle();
  if (error) throw databaseError(error, 'The transfer could not be read.');
  return data && transferOf(data);
}

function transferOf({ mode, status, leg_sid, asked_at, ...row }: Row): Transfer {
  return {
    ...row,
    mode: mode === 'blind' ? 'blind' : 'announced',
    status: transferStatusSchema.parse(status),
    legSid: leg_sid,
    askedAt: new Date(asked_at),
  };
}

/** Everybody who was rung in a call, in order; for its members. */
export async function readTransfers(db: Db, tenantId: TenantId, callId: string): Promise<ShownTransfer[]> {
  const { data, error } = await db
    .from('transfers')
    .select('id, label, mode, status, reason, asked_at, seconds')
    .eq('tenant_id', tenantId)
    .eq('call_id', callId)
    .order('asked_at');
  if (error) throw databaseError(error, 'The transfers of the call could not be read.');
  return data.map(({ mode, status, asked_at, ...row }) => ({
    ...row,
    mode: mode === 'blind' ? 'blind' : 'announced',
    status: transferStatusSchema.parse(status),
    askedAt: asked_at,
  }));
}
