import type { ConnectMode } from '@/lib/contracts/routing';
import type { TransferStatus } from '@/lib/contracts/transfer';

/** A transfer as members see it: a name, never a number. */
export type ShownTransfer = {
  id: string;
  label: string;
  mode: ConnectMode;
  status: TransferStatus;
  reason: string;
  askedAt: string;
  seconds: number | null;
};
