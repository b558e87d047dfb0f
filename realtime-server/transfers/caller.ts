import { readCallFacts } from '@/lib/admission/read';
import type { CallOutcome, EndReason } from '@/lib/contracts/call';
import type { Clock } from '@/lib/platform/clock';
import type { Db } from '@/lib/platform/database';
import type { CallId } from '@/lib/platform/ids';
import type { Log } from '@/lib/platform/log';
import { findLastTransfer, findTransfer, type Transfer } from '@/lib/transfer/read';
import { moveTransfer } from '@/lib/transfer/write';
import { saveUsage } from '@/lib/usage/write';
import type { ProvenTransfer } from '../ports/transfers';
import { noteBlindLeg } from './blind-leg';
import { minutesOf } from './minutes';

type Params = Readonly<Record<string, string | string[]>>;
type Ending = { reason: EndReason; outcome: CallOutcome };
type PassedOn = Pick<ProvenTransfer, 'callSid' | 'callId' | 'tenantId'>;

type Deps = {
  callDb(callId: CallId): Db;
  completeCall(accountSid: string, callSid: string): Promise<void>;
  finish(transfer: PassedOn, ending: Ending): Promise<void>;
  clock: Clock;
  log: Log;
};

/** What becomes of a caller who was in a transfer. */
export type CallerNext = 'hang_up' | 'agent' | 'voicemail';

const final = new Set(['completed', 'busy', 'failed', 'no-answer', 'canceled']);
const transferred: Ending = { reason: 'transferred', outcome: 'answered' };
const hungUp: Ending = { reason: 'caller_hung_up', outcome: 'answered' };

export type TransferredCaller = ReturnType<typeof makeTransferredCaller>;

export function makeTransferredCaller({ callDb, completeCall, finish, clock, log }: Deps) {
  /** Asked once, or several times, and always answered the same. */
  async function ended(transfer: ProvenTransfer, params: Params): Promise<CallerNext> {
    const db = callDb(transfer.callId);
    const known = await findTransfer(db, transfer.transferId);
    if (!known) return 'agent';
    if (known.mode === 'blind') await noteBlindLeg(db, known.id, dialled(params));
    if (final.has(textIn(params, 'CallStatus'))) {
      await gone(transfer, textIn(params, 'AccountSid'));
      return 'hang_up';
    }
    const { status } = (await findTransfer(db, transfer.transferId)) ?? known;
    if (status === 'accepted' || status === 'completed') {
      await moveTransfer(db, transfer.transferId, 'completed');
      await over(transfer, transferred, known.id);
      return 'hang_up';
    }
    if (status === 'voicemail') return 'voicemail';
    if (status === 'ringing') await giveUp(db, known, textIn(params, 'AccountSid'));
    return 'agent';
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
    const known = await findLastTransfer(db, call.callId);
    if (!known) return false;
    if (known.status === 'accepted' || known.status === 'completed') {
      await moveTransfer(db, known.id, 'completed');
      await over(call, transferred, known.id);
      return true;
    }
    await moveTransfer(db, known.id, 'cancelled', { reason: 'caller_gone' });
    await stopLeg(known, accountSid);
    await over(call, hungUp, known.id);
    return true;
  }

  /** Nobody of ours was on the line at its end: its minutes are counted here, and so are those of whoever was rung. */
  async function over(call: PassedOn, ending: Ending, transferId: string): Promise<void> {
    const db = callDb(call.callId);
    const now = clock.now();
    try {
      const [{ answeredAt }, leg] = await Promise.all([readCallFacts(db, call.callId), findTransfer(db, transferId)]);
      await saveUsage(db, call, minutesOf({ answeredAt, now, leg }));
    } catch (err) {
      log.error({ err }, 'The minutes of a call that was passed on were not counted');
    }
    await finish(call, ending);
  }

  return { ended, gone };
}

/** As a dial says it of whom it rang, when that is over. */
function dialled(params: Params) {
  const status = textIn(params, 'DialCallStatus');
  return {
    status: status === 'answered' ? 'completed' : status,
    seconds: Number(textIn(params, 'DialCallDuration')) || 0,
  };
}

function textIn(params: Params, name: string): string {
  const value = params[name];
  return typeof value === 'string' ? value : '';
}
