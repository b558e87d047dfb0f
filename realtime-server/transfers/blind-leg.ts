import type { TransferStatus } from '@/lib/contracts/transfer';
import type { Db } from '@/lib/platform/database';
import type { CallId } from '@/lib/platform/ids';
import { findTransfer } from '@/lib/transfer/read';
import { moveTransfer } from '@/lib/transfer/write';
import type { ProvenTransfer } from '../ports/transfers';

type Params = Readonly<Record<string, string | string[]>>;

/** Of a telephone that nobody took. `canceled` is the caller's own end, and told by their call. */
const unanswered: Record<string, TransferStatus> = { busy: 'busy', 'no-answer': 'no_answer', failed: 'failed' };
const taken = new Set(['in-progress', 'answered']);

/**
 * What the carrier says of a telephone that was simply rung: by its own callbacks while it goes on, and by the dial when
 * it is over. In any order and any number of copies: a step is taken once, and none is taken back.
 */
export async function noteBlindLeg(db: Db, transferId: string, said: { status: string; seconds: number }) {
  const lost = unanswered[said.status];
  if (lost) await moveTransfer(db, transferId, lost);
  if (!taken.has(said.status) && said.status !== 'completed') return;
  await moveTransfer(db, transferId, 'accepted');
  if (said.status === 'completed') await moveTransfer(db, transferId, 'completed', { seconds: said.seconds });
}

export function makeBlindLeg({ callDb }: { callDb(callId: CallId): Db }) {
  return async function told({ callId, transferId }: ProvenTransfer, params: Params): Promise<void> {
    const db = callDb(callId);
    const known = await findTransfer(db, transferId);
    if (known?.mode !== 'blind') return;
    await noteBlindLeg(db, transferId, {
      status: String(params.CallStatus ?? ''),
      seconds: Number(params.CallDuration) || 0,
    });
  };
}
