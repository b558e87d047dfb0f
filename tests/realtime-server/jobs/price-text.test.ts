import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { callStorage } from '@/lib/platform/database';
import { databaseEnv } from '@/lib/platform/database-env';
import { mintTenantId } from '@/lib/platform/ids';
import type { TextToPrice } from '@/lib/text/write';
import { makeCorrectTextPrice, makePriceText } from '@/realtime-server/jobs/price-text';
import type { Job } from '@/realtime-server/jobs/runner';
import type { TextPrice } from '@/realtime-server/ports/text-carrier';
import { makeTwilioTexts } from '@/realtime-server/texts/twilio-texts';
import { testKeys } from '../../support/database';

const job: Job = {
  id: 'job',
  tenantId: mintTenantId('aaaaaaaa-0000-4000-8000-000000000001'),
  payload: { textId: 't', sid: 'SM1' },
  db: callStorage('token', databaseEnv({ ...testKeys, SUPABASE_URL: 'http://127.0.0.1:9' })),
  isLastAttempt: false,
  signal: new AbortController().signal,
};
const text: TextToPrice = {
  id: '00000000-0000-4000-8000-000000000001',
  ...{ callId: null, direction: 'outbound', from: '+12025550101', to: '+12025550177' },
  ...{ body: 'Hello', segments: null, sid: 'SM1', at: '2026-11-21T15:30:00.000Z' },
};

describe('pricing a text', () => {
  async function price(found: TextToPrice | null) {
    const noted: unknown[] = [];
    const handler = makePriceText({
      read: async () => found,
      note: async (_, [entry]) => noted.push([entry?.raw.segments, entry?.cost?.microDollars ?? null, entry?.line]),
    });
    return { outcome: await handler(job), noted };
  }

  it('counts its segments by its words where the carrier did not say how many', async () => {
    expect((await price({ ...text, body: 'é'.repeat(161) })).noted).toEqual([[2, 16_600, '+12025550101']]);
    expect((await price({ ...text, body: 'é', segments: 3 })).noted).toEqual([[3, 24_900, '+12025550101']]);
  });

  it('waits for the carrier’s word beyond home, and says that there is no price where that never comes', async () => {
    const abroad = { ...text, to: '+442079460018' };

    expect((await price(abroad)).noted).toEqual([]);
    expect((await price({ ...abroad, sid: null })).noted).toEqual([[1, null, '+12025550101']]);
  });

  it('of a text that is gone does nothing', async () => {
    expect(await price(null)).toEqual({ outcome: 'done', noted: [] });
  });
});

describe('putting the price of a text right', () => {
  function correct(findPrice: () => Promise<TextPrice | null>, isLastAttempt = false) {
    const noted: unknown[] = [];
    const handler = makeCorrectTextPrice({ carrier: { findPrice }, note: async (_, one) => noted.push(one) > 0 });
    return { noted, outcome: handler({ ...job, isLastAttempt }) };
  }

  it('is tried again until the carrier says it, and ends without it at the last', async () => {
    const soon = correct(async () => null);
    const never = correct(async () => null, true);

    await expect(soon.outcome).rejects.toThrow('has not said yet');
    expect([await never.outcome, soon.noted, never.noted]).toEqual(['done', [], [null]]);
  });

  let server: Server | undefined;
  afterEach(() => void server?.close());

  async function told(message: Record<string, unknown>, status = 200): Promise<TextPrice | null> {
    server = createServer((_, response) => {
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(message));
    });
    await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
    const apiBaseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const account = { accountSid: `AC${'1'.repeat(32)}`, authToken: 'token', apiBaseUrl };
    return makeTwilioTexts(account, 'http://127.0.0.1:9').findPrice(`SM${'2'.repeat(32)}`);
  }

  it.each([
    ['what was taken', { price: '-0.01130', price_unit: 'USD' }, 11_300],
    ['nothing taken', { price: '0.00000', price_unit: 'usd' }, 0],
    ['no price yet', { price: null, price_unit: 'USD' }, null],
    ['another currency', { price: '-0.01', price_unit: 'EUR' }, null],
    ['no number at all', { price: 'free', price_unit: 'USD' }, null],
  ])('reads of the carrier %s', async (_, said, microDollars) => {
    expect((await told({ ...said, num_segments: '1' }))?.microDollars ?? null).toBe(microDollars);
  });

  it('takes a text that the carrier does not know for one without a price, and a failure for a failure', async () => {
    expect(await told({ code: 20404, message: 'Not found.', status: 404 }, 404)).toBeNull();
    await expect(told({ code: 20500, message: 'Away.', status: 500 }, 500)).rejects.toThrow();
  });
});
