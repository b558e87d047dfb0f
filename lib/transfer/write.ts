import {
  type AskedTransfer,
  askedTransferSchema,
  type ReturnedCaller,
  returnedCallerSchema,
  type TransferStatus,
} from '@/lib/contracts/transfer';
import type { Db } from '@/lib/platform/database';
import { databaseError } from '@/lib/platform/database-error';

export type TransferWish = { toolCallId: string; label: string; summary: string; country: string | null };

/** Under the call's own token. The same wish twice is one transfer. */
export async function askTransfer(db: Db, wish: TransferWish): Promise<AskedTransfer> {
  const { data, error } = await db.rpc('ask_transfer', {
    p_tool_call_id: wish.toolCallId,
    p_label: wish.label,
    p_summary: wish.summary,
    p_country: wish.country ?? '',
  });
  if (error) throw databaseError(error, 'The transfer could not be noted.');
  return askedTransferSchema.parse(data);
}

/** To whoever sent the command, by the telephone that they verified. Under the call's own token; the same command is one. */
export async function askTakeOver(db: Db, wish: { commandId: string; summary: string }): Promise<AskedTransfer> {
  const { data, error } = await db.rpc('ask_take_over', { p_command: wish.commandId, p_summary: wish.summary });
  if (error) throw databaseError(error, 'The transfer could not be noted.');
  return askedTransferSchema.parse(data);
}

/** False when the transfer is not where this step begins: somebody else took it, or it is over. */
export async function moveTransfer(
  db: Db,
  transferId: string,
  status: TransferStatus,
  { reason, seconds }: { reason?: string; seconds?: number } = {},
): Promise<boolean> {
  const { data, error } = await db.rpc('move_transfer', {
    p_transfer: transferId,
    p_status: status,
    p_reason: reason,
    p_seconds: seconds,
  });
  if (error) throw databaseError(error, 'The transfer could not be noted.');
  return data;
}

/** The leg that rings. False when nobody is waiting for it any more. */
export async function noteTransferLeg(db: Db, transferId: string, legSid: string): Promise<boolean> {
  const { data, error } = await db.rpc('note_transfer_leg', { p_transfer: transferId, p_leg_sid: legSid });
  if (error) throw databaseError(error, 'The telephone that rings could not be noted.');
  return data;
}

/** Null unless the caller has just come back from somebody who did not take the call; given once. */
export async function takeBackCaller(db: Db): Promise<ReturnedCaller | null> {
  const { data, error } = await db.rpc('take_back_caller');
  if (error) throw databaseError(error, 'The transfer could not be read.');
  return data === null ? null : returnedCallerSchema.parse(data);
}
