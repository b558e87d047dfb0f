import twilio from 'twilio';
import { type CarrierAccount, carrierClients } from '@/lib/platform/carrier-client';
import { type OutgoingText, type TextCarrier, TextRefused } from '../ports/text-carrier';

type Account = CarrierAccount & { accountSid: string | null };

const usualTimeoutMs = 8_000;
/** Where no account is configured, the practice carrier's own. */
const anyAccount = `AC${'0'.repeat(32)}`;
/** Clocks differ, and the carrier rounds to seconds. */
const slackMs = 60_000;
const mostLookedAt = 50;

/** What the carrier will say the same of tomorrow. */
const refusals: Record<number, string> = {
  21211: 'The number cannot get texts.',
  21408: 'Texts to the country of that number are not switched on at the carrier.',
  21610: 'The number asked the carrier for no more texts.',
  21612: 'The carrier cannot bring texts to that number.',
  21614: 'The number cannot get texts.',
};
const optedOut = 21610;

export function makeTwilioTexts(account: Account, publicUrl: string, timeoutMs = usualTimeoutMs): TextCarrier {
  const client = carrierClients(account, timeoutMs)(account.accountSid ?? anyAccount);

  return {
    async send({ id, from, to, body }) {
      try {
        const message = await client.messages.create({ from, to, body, statusCallback: statusUrl(publicUrl, id) });
        return { sid: message.sid, segments: countOf(message.numSegments) };
      } catch (err) {
        throw refusalIn(err) ?? err;
      }
    },

    async findSent({ from, to, body }: OutgoingText, since, knownSids) {
      const messages = await client.messages.list({ from, to, limit: mostLookedAt });
      const found = messages.find((message) => {
        const isLate = message.dateCreated.getTime() >= since.getTime() - slackMs;
        return isLate && message.body === body && !knownSids.includes(message.sid);
      });
      return found ? { sid: found.sid, segments: countOf(found.numSegments) } : null;
    },

    async findPrice(sid) {
      try {
        const { price, priceUnit, numSegments: segments } = await client.messages(sid).fetch();
        const microDollars = microDollarsOf(price, priceUnit);
        return microDollars === null ? null : { microDollars, raw: { price, priceUnit, segments } };
      } catch (err) {
        if (err instanceof twilio.RestException && err.status === 404) return null;
        throw err;
      }
    },
  };
}

/** Signed with the rest of the address: the carrier names the text by it, even before we know its id there. */
function statusUrl(publicUrl: string, textId: string): string {
  return `${publicUrl}/phone/text-status?text=${textId}`;
}

function refusalIn(err: unknown): TextRefused | null {
  if (!(err instanceof twilio.RestException) || (err.status !== 400 && err.status !== 404)) return null;
  const code = err.code ?? 0;
  return new TextRefused(refusals[code] ?? `The carrier refused it (${code}).`, code === optedOut);
}

/** What is taken from us is written with a minus. */
function microDollarsOf(price: string | null, unit: string | null): number | null {
  if (unit?.toUpperCase() !== 'USD' || !/^-?\d{1,6}(\.\d{1,9})?$/.test(price ?? '')) return null;
  return Math.abs(Math.round(Number(price) * 1_000_000));
}

function countOf(segments: string): number | null {
  return /^\d{1,2}$/.test(segments) ? Number(segments) : null;
}
