import type { TransferStatus } from '@/lib/contracts/transfer';
import type { Clock } from '@/lib/platform/clock';
import type { Db } from '@/lib/platform/database';
import type { CallId } from '@/lib/platform/ids';
import type { Log } from '@/lib/platform/log';
import { findTransfer } from '@/lib/transfer/read';
import { moveTransfer, noteTransferLeg } from '@/lib/transfer/write';
import type { ProvenTransfer, TransferUrls } from '../ports/transfers';
import { askAgain, enterRoom, goodbye, hold, longestTalkSeconds, whisper } from './twiml';

/** What is asked of the carrier about legs and callers. */
export type LegRest = {
  redirectCall(accountSid: string, callSid: string, to: { url: string }): Promise<void>;
  completeCall(accountSid: string, callSid: string): Promise<void>;
  placeCall(
    accountSid: string,
    leg: {
      to: string;
      from: string;
      url: string;
      statusUrl: string;
      ringSeconds: number;
      longestSeconds: number;
    },
  ): Promise<string>;
};

type Params = Readonly<Record<string, string | string[]>>;

type Deps = {
  callDb(callId: CallId): Db;
  rest: LegRest;
  urlsOf(transfer: Pick<ProvenTransfer, 'callSid' | 'transferId'>): TransferUrls;
  /** The caller waits with us: nobody takes their call for abandoned. */
  hold(transfer: ProvenTransfer): void;
  clock: Clock;
  log: Log;
};

/** A telephone that rings, and the whisper, never take longer than this together. */
const longestAskMs = 120_000;
const longHoldMs = 12_000;
const bringBackTries = 3;
const tryAgainMs = 600;
/** Longer than the carrier takes to ask what is next. */
const comeBackWithinMs = 20_000;

const outcomes: Record<string, TransferStatus> = {
  busy: 'busy',
  'no-answer': 'no_answer',
  failed: 'failed',
  canceled: 'failed',
  // They, or a machine of theirs, picked up and pressed nothing.
  completed: 'no_answer',
};

export type Legs = ReturnType<typeof makeLegs>;

/** The telephone of whoever is asked to take a caller: it rings, it whispers, it hears a key, and it ends. */
export function makeLegs({ callDb, rest, urlsOf, hold: keep, clock, log }: Deps) {
  /** Told to come back, and not back yet: told twice, they would leave the agent again. */
  const comingBack = new Set<string>();

  /** A caller whom the carrier does not give back now is asked for again when their hold music is. */
  async function bringBack(accountSid: string, transfer: ProvenTransfer): Promise<void> {
    if (comingBack.has(transfer.transferId)) return;
    comingBack.add(transfer.transferId);
    clock.setTimeout(() => comingBack.delete(transfer.transferId), comeBackWithinMs);
    for (let attempt = 1; attempt <= bringBackTries; attempt++) {
      try {
        await rest.redirectCall(accountSid, transfer.callSid, { url: urlsOf(transfer).ended });
        return;
      } catch (err) {
        log.warn({ err, attempt }, 'A caller could not be brought back from a transfer');
        await new Promise<void>((resolve) => clock.setTimeout(resolve, tryAgainMs));
      }
    }
    comingBack.delete(transfer.transferId);
  }

  async function ring(
    accountSid: string,
    transfer: ProvenTransfer,
    { phone, from, ringSeconds }: { phone: string; from: string; ringSeconds: number },
  ): Promise<void> {
    const db = callDb(transfer.callId);
    const urls = urlsOf(transfer);
    try {
      const legSid = await rest.placeCall(accountSid, {
        ...{ to: phone, from, ringSeconds, longestSeconds: longestTalkSeconds },
        ...{ url: urls.whisper, statusUrl: urls.legEnded },
      });
      if (!(await noteTransferLeg(db, transfer.transferId, legSid))) await rest.completeCall(accountSid, legSid);
    } catch (err) {
      log.error({ err }, 'Nobody could be rung for a caller');
      await settle(accountSid, transfer, 'failed', 'carrier').catch((cause) =>
        log.error({ err: cause }, 'A transfer was not ended'),
      );
    }
  }

  /** Once; the caller comes back by it. */
  async function settle(
    accountSid: string,
    transfer: ProvenTransfer,
    status: TransferStatus,
    reason = '',
  ): Promise<boolean> {
    const isFirst = await moveTransfer(callDb(transfer.callId), transfer.transferId, status, { reason });
    if (isFirst) await bringBack(accountSid, transfer);
    return isFirst;
  }

  async function chosen(accountSid: string, transfer: ProvenTransfer, key: string): Promise<string> {
    if (key === '1') {
      const isTaken = await moveTransfer(callDb(transfer.callId), transfer.transferId, 'accepted');
      return isTaken ? enterRoom(transfer.transferId) : goodbye('The caller is not waiting any more. Goodbye.');
    }
    if (key === '2') {
      await settle(accountSid, transfer, 'declined');
      return goodbye('The caller will be told that you cannot take the call. Goodbye.');
    }
    if (key === '3') {
      await settle(accountSid, transfer, 'voicemail');
      return goodbye('The caller is sent to voicemail. Goodbye.');
    }
    return askAgain(urlsOf(transfer));
  }

  return {
    ring,

    async whisper(transfer: ProvenTransfer): Promise<string> {
      const known = await findTransfer(callDb(transfer.callId), transfer.transferId);
      if (known?.status !== 'ringing') return goodbye('The caller is not waiting any more. Goodbye.');
      return whisper({ summary: known.summary, urls: urlsOf(transfer) });
    },

    choice(transfer: ProvenTransfer, params: Params): Promise<string> {
      return chosen(textIn(params, 'AccountSid'), transfer, textIn(params, 'Digits'));
    },

    async ended(transfer: ProvenTransfer, params: Params): Promise<void> {
      const said = textIn(params, 'CallStatus');
      const status = outcomes[said];
      if (status) await settle(textIn(params, 'AccountSid'), transfer, status, said === 'completed' ? 'no_key' : '');
    },

    /** Also the way back for a caller whom a crash would have left waiting. */
    async hold(transfer: ProvenTransfer, params: Params): Promise<string> {
      const known = await findTransfer(callDb(transfer.callId), transfer.transferId);
      const urls = urlsOf(transfer);
      if (!known) return goodbye('We are sorry, something went wrong. Please call again. Goodbye.');
      keep(transfer);
      const waitedMs = clock.now().getTime() - known.askedAt.getTime();
      const isStuck = known.status !== 'accepted' && (known.status !== 'ringing' || waitedMs > longestAskMs);
      if (isStuck) {
        const accountSid = textIn(params, 'AccountSid');
        if (!(await settle(accountSid, transfer, 'failed', 'too_long'))) await bringBack(accountSid, transfer);
      }
      return hold({ label: known.label, isLong: waitedMs > longHoldMs, urls });
    },
  };
}

function textIn(params: Params, name: string): string {
  const value = params[name];
  return typeof value === 'string' ? value : '';
}
