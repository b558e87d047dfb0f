import type { Fallback } from '../ports/fallback';
import { type Reply, twimlReply } from './reply';
import { hangUp, type PhoneUrls, refuse } from './twiml';
import type { FormParams } from './verify-signature';

type Deps = {
  urls: PhoneUrls;
  fallbackOf(call: { callSid: string; dialedNumber: string }): Promise<Fallback>;
};

/**
 * The tenant's own number was rung: a conversation there is the end of the call, and whoever finds nobody
 * there gets the next step.
 */
export function makeDialEnded({ urls, fallbackOf }: Deps) {
  return async function dialEnded(params: FormParams): Promise<Reply> {
    if (params.DialCallStatus === 'completed') return twimlReply(hangUp());
    const { CallSid, To } = params;
    const call = {
      callSid: typeof CallSid === 'string' ? CallSid : '',
      dialedNumber: typeof To === 'string' ? To : '',
    };
    const fallback = { ...(await fallbackOf(call)), number: null };
    return twimlReply(refuse({ why: 'unavailable', fallback, urls }));
  };
}
