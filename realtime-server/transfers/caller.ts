import type { CallOutcome, EndReason } from '@/lib/contracts/call';
import type { TransferStatus } from '@/lib/contracts/transfer';
import type { Db } from '@/lib/platform/database';
import type { CallId } from '@/lib/platform/ids';
import type { Log } from '@/lib/platform/log';
import { findOpenTransfer, findTransfer, type Transfer } from '@/lib/transfer/read';
import { moveTransfer } from '@/lib/transfer/write';
import type { ProvenTransfer } from '../ports/transfers';

type Params = Readonly<Record<string, string | string[]>>;
type Ending = { reason: EndReason; outcome: CallOutcome };
type PassedOn = Pick<ProvenTransfer, 'callSid' | 'callId' | 'tenantId'>;

type Deps = {
  callDb(callId: CallId): Db;
  completeCall(accountSid: string, callSid: string): Promise<void>;
  finish(transfer: PassedOn, ending: Ending): Promise<void>;
  log: Log;
};

/** What becomes of a caller who was in a transfer. */
export type CallerNext = 'hang_up' | 'agent' | 'voicemail';

const over = new Set(['completed', 'busy', 'failed', 'no-answer', 'canceled']);
const blindOutcomes: Record<string, TransferStatus> = { busy: 'busy', 'no-answer': 'no_answer' };
const transferred: Ending = { reason: 'transferred', outcome: 'answered' };
const hungUp: Ending = { reason: 'caller_hung_up', outcome: 'answered' };

export type TransferredCaller = ReturnType<typeof makeTransferredCaller>;

export function makeTransferredCaller({ callDb, completeCall, finish, log }: Deps) {
  /** Asked once, or several times, and always answered the same. */
  async function ended(transfer: ProvenTransfer, params: Params): Promise<CallerNext> {
    const db = callDb(transfer.callId);
    const known = await findTransfer(db, transfer.transferId);
    if (!known) return 'agent';
    if (known.mode === 'blind') await noteBlind(db, known, params);
    if (over.has(textIn(params, 'CallStatus'))) {
      await gone(transfer, textIn(params, 'AccountSid'));
      return 'hang_up';
    }
    const { status } = (await findTransfer(db, transfer.transferId)) ?? known;
    if (status === 'accepted' || status === 'completed') {
      await moveTransfer(db, transfer.transferId, 'completed');
      await finish(transfer, transferred);
      return 'hang_up';
    }
    if (status === 'voicemail') return 'voicemail';
    if (status === 'ringing') await giveUp(db, known, textIn(params, 'AccountSid'));
    return 'agent';
  }

  /** The carrier's own word is all there is of a telephone that was simply rung. */
  async function noteBlind(db: Db, { id, status }: Transfer, params: Params): Promise<void> {
    const said = textIn(params, 'DialCallStatus');
    if (said === '' || status !== 'ringing') return;
    if (said !== 'completed' && said !== 'answered') {
      await moveTransfer(db, id, blindOutcomes[said] ?? 'failed');
      return;
    }
    await moveTransfer(db, id, 'accepted');
    await moveTransfer(db, id, 'completed', { seconds: Number(textIn(params, 'DialCallDuration')) || 0 });
  }

  /** The room closed on a caller whom nobody had taken yet. */
  async function giveUp(db: Db, known: Transfer, accountSid: string): Promise<void> {
    await moveTransfer(db, known.id, 'failed', { reason: 'carrier' });
    await stopLeg(known, accountSid);
  }

  async function stopLeg({ legSid }: Transfer, accountSid: string): Promise<void> {
    if (legSid === null) return;
    await completeCall(accountSid, legSid).catch((err) => log.warn({ err }, 'A telephone may ring on for nobody'));
  }

  /** The caller hung up. False when the call was in no transfer. */
  async function gone(call: PassedOn, accountSid: string): Promise<boolean> {
    const db = callDb(call.callId);
    const known = await findOpenTransfer(db, call.callId);
    if (!known) return false;
    if (known.status === 'accepted') {
      await moveTransfer(db, known.id, 'completed');
      await finish(call, transferred);
      return true;
    }
    await moveTransfer(db, known.id, 'cancelled', { reason: 'caller_gone' });
    await stopLeg(known, accountSid);
    await finish(call, hungUp);
    return true;
  }

  return { ended, gone };
}

function textIn(params: Params, name: string): string {
  const value = params[name];
  return typeof value === 'string' ? value : '';
}
