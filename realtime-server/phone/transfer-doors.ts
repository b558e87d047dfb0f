import { addTicket } from '@/lib/admission/write';
import type { Clock } from '@/lib/platform/clock';
import type { Db } from '@/lib/platform/database';
import type { Log } from '@/lib/platform/log';
import type { Fallback } from '../ports/fallback';
import type { ProvenTransfer } from '../ports/transfers';
import type { PhoneCalls } from './phone-calls';
import { type Reply, textReply, twimlReply } from './reply';
import type { TicketPress } from './ticket';
import { type TransferGate, transferPaths } from './transfer-gate';
import { connect, hangUp, type PhoneUrls, refuse } from './twiml';
import type { FormParams } from './verify-signature';

type Room = {
  whisper(transfer: ProvenTransfer): Promise<string>;
  choice(transfer: ProvenTransfer, params: FormParams): Promise<string>;
  ended(transfer: ProvenTransfer, params: FormParams): Promise<void>;
  blindLeg(transfer: ProvenTransfer, params: FormParams): Promise<void>;
  hold(transfer: ProvenTransfer, params: FormParams): Promise<string>;
  callerEnded(transfer: ProvenTransfer, params: FormParams): Promise<'hang_up' | 'agent' | 'voicemail'>;
};

type Deps = {
  service: Db;
  gate: TransferGate;
  room: Room;
  calls: PhoneCalls;
  tickets: TicketPress;
  urls: PhoneUrls;
  fallbackOf(call: { callSid: string; dialedNumber: string }): Promise<Fallback>;
  isDraining(): boolean;
  clock: Clock;
  log: Log;
};

const ticketLifeMs = 60_000;
/** The session that passed the caller on is still writing down what was said. */
const letGoWithinMs = 8_000;
const lookEveryMs = 50;
const usualVoicemail = { greeting: '', maxSeconds: 120 };

/** What the carrier asks while a caller is being passed on: about the caller, and about whoever is rung. */
export function makeTransferDoors(deps: Deps) {
  const { service, gate, room, calls, tickets, urls, fallbackOf, isDraining, clock, log } = deps;

  function door(path: string, answer: (transfer: ProvenTransfer, params: FormParams) => Promise<Reply>) {
    return {
      path,
      name: path.slice('/phone/'.length),
      async answer(params: FormParams, url: string): Promise<Reply> {
        const transfer = await gate.open(new URL(url, 'http://localhost').searchParams);
        return transfer ? answer(transfer, params) : textReply(403, 'Forbidden.');
      },
    };
  }

  async function callerEnded(transfer: ProvenTransfer, params: FormParams): Promise<Reply> {
    const dialedNumber = typeof params.To === 'string' ? params.To : '';
    const asked = { callSid: transfer.callSid, dialedNumber };
    try {
      const next = await room.callerEnded(transfer, params);
      if (next === 'hang_up') return twimlReply(hangUp());
      if (next === 'voicemail') return recorder(asked);
      if (isDraining()) return apology(asked);
      return await backToAgent(transfer, asked, typeof params.AccountSid === 'string' ? params.AccountSid : '');
    } catch (err) {
      log.error({ err }, 'A caller who came back from a transfer could not be taken up again');
      return apology(asked);
    }
  }

  async function backToAgent(transfer: ProvenTransfer, asked: AskedCall, accountSid: string): Promise<Reply> {
    const { callSid, transferId, callId, tenantId } = transfer;
    await untilLetGo(callSid);
    const ticket = tickets(callSid, `transfer ${transferId}`);
    const expiresAt = new Date(clock.now().getTime() + ticketLifeMs);
    await addTicket(service, { hash: ticket.hash, callId, tenantId, expiresAt, transferId });
    calls.expect(ticket.hash, { callSid, accountSid, setup: null });
    log.info({ callId }, 'A caller comes back from a transfer');
    return twimlReply(connect({ ticket: ticket.token, urls, fallback: await fallbackOf(asked) }));
  }

  /** A call has one stream: the next is let in when the one before is forgotten. */
  function untilLetGo(callSid: string): Promise<void> {
    const deadlineMs = clock.monotonicMs() + letGoWithinMs;
    return new Promise((resolve) => {
      const look = () => {
        if (!calls.held(callSid) || clock.monotonicMs() >= deadlineMs) resolve();
        else clock.setTimeout(look, lookEveryMs);
      };
      look();
    });
  }

  async function apology(asked: AskedCall): Promise<Reply> {
    return twimlReply(refuse({ why: 'unavailable', fallback: await fallbackOf(asked), urls }));
  }

  async function recorder(asked: AskedCall): Promise<Reply> {
    const fallback = await fallbackOf(asked);
    const voicemail = fallback.voicemail ?? usualVoicemail;
    return twimlReply(refuse({ why: 'unavailable', fallback: { ...fallback, number: null, voicemail }, urls }));
  }

  return [
    door(transferPaths.whisper, async (transfer) => twimlReply(await room.whisper(transfer))),
    door(transferPaths.choice, async (transfer, params) => twimlReply(await room.choice(transfer, params))),
    door(transferPaths.hold, async (transfer, params) => twimlReply(await room.hold(transfer, params))),
    door(transferPaths.legEnded, async (transfer, params) => {
      await room.ended(transfer, params);
      return textReply(204, '');
    }),
    door(transferPaths.legStatus, async (transfer, params) => {
      await room.blindLeg(transfer, params);
      return textReply(204, '');
    }),
    door(transferPaths.ended, callerEnded),
  ];
}

type AskedCall = { callSid: string; dialedNumber: string };
