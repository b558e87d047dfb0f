import { z } from 'zod';
import { phoneSchema } from '@/lib/contracts/phone';
import type { Log } from '@/lib/platform/log';
import type { Admission } from '../ports/admission';
import type { Answer, IncomingCall } from '../ports/answer';
import type { CallSetup } from '../ports/call-setup';
import { type Fallback, fallbackOf as fallbackIn } from '../ports/fallback';
import type { PhoneCalls } from './phone-calls';
import { type Reply, textReply, twimlReply } from './reply';
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
  const { admission, calls, tickets, urls, fallbackOf, isDraining, onAdmitted, onDecided, log } = deps;
  const asking = new Map<string, Promise<Answer>>();

  return async function incomingCall(params: FormParams): Promise<Reply> {
    const parsed = incomingCallSchema.safeParse(params);
    if (!parsed.success) return textReply(400, 'Bad request.');
    const { CallSid: callSid, AccountSid: accountSid, To: to, From } = parsed.data;
    const ticket = tickets(callSid, 0);

    const known = calls.pending(ticket.hash)?.setup;
    if (known) return twimlReply(connectTo(known, ticket.token));
    if (isDraining()) return twimlReply(refuse({ why: 'unavailable', fallback: fallbackOf(to), urls }));
    if (!phoneSchema.safeParse(to).success) return twimlReply(unnamed('unknown_number', urls));

    const from = phoneSchema.safeParse(From).success ? From : null;
    const answer = await askOnce({ callSid, accountSid, to, from, ticketHash: ticket.hash });
    if (answer.kind === 'refuse') return twimlReply(refuse({ why: answer.why, fallback: refusedTo(answer, to), urls }));
    return twimlReply(connectTo(answer.setup, ticket.token));
  };

  function connectTo(setup: CallSetup, ticket: string): string {
    return connect({ ticket, urls, fallback: fallbackIn(setup.config) });
  }

  /** What the refusal itself says counts; the rest is as it was when we last looked. */
  function refusedTo({ businessName, fallbackNumber }: Answer & { kind: 'refuse' }, to: string): Fallback {
    const { voicemail } = fallbackOf(to);
    return { businessName, number: fallbackNumber, voicemail: businessName === null ? null : voicemail };
  }

  /** Copies of a webhook that come at once share one question and one call. */
  function askOnce(asked: IncomingCall): Promise<Answer> {
    const underWay = asking.get(asked.callSid);
    if (underWay) return underWay;
    const answer = ask(asked).finally(() => asking.delete(asked.callSid));
    asking.set(asked.callSid, answer);
    return answer;
  }

  async function ask(asked: IncomingCall): Promise<Answer> {
    const answer = await admission.answer(asked);
    onDecided(answer.kind === 'connect' ? 'admit' : answer.why);
    if (answer.kind === 'refuse') {
      log.info({ why: answer.why }, 'A call was refused');
      return answer;
    }
    const { setup, late } = answer;
    calls.expect(asked.ticketHash, { callSid: asked.callSid, accountSid: asked.accountSid, setup, late });
    log.info({ callId: setup.callId, tenantId: setup.tenantId }, 'A call was admitted');
    onAdmitted(setup);
    return answer;
  }
}
