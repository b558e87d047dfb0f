import { type Reply, twimlReply } from './reply';
import { hangUp, type PhoneUrls, refuse } from './twiml';
import type { FormParams } from './verify-signature';

/** The tenant's own number was rung: a conversation there is the end of the call, and silence there gets a sentence. */
export function makeDialEnded(urls: PhoneUrls) {
  return async function dialEnded(params: FormParams): Promise<Reply> {
    if (params.DialCallStatus === 'completed') return twimlReply(hangUp());
    return twimlReply(refuse({ why: 'unavailable', businessName: null, fallbackNumber: null, urls }));
  };
}
