import { randomUUID } from 'node:crypto';
import { getExpectedTwilioSignature } from 'twilio/lib/webhooks/webhooks.js';
import { makeClock, type PracticeClock } from '../clock';

export type Account = { sid: string; authToken: string };
export type Parameters = Record<string, string>;
export type WebhookAnswer = { status: number; type: string; body: string };

/** For one webhook with all its retries. */
const patienceMs = 15_000;
const usualRetries = 1;
const mostRetries = 5;
/** How long the carrier really waits between two tries is not documented; this is what we practise with. */
const retryAfterMs = [500, 1000, 2000, 3000, 3000];

/** "Connection overrides": how often to try again, and after what. Never sent and never signed. */
export type Retries = { count: number; on: ReadonlySet<string> };

export function retriesOf(url: string): Retries {
  const wishes = new URLSearchParams(new URL(url).hash.slice(1));
  const count = Number(wishes.get('rc') ?? usualRetries);
  const on = new Set((wishes.get('rp') ?? 'ct').split(','));
  return { count: Number.isInteger(count) ? Math.min(mostRetries, Math.max(0, count)) : usualRetries, on };
}

function isToBeRetried(on: Retries['on'], outcome: WebhookAnswer | Error): boolean {
  if (on.has('all') && (outcome instanceof Error || outcome.status >= 400)) return true;
  if (outcome instanceof Error) return on.has(outcome.name === 'TimeoutError' ? 'rt' : 'ct');
  return on.has(`${Math.floor(outcome.status / 100)}xx`);
}

export function signatureFor(account: Account, url: string, parameters: Parameters = {}): string {
  return getExpectedTwilioSignature(account.authToken, url, parameters);
}

function addressOf(url: string, method: string, parameters: Parameters): string {
  if (method !== 'GET') return url;
  const address = new URL(url);
  for (const [name, value] of Object.entries(parameters)) address.searchParams.append(name, value);
  return address.toString();
}

/** Throws when nobody answers within Twilio's 15 seconds, retries and all. `signal`: whoever called has hung up. */
export async function askWebhook(
  account: Account,
  url: string,
  parameters: Parameters,
  { method = 'POST', clock, signal }: { method?: 'POST' | 'GET'; clock?: PracticeClock; signal?: AbortSignal } = {},
): Promise<WebhookAnswer> {
  const { count, on } = retriesOf(url);
  const [plain = url] = url.split('#');
  const address = addressOf(plain, method, parameters);
  const token = randomUUID();
  const deadline = AbortSignal.timeout(patienceMs);
  for (let retry = 0; ; retry++) {
    const outcome = await askOnce(account, address, { method, parameters, token, signal: deadline });
    const isLast = retry === count || signal?.aborted || deadline.aborted;
    if (!isLast && isToBeRetried(on, outcome)) {
      const over = AbortSignal.any([deadline, ...(signal ? [signal] : [])]);
      await pauseFor(clock ?? makeClock(), retryAfterMs[retry] ?? 0, over);
    } else if (outcome instanceof Error) throw outcome;
    else return outcome;
  }
}

function pauseFor(clock: PracticeClock, ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const cancel = clock.after(ms, resolve);
    const stop = () => {
      cancel();
      resolve();
    };
    signal.addEventListener('abort', stop, { once: true });
    if (signal.aborted) stop();
  });
}

type Asked = { method: 'POST' | 'GET'; parameters: Parameters; token: string; signal: AbortSignal };

async function askOnce(
  account: Account,
  address: string,
  { method, parameters, token, signal }: Asked,
): Promise<WebhookAnswer | Error> {
  try {
    return await request(account, address, { method, parameters, token, signal });
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

async function request(
  account: Account,
  address: string,
  { method, parameters, token, signal }: Asked,
): Promise<WebhookAnswer> {
  const response = await fetch(address, {
    method,
    signal,
    headers: {
      'User-Agent': 'TwilioProxy/1.1',
      'I-Twilio-Idempotency-Token': token,
      'X-Twilio-Signature': signatureFor(account, address, method === 'GET' ? {} : parameters),
      ...(method === 'POST' && { 'Content-Type': 'application/x-www-form-urlencoded; charset=UTF-8' }),
    },
    ...(method === 'POST' && { body: new URLSearchParams(parameters).toString() }),
  });
  return { status: response.status, type: response.headers.get('content-type') ?? '', body: await response.text() };
}
