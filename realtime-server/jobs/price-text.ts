import { costOf } from '@/lib/billing/cost';
import { textLine } from '@/lib/billing/prices';
import type { Db } from '@/lib/platform/database';
import { sizeOfText } from '@/lib/text/segments';
import type { TextToPrice } from '@/lib/text/write';
import type { PricedApart } from '@/lib/usage/write';
import type { TextCarrier, TextPrice } from '../ports/text-carrier';
import type { Handler } from './runner';

type PriceDeps = {
  read(db: Db): Promise<TextToPrice | null>;
  note(db: Db, entries: readonly PricedApart[]): Promise<unknown>;
};

/** What a text costs by the published prices, at once, so that limits know it. What has none waits for the carrier's word. */
export function makePriceText({ read, note }: PriceDeps): Handler {
  return async ({ db }) => {
    const text = await read(db);
    if (!text) return 'done';
    const { direction, from, to, at } = text;
    const entry = {
      kind: 'text' as const,
      providerId: text.id,
      model: textLine(direction, from, to),
      raw: { segments: text.segments ?? sizeOfText(text.body).segments },
      at,
    };
    const cost = costOf(entry);
    if (cost || !text.sid) {
      await note(db, [{ ...entry, cost, callId: text.callId, line: direction === 'inbound' ? to : from }]);
    }
    return 'done';
  };
}

type CorrectDeps = {
  carrier: Pick<TextCarrier, 'findPrice'>;
  /** Null: the carrier never said. */
  note(db: Db, price: TextPrice | null): Promise<boolean>;
};

/** What the carrier took in the end, networks' fees and all, takes the place of what was reckoned. */
export function makeCorrectTextPrice({ carrier, note }: CorrectDeps): Handler {
  return async ({ db, payload, isLastAttempt }) => {
    const price = await carrier.findPrice(String(payload.sid));
    if (!price && !isLastAttempt) throw new Error('The carrier has not said yet what it took.');
    await note(db, price);
    return 'done';
  };
}
