import { createHash, timingSafeEqual } from 'node:crypto';
import { sizeOfText } from '@/lib/text/segments';
import type { LiveCall } from '../carrier/call';
import type { Carrier } from '../carrier/carrier';
import { readTwiml } from '../carrier/twiml';
import type { Account } from '../carrier/webhook';
import { answer, answerJson, type Exchange, type Route, readBody } from '../http-exchange';
import { newSid, openNumberStore, type PracticeNumber } from './number-store';
import type { PracticeText } from './text-store';
import type { PracticeTexts } from './texts';

type Deps = { carrier: Carrier; account: Account; dataDir: string; texts: PracticeTexts };
type Handler = (exchange: Exchange, form: URLSearchParams) => Promise<void> | void;

const mostBytes = 64 * 1024;
const phonePattern = /^\+[1-9]\d{7,14}$/;
const liveStatuses = new Set(['ringing', 'in-progress']);

function fail(exchange: Exchange, status: number, code: number, message: string): void {
  const more_info = `https://www.twilio.com/docs/errors/${code}`;
  answerJson(exchange, status, { code, message, more_info, status });
}

const digest = (text: string) => createHash('sha256').update(text).digest();

function mayUse({ request }: Exchange, account: Account): boolean {
  const [scheme, credentials] = (request.headers.authorization ?? '').split(' ');
  const given = Buffer.from(credentials ?? '', 'base64').toString('utf8');
  return scheme === 'Basic' && timingSafeEqual(digest(given), digest(`${account.sid}:${account.authToken}`));
}

function callJson(call: LiveCall, account: Account): Record<string, unknown> {
  return {
    sid: call.sid,
    account_sid: account.sid,
    api_version: '2010-04-01',
    from: call.from,
    to: call.to,
    status: call.status(),
    direction: call.direction,
    start_time: call.startedAt.toUTCString(),
    uri: `/2010-04-01/Accounts/${account.sid}/Calls/${call.sid}.json`,
  };
}

async function placeCall(exchange: Exchange, form: URLSearchParams, { carrier, account }: Deps): Promise<void> {
  const [to = '', from = '', url = ''] = ['To', 'From', 'Url'].map((name) => form.get(name) ?? '');
  if (!phonePattern.test(to)) return fail(exchange, 400, 21211, `Invalid 'To' Phone Number: ${to}`);
  if (!phonePattern.test(from)) return fail(exchange, 400, 21212, `Invalid 'From' Phone Number: ${from}`);
  if (!URL.canParse(url)) return fail(exchange, 400, 21205, 'Url parameter is required.');
  const ringSeconds = Math.min(600, Number(form.get('Timeout') ?? 60) || 60);
  const leg = carrier.ring({ to, from, url, ringSeconds, statusUrl: form.get('StatusCallback') });
  answerJson(exchange, 201, { ...callJson(leg, account), status: 'queued' });
}

async function updateCall(exchange: Exchange, form: URLSearchParams, { carrier, account }: Deps): Promise<void> {
  const call = carrier.find(exchange.caught[1] ?? '');
  if (!call) return fail(exchange, 404, 20404, 'The requested call was not found.');
  if (!liveStatuses.has(call.status())) return fail(exchange, 400, 21220, 'Call is not in-progress. Cannot redirect.');

  const [status, twiml, url] = ['Status', 'Twiml', 'Url'].map((name) => form.get(name));
  if (twiml) {
    try {
      readTwiml(twiml);
    } catch {
      return fail(exchange, 400, 12100, 'Twiml is not valid.');
    }
    call.replace(twiml);
  } else if (url) {
    void call.redirect(url, form.get('Method') === 'GET' ? 'GET' : 'POST');
  } else if (status === 'completed' || status === 'canceled') {
    call.hangUp('agent');
  } else {
    return fail(exchange, 400, 21222, 'One of Status, Twiml or Url is required.');
  }
  answerJson(exchange, 200, callJson(call, account));
}

