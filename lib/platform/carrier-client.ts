import twilio from 'twilio';
import type RequestClient from 'twilio/lib/base/RequestClient.js';

const publicApi = 'https://api.twilio.com';

export type CarrierAccount = { authToken: string; apiBaseUrl: string };

// The library has no base URL of its own: requests are turned to the configured one on their way out.
class DirectedClient extends twilio.RequestClient {
  constructor(
    private readonly baseUrl: string,
    private readonly timeoutMs: number,
  ) {
    super({ timeout: timeoutMs });
  }

  override request<Data>(options: RequestClient.RequestOptions<Data>) {
    const uri = options.uri.startsWith(publicApi) ? this.baseUrl + options.uri.slice(publicApi.length) : options.uri;
    return super.request<Data>({ ...options, uri, timeout: this.timeoutMs });
  }
}

/** Clients of the carrier's REST API at the configured address; every request ends within the limit. */
export function carrierClients({ authToken, apiBaseUrl }: CarrierAccount, timeoutMs: number) {
  const httpClient = new DirectedClient(apiBaseUrl, timeoutMs);
  return (accountSid: string) => twilio(accountSid, authToken, { httpClient });
}
