import { randomUUID } from 'node:crypto';
import { getExpectedTwilioSignature } from 'twilio/lib/webhooks/webhooks';

export type Account = { sid: string; authToken: string };
export type Parameters = Record<string, string>;
export type WebhookAnswer = { status: number; type: string; body: string };

const patienceMs = 15_000;

export function signatureFor(account: Account, url: string, parameters: Parameters = {}): string {
  return getExpectedTwilioSignature(account.authToken, url, parameters);
}

function addressOf(url: string, method: string, parameters: Parameters): string {
  if (method !== 'GET') return url;
  const address = new URL(url);
  for (const [name, value] of Object.entries(parameters)) address.searchParams.append(name, value);
  return address.toString();
}

/** Throws when nobody answers within Twilio's 15 seconds. */
export async function askWebhook(
  account: Account,
  url: string,
  parameters: Parameters,
  method: 'POST' | 'GET' = 'POST',
): Promise<WebhookAnswer> {
  const address = addressOf(url, method, parameters);
  const response = await fetch(address, {
    method,
    signal: AbortSignal.timeout(patienceMs),
    headers: {
      'User-Agent': 'TwilioProxy/1.1',
      'I-Twilio-Idempotency-Token': randomUUID(),
      'X-Twilio-Signature': signatureFor(account, address, method === 'GET' ? {} : parameters),
      ...(method === 'POST' && { 'Content-Type': 'application/x-www-form-urlencoded; charset=UTF-8' }),
    },
    ...(method === 'POST' && { body: new URLSearchParams(parameters).toString() }),
  });
  return { status: response.status, type: response.headers.get('content-type') ?? '', body: await response.text() };
}