/** A segment, and what the network of the other end takes for one that goes out. */
const segmentDollars = 0.0083;
const networkDollars = 0.003;

/** As the carrier does: what it took is said when the text has arrived, and networks' fees are part of it. */
function messageJson(text: PracticeText, account: Account): Record<string, unknown> {
  const { segments } = sizeOfText(text.body);
  const each = segmentDollars + (text.direction === 'inbound' ? 0 : networkDollars);
  const isOver = text.status === 'delivered' || text.status === 'received';
  return {
    ...text,
    account_sid: account.sid,
    num_segments: String(segments),
    price: isOver ? `-${(segments * each).toFixed(5)}` : null,
    price_unit: 'USD',
  };
}

function numberFrom(form: URLSearchParams, known?: PracticeNumber): PracticeNumber {
  const text = (name: string, fallback = '') => form.get(name) ?? fallback;
  return {
    sid: known?.sid ?? newSid('PN'),
    phone_number: known?.phone_number ?? text('PhoneNumber'),
    friendly_name: text('FriendlyName', known?.friendly_name ?? text('PhoneNumber')),
    voice_url: text('VoiceUrl', known?.voice_url),
    voice_fallback_url: text('VoiceFallbackUrl', known?.voice_fallback_url),
    status_callback: text('StatusCallback', known?.status_callback),
    sms_url: text('SmsUrl', known?.sms_url),
    date_created: known?.date_created ?? new Date().toUTCString(),
  };
}

/** Fictional numbers only: 555-0100 to 555-0199 of the area asked for. */
function availableNumbers(areaCode: string, taken: Set<string>): Record<string, unknown>[] {
  return Array.from({ length: 100 }, (_, i) => `+1${areaCode}55501${String(i).padStart(2, '0')}`)
    .filter((number) => !taken.has(number) && !/5550(101|102|177)$/.test(number))
    .slice(0, 10)
    .map((number) => ({
      phone_number: number,
      friendly_name: `(${areaCode}) ${number.slice(5, 8)}-${number.slice(8)}`,
      iso_country: 'US',
      capabilities: { voice: true, SMS: true, MMS: false },
      beta: false,
    }));
}

