import { z } from 'zod';
import { phoneSchema } from '@/lib/contracts/phone';
import type { Log } from '@/lib/platform/log';
import type { Admission } from '../ports/admission';
import type { Answer, IncomingCall } from '../ports/answer';
import type { CallSetup } from '../ports/call-setup';
import { type Fallback, fallbackOf as fallbackIn } from '../ports/fallback';
import type { HandedOver } from './handed-over';
import type { Leg } from './leg-ended';
import type { PhoneCalls } from './phone-calls';
import { type Reply, textReply, twimlReply } from './reply';
import { routeSteps } from './route-steps';
import type { TicketPress } from './ticket';
import { connect, type PhoneUrls, refuse, unnamed } from './twiml';
import type { FormParams } from './verify-signature';

const incomingCallSchema = z.object({
  CallSid: z.string().regex(/^[A-Za-z0-9]{1,64}$/),
  AccountSid: z.string().regex(/^[A-Za-z0-9]{1,64}$/),
  To: z.string().max(200),
  From: z.string().max(200).default(''),
});

type Deps = {
  admission: Pick<Admission, 'answer'>;
  calls: PhoneCalls;
  handedOver: HandedOver;
  tickets: TicketPress;
  urls: PhoneUrls;
  fallbackOf(dialedNumber: string): Fallback;
  isDraining(): boolean;
  /** A call was admitted and its stream is expected. */
  onAdmitted(setup: CallSetup): void;
  onDecided(decision: string): void;
  log: Log;
};

/** Answers the carrier's "a call comes in", the same for every copy of the same question. */
export function makeIncomingCall(deps: Deps) {
  const { admission, calls, handedOver, tickets, urls, fallbackOf, isDraining, onAdmitted, onDecided, log } = deps;
  const asking = new Map<string, Promise<Answer>>();

  async function incomingCall(params: FormParams): Promise<Reply> {
    const parsed = incomingCallSchema.safeParse(params);
    if (!parsed.success) return textReply(400, 'Bad request.');
    const { CallSid: callSid, AccountSid: accountSid, To: to, From } = parsed.data;
    const ticket = tickets(callSid, 0);

    const known = calls.pending(ticket.hash)?.setup;
    if (known) return twimlReply(connectTo(known, ticket.token));
    if (isDraining()) return twimlReply(refuse({ why: 'unavailable', fallback: fallbackOf(to), urls }));
    if (!phoneSchema.safeParse(to).success) return twimlReply(unnamed('unknown_number', urls));

    const from = phoneSchema.safeParse(From).success ? From : null;
    const answer = await askOnce({ callSid, accountSid, to, from, ticketHash: ticket.hash }, false);
    return replyTo(answer, to, ticket.token);
  }

  /** Nobody of the staff picked up: the rest of the plan, with a ticket that has not grown old meanwhile. */
  async function afterStaff({ callSid, accountSid, to, from }: Leg): Promise<Reply> {
    const ticket = tickets(callSid, 1);
    if (isDraining()) return twimlReply(refuse({ why: 'unavailable', fallback: fallbackOf(to), urls }));
    const answer = await askOnce({ callSid, accountSid, to, from, ticketHash: ticket.hash }, true);
    return replyTo(answer, to, ticket.token);
  }

  return { incomingCall, afterStaff };

  function replyTo(answer: Answer, to: string, ticket: string): Reply {
    if (answer.kind === 'refuse') return twimlReply(refuse({ why: answer.why, fallback: refusedTo(answer, to), urls }));
    if (answer.kind === 'route') return twimlReply(routeSteps(answer.steps, answer.setup.config, urls));
    return twimlReply(connectTo(answer.setup, ticket));
  }

  function connectTo(setup: CallSetup, ticket: string): string {
    return connect({ ticket, urls, fallback: fallbackIn(setup.config) });
  }

  /** What the refusal itself says counts; the rest is as it was when we last looked. */
  function refusedTo({ businessName, fallbackNumber }: Answer & { kind: 'refuse' }, to: string): Fallback {
    const { voicemail } = fallbackOf(to);
    return { businessName, number: fallbackNumber, voicemail: businessName === null ? null : voicemail };
  }

  /** Copies of a webhook that come at once share one question and one call. */
  function askOnce(asked: IncomingCall, staffWereRung: boolean): Promise<Answer> {
    const underWay = asking.get(asked.callSid);
    if (underWay) return underWay;
    const answer = ask(asked, staffWereRung).finally(() => asking.delete(asked.callSid));
    asking.set(asked.callSid, answer);
    return answer;
  }

  async function ask(asked: IncomingCall, staffWereRung: boolean): Promise<Answer> {
    const answer = await admission.answer(asked, { staffWereRung });
    onDecided(answer.kind === 'refuse' ? answer.why : answer.kind === 'route' ? 'routed' : 'admit');
    if (answer.kind === 'refuse') {
      log.info({ why: answer.why }, 'A call was refused');
      return answer;
    }
    const { setup, late } = answer;
    if (answer.kind === 'route') {
      // Without the database there is no row to hold.
      if (!late) handedOver.begin(asked.callSid, setup);
      log.info({ callId: setup.callId, tenantId: setup.tenantId, to: answer.steps[0]?.do }, 'A call was routed');
      return answer;
    }
    handedOver.release(asked.callSid);
    calls.expect(asked.ticketHash, { callSid: asked.callSid, accountSid: asked.accountSid, setup, late });
    log.info({ callId: setup.callId, tenantId: setup.tenantId }, 'A call was admitted');
    onAdmitted(setup);
    return answer;
  }
}
