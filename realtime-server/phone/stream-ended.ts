import { z } from 'zod';
import { type CarrierCall, findCarrierCall } from '@/lib/admission/read';
import { addTicket } from '@/lib/admission/write';
import type { Clock } from '@/lib/platform/clock';
import type { Db } from '@/lib/platform/database';
import { mintCallId, mintTenantId } from '@/lib/platform/ids';
import type { Log } from '@/lib/platform/log';
import type { Fallback } from '../ports/fallback';
import type { PhoneCalls } from './phone-calls';
import { type Reply, textReply, twimlReply } from './reply';
import type { TicketPress } from './ticket';
import { connect, hangUp, type PhoneUrls, refuse } from './twiml';
import type { FormParams } from './verify-signature';

const streamEndedSchema = z.object({
  CallSid: z.string().regex(/^[A-Za-z0-9]{1,64}$/),
  AccountSid: z.string().regex(/^[A-Za-z0-9]{1,64}$/),
  CallStatus: z.string().max(40).default(''),
  To: z.string().max(200).default(''),
});

type Deps = {
  service: Db;
  calls: PhoneCalls;
  tickets: TicketPress;
  urls: PhoneUrls;
  fallbackOf(call: { callSid: string; dialedNumber: string }): Promise<Fallback>;
  /** Resolves when what a crash left on disk is in the database, or is taking too long. */
  recovered(): Promise<void>;
  isDraining(): boolean;
  /** The calls that are left go to other servers. */
  isHandingOver(): boolean;
  clock: Clock;
  log: Log;
};

const maxResumes = 2;
const ticketLifeMs = 60_000;
const over = new Set(['completed', 'busy', 'failed', 'no-answer', 'canceled']);
const endedByUs = new Set(['ai_unavailable', 'cap_reached', 'error', 'server_stopped']);

export type AfterStream = { next: 'hang_up' } | { next: 'apologise' } | { next: 'resume'; attempt: number };

/** What a call gets when its stream is over: its end, its conversation back, or a person. */
export function afterStream(call: Pick<CarrierCall, 'status' | 'endReason' | 'tickets'>): AfterStream {
  if (call.status === 'ended') return { next: endedByUs.has(call.endReason ?? '') ? 'apologise' : 'hang_up' };

  const issued = Math.max(1, call.tickets.length);
  const attempt = call.tickets.some((ticket) => ticket === 'open') ? issued - 1 : issued;
  return attempt > maxResumes ? { next: 'apologise' } : { next: 'resume', attempt };
}

/** The carrier asks what to do now that the stream is over. */
export function makeStreamEnded(deps: Deps) {
  const { service, calls, tickets, urls, fallbackOf, recovered, isDraining, isHandingOver, clock, log } = deps;

  return async function streamEnded(params: FormParams): Promise<Reply> {
    const parsed = streamEndedSchema.safeParse(params);
    if (!parsed.success) return textReply(400, 'Bad request.');
    const { CallSid: callSid, AccountSid: accountSid, CallStatus, To } = parsed.data;
    const asked = { callSid, dialedNumber: To };
    if (over.has(CallStatus)) return twimlReply(hangUp());

    const held = calls.held(callSid);
    const redirectedTo = held?.line.redirectedTo();
    if (redirectedTo) return twimlReply(redirectedTo);
    const letGo = held?.line.letGo();
    if (letGo === 'hung_up') return finalReply({ next: 'hang_up' }, asked);
    if (letGo === 'released' && !isHandingOver()) return finalReply({ next: 'apologise' }, asked);
    const endReason = calls.endedBecause(callSid);
    if (endReason && endReason !== 'handed_over')
      return finalReply(afterStream({ status: 'ended', endReason, tickets: [] }), asked);
    if (isDraining() && !held && !isHandingOver()) return finalReply({ next: 'apologise' }, asked);

    try {
      await recovered();
      const call = await findCarrierCall(service, callSid);
      if (!call) return twimlReply(hangUp());
      const after = afterStream(call);
      return after.next === 'resume' ? await resume(call, after.attempt) : finalReply(after, asked);
    } catch (err) {
      log.error({ err }, 'A call that broke off could not be taken up again');
      return finalReply({ next: 'apologise' }, asked);
    }

    async function resume(call: CarrierCall, attempt: number): Promise<Reply> {
      const ticket = tickets(callSid, attempt);
      const callId = mintCallId(call.id);
      await addTicket(service, {
        hash: ticket.hash,
        callId,
        tenantId: mintTenantId(call.tenantId),
        expiresAt: new Date(clock.now().getTime() + ticketLifeMs),
      });
      if (!isHandingOver()) calls.expect(ticket.hash, { callSid, accountSid, setup: null });
      log.warn({ callId, attempt }, 'A call broke off and is taken up again');
      return twimlReply(connect({ ticket: ticket.token, urls, fallback: await fallbackOf(asked) }));
    }
  };

  async function finalReply(after: AfterStream, call: { callSid: string; dialedNumber: string }): Promise<Reply> {
    if (after.next === 'hang_up') return twimlReply(hangUp());
    return twimlReply(refuse({ why: 'unavailable', fallback: await fallbackOf(call), urls }));
  }
}
