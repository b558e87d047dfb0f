import type { TransferRefusal, TransferStatus } from '@/lib/contracts/transfer';
import type { CallId, TenantId } from '@/lib/platform/ids';

export type TransferWish = {
  /** The same wish twice rings once. */
  toolCallId: string;
  label: string;
  /** What the person is told of the caller. */
  summary: string;
};

export type TakeOverWish = { commandId: string; summary: string };

export type TransferAnswer =
  | { kind: 'planned'; transferId: string; label: string }
  | { kind: 'repeated'; status: TransferStatus; label: string }
  | { kind: 'refused'; why: TransferRefusal | 'hours' };

/** How a call passes its caller on. */
export type CallTransfers = {
  /** Checks the wish and notes it. Nobody is rung yet. */
  plan(wish: TransferWish): Promise<TransferAnswer>;
  /** The same for whoever sent the command: who that is, and where they are rung, only the database says. */
  planTakeOver(wish: TakeOverWish): Promise<TransferAnswer>;
  /** Takes the caller off the stream and rings. Rejects when the carrier did not take the caller: they are still here. */
  connect(transferId: string): Promise<void>;
  /** Nobody is to be rung after all. */
  cancel(transferId: string): void;
};

/** A transfer that a webhook of the carrier is about; proven by what its address holds. */
export type ProvenTransfer = { callSid: string; transferId: string; callId: CallId; tenantId: TenantId };

/** Where the carrier asks about one transfer. */
export type TransferUrls = {
  /** Whoever was rung has picked up. */
  whisper: string;
  /** They pressed a key. */
  choice: string;
  /** Their telephone is done. */
  legEnded: string;
  /** How a telephone that is simply rung gets on. */
  legStatus: string;
  /** The caller waits. */
  hold: string;
  ringing: string;
  /** The caller is not in the transfer any more, or should not be. */
  ended: string;
};
