import twilio from 'twilio';
import type RequestClient from 'twilio/lib/base/RequestClient';

/** What we ask of the carrier outside of a stream. */
export type CarrierRest = {
  /** Ends a call. Resolves when the carrier accepted it; rejects when it did not within the time limit. */
  completeCall(accountSid: string, callSid: string): Promise<void>;
};

type Account = { authToken: string; apiBaseUrl: string };

const timeoutMs = 3_000;
const publicApi = 'https://api.twilio.com';

// The library has no base URL of its own: requests are turned to the configured one on their way out.
class DirectedClient extends twilio.RequestClient {
  constructor(private readonly baseUrl: string) {
    super({ timeout: timeoutMs });
  }

  override request<Data>(options: RequestClient.RequestOptions<Data>) {
    const uri = options.uri.startsWith(publicApi) ? this.baseUrl + options.uri.slice(publicApi.length) : options.uri;
    return super.request<Data>({ ...options, uri, timeout: timeoutMs });
  }
}

export function makeTwilioRest({ authToken, apiBaseUrl }: Account): CarrierRest {
  const httpClient = new DirectedClient(apiBaseUrl);

  return {
    async completeCall(accountSid, callSid) {
      const client = twilio(accountSid, authToken, { httpClient });
      await client.calls(callSid).update({ status: 'completed' });
    },
  };
}
