import { z } from 'zod';
import { findCarrierCall } from '@/lib/admission/read';
import type { EndReason } from '@/lib/contracts/call';
import { phoneSchema } from '@/lib/contracts/phone';
import type { Db } from '@/lib/platform/database';
import { mintCallId, mintTenantId } from '@/lib/platform/ids';
import type { Log } from '@/lib/platform/log';
import type { Fallback } from '../ports/fallback';
import type { HandedOver } from './handed-over';
import { type Reply, textReply, twimlReply } from './reply';
import { hangUp, type PhoneUrls, refuse } from './twiml';
import type { FormParams } from './verify-signature';

const legSchema = z.object({
  CallSid: z.string().regex(/^[A-Za-z0-9]{1,64}$/),
  AccountSid: z.string().regex(/^[A-Za-z0-9]{1,64}$/),
  CallStatus: z.string().max(40).default(''),
  DialCallStatus: z.string().max(40).default(''),
  DialCallDuration: z
    .string()
    .regex(/^\d{1,6}$/)
    .default('0'),
  To: z.string().max(200).default(''),
  From: z.string().max(200).default(''),
});

const callerGone = new Set(['completed', 'busy', 'failed', 'no-answer', 'canceled']);

export type Leg = { callSid: string; accountSid: string; to: string; from: string | null };

type Deps = {
  service: Db;
  handedOver: HandedOver;
  urls: PhoneUrls;
  fallbackOf(call: { callSid: string; dialedNumber: string }): Promise<Fallback>;
  /** What comes after staff who did not pick up. */
  afterStaff(leg: Leg): Promise<Reply>;
  log: Log;
};

/** Somebody of the tenant's was rung: a conversation is the end of the call, and silence leads on. */
export function makeLegEnded({ service, handedOver, urls, fallbackOf, afterStaff, log }: Deps) {
  function legEnded(reason: EndReason, next: (leg: Leg) => Promise<Reply>) {
    return async (params: FormParams): Promise<Reply> => {
      const parsed = legSchema.safeParse(params);
      if (!parsed.success) return textReply(400, 'Bad request.');
      const { CallSid: callSid, AccountSid: accountSid, To: to, From, ...said } = parsed.data;

      if (said.DialCallStatus === 'completed') {
        await finish(callSid, reason, Number(said.DialCallDuration));
        return twimlReply(hangUp());
      }
      if (callerGone.has(said.CallStatus)) return twimlReply(hangUp());
      return next({ callSid, accountSid, to, from: phoneSchema.safeParse(From).data ?? null });
    };
  }

  async function finish(callSid: string, reason: EndReason, seconds: number): Promise<void> {
    try {
      const call = await findCarrierCall(service, callSid);
      if (!call) return;
      const own = { callId: mintCallId(call.id), tenantId: mintTenantId(call.tenantId) };
      await handedOver.finish(callSid, own, { reason, outcome: 'answered' }, seconds);
    } catch (err) {
      log.error({ err }, 'A call that somebody took was not noted as such');
    }
  }

  async function afterForward({ callSid, to }: Leg): Promise<Reply> {
    return twimlReply(refuse({ why: 'unavailable', fallback: await fallbackOf({ callSid, dialedNumber: to }), urls }));
  }

  async function afterFallback({ callSid, to }: Leg): Promise<Reply> {
    const fallback = { ...(await fallbackOf({ callSid, dialedNumber: to })), number: null };
    return twimlReply(refuse({ why: 'unavailable', fallback, urls }));
  }

  return {
    staffEnded: legEnded('staff_answered', afterStaff),
    forwardEnded: legEnded('forwarded', afterForward),
    dialEnded: legEnded('forwarded', afterFallback),
  };
}