/** The part of Twilio's REST API that the product uses, acting on the practice calls. */
export function twilioRoutes(deps: Deps): Route[] {
  const { account, carrier, texts } = deps;
  const store = openNumberStore(deps.dataDir);

  function route(method: string, resource: string, handle: Handler): Route {
    return {
      method,
      path: new RegExp(`^/twilio/2010-04-01/Accounts/(AC[0-9a-fA-F]{32})/${resource}$`),
      async handle(exchange) {
        if (exchange.caught[0] !== account.sid || !mayUse(exchange, account)) {
          return fail(exchange, 401, 20003, 'Authenticate');
        }
        await handle(exchange, new URLSearchParams((await readBody(exchange, mostBytes)).toString('utf8')));
      },
    };
  }

  const listOf = (key: string, entries: unknown[]) => ({ [key]: entries, page: 0, page_size: 50, next_page_uri: null });

  return [
    route('POST', 'Calls/(CA[0-9a-f]{32})\\.json', (exchange, form) => updateCall(exchange, form, deps)),
    route('POST', 'Calls\\.json', (exchange, form) => placeCall(exchange, form, deps)),
    route('GET', 'Calls/(CA[0-9a-f]{32})\\.json', (exchange) => {
      const call = carrier.find(exchange.caught[1] ?? '');
      if (!call) return fail(exchange, 404, 20404, 'The requested call was not found.');
      answerJson(exchange, 200, callJson(call, account));
    }),
    route('GET', 'Recordings/(RE[0-9a-f]{32})(?:\\.wav)?', async (exchange) => {
      const wav = await carrier.recording(exchange.caught[1] ?? '');
      if (!wav) return fail(exchange, 404, 20404, 'The requested recording was not found.');
      answer(exchange, 200, 'audio/wav', wav);
    }),
    route('DELETE', 'Recordings/(RE[0-9a-f]{32})\\.json', async (exchange) => {
      if (!(await carrier.removeRecording(exchange.caught[1] ?? ''))) {
        return fail(exchange, 404, 20404, 'The requested recording was not found.');
      }
      exchange.response.writeHead(204).end();
    }),
    route('POST', 'Messages\\.json', (exchange, form) => {
      const [to = '', from = '', body = ''] = ['To', 'From', 'Body'].map((name) => form.get(name) ?? '');
      if (!phonePattern.test(to)) return fail(exchange, 400, 21211, `Invalid 'To' Phone Number: ${to}`);
      if (!phonePattern.test(from)) return fail(exchange, 400, 21603, "A 'From' phone number is required.");
      if (body === '') return fail(exchange, 400, 21602, 'Message body is required.');
      if (body.length > 1600)
        return fail(exchange, 400, 21617, 'The concatenated message body exceeds 1600 characters.');
      const text = texts.send({ from, to, body, statusCallback: form.get('StatusCallback') });
      answerJson(exchange, 201, messageJson(text, account));
    }),
    route('GET', 'Messages\\.json', (exchange) => {
      const [to, from] = ['To', 'From'].map((name) => exchange.url.searchParams.get(name));
      const found = texts.list().filter((text) => (to ?? text.to) === text.to && (from ?? text.from) === text.from);
      answerJson(
        exchange,
        200,
        listOf(
          'messages',
          found.map((text) => messageJson(text, account)),
        ),
      );
    }),
    route('GET', 'Messages/(SM[0-9a-f]{32})\\.json', (exchange) => {
      const text = texts.list().find(({ sid }) => sid === exchange.caught[1]);
      if (!text) return fail(exchange, 404, 20404, 'The requested message was not found.');
      answerJson(exchange, 200, messageJson(text, account));
    }),
    route('GET', 'IncomingPhoneNumbers\\.json', (exchange) => {
      const wanted = exchange.url.searchParams.get('PhoneNumber');
      const numbers = store.numbers().filter(({ phone_number }) => wanted === null || phone_number === wanted);
      answerJson(exchange, 200, listOf('incoming_phone_numbers', numbers));
    }),
    route('POST', 'IncomingPhoneNumbers\\.json', (exchange, form) => {
      const number = numberFrom(form);
      if (!phonePattern.test(number.phone_number)) return fail(exchange, 400, 21421, 'PhoneNumber is invalid.');
      if (store.numbers().some(({ phone_number }) => phone_number === number.phone_number)) {
        return fail(exchange, 400, 21422, 'The phone number is not available.');
      }
      store.saveNumber(number);
      answerJson(exchange, 201, { ...number, account_sid: account.sid });
    }),
    route('POST', 'IncomingPhoneNumbers/(PN[0-9a-f]{32})\\.json', (exchange, form) => {
      const known = store.numbers().find(({ sid }) => sid === exchange.caught[1]);
      if (!known) return fail(exchange, 404, 20404, 'The requested number was not found.');
      const number = numberFrom(form, known);
      store.saveNumber(number);
      answerJson(exchange, 200, { ...number, account_sid: account.sid });
    }),
    route('DELETE', 'IncomingPhoneNumbers/(PN[0-9a-f]{32})\\.json', (exchange) => {
      if (!store.releaseNumber(exchange.caught[1] ?? '')) {
        return fail(exchange, 404, 20404, 'The requested number was not found.');
      }
      exchange.response.writeHead(204).end();
    }),
    route('GET', 'AvailablePhoneNumbers/US/(?:Local|Mobile|TollFree)\\.json', (exchange) => {
      const areaCode = exchange.url.searchParams.get('AreaCode') ?? '202';
      if (!/^[2-9]\d\d$/.test(areaCode)) return fail(exchange, 400, 21452, 'AreaCode is invalid.');
      const taken = new Set(store.numbers().map(({ phone_number }) => phone_number));
      answerJson(exchange, 200, { available_phone_numbers: availableNumbers(areaCode, taken) });
    }),
  ];
}
