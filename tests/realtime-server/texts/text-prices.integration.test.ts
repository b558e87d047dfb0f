import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { closeStreams, endAllCalls, post } from '../../support/line-carrier';
import { accountSid, until } from '../../support/line-house';
import { openTextHouse, type TextHouse } from '../../support/text-house';

/** The practice carrier takes what ours reckons, and for a text that goes out a network's fee too. */
const segment = 8_300;
const networkFee = 3_000;
const dental = '+12025550101';

let house: TextHouse;
let count = 0;
const newPhone = () => `+1202555${String(2000 + ++count).slice(-4)}`;

beforeAll(async () => {
  house = await openTextHouse();
});
afterEach(async () => {
  closeStreams();
  await endAllCalls(house.database.sql);
});
afterAll(() => house?.close());

async function sendTo(From: string): Promise<{ callId: string; textId: string }> {
  const { texts, setup } = await house.call({ From });
  await texts.send({ toolCallId: 'call_1', template: 'Address' });
  await house.statusIs(From, 'delivered');
  const [text] = await house.database.sql`select id from texts where call_id = ${setup.callId}`;
  return { callId: setup.callId, textId: text?.id };
}

/** What the ledger has of these texts, when their jobs of that kind are done. */
async function priced(kind: 'price_text' | 'correct_text_price', textIds: string[]) {
  const { sql } = house.database;
  await until(async () => {
    await sql`update jobs set run_at = now() where kind = ${kind} and state = 'queued' and run_at > now()`;
    const done = await sql`
      select 1 from jobs where kind = ${kind} and state = 'done' and payload ->> 'textId' = any (${textIds})`;
    return done.length === textIds.length;
  }, `each ${kind}`);
  return sql`
    select call_id, model, raw, micro_dollars::int as micro, line, at from usage_ledger
    where kind = 'text' and split_part(provider_id, ' ', 1) = any (${textIds}) order by micro_dollars desc, model`;
}

const moneyOfDay = async () => {
  const [row] = await house.database.sql`
    select coalesce(sum(micro_dollars), 0)::int as micro from usage_daily
    where tenant_id = (select id from tenants where slug = 'bright-smile')`;
  return row?.micro;
};

it('costs its segments at once, for the call that sent it, and in the end what the carrier took', async () => {
  const before = await moneyOfDay();
  const { callId, textId } = await sendTo(newPhone());
  const [first] = await priced('price_text', [textId]);
  const rows = await priced('correct_text_price', [textId]);
  const [text] = await house.database.sql`select micro_dollars::int as micro from texts where id = ${textId}`;

  const own = { call_id: callId, line: dental, at: first?.at };
  expect([...rows]).toEqual([
    { ...own, model: 'sms-outbound-us', raw: { segments: 1 }, micro: segment },
    {
      ...own,
      model: 'sms-as-reported',
      raw: { price: '-0.01130', priceUnit: 'USD', segments: '1' },
      micro: networkFee,
    },
  ]);
  expect(text).toEqual({ micro: segment + networkFee });
  expect((await moneyOfDay()) - before).toBe(segment + networkFee);
});

it('is noted once, whatever the carrier says again', async () => {
  const { textId } = await sendTo(newPhone());
  await priced('correct_text_price', [textId]);
  const { sql } = house.database;
  await sql`update jobs set state = 'queued', finished_at = null, run_at = now(), lease = null, locked_by = null, locked_until = null
    where kind in ('price_text', 'correct_text_price') and payload ->> 'textId' = ${textId}`;

  await priced('price_text', [textId]);
  expect((await priced('correct_text_price', [textId])).map(({ micro }) => micro)).toEqual([segment, networkFee]);
});

it('costs less than was reckoned where the carrier took less, and no sum goes wrong', async () => {
  const { textId } = await sendTo(newPhone());
  await priced('price_text', [textId]);
  const before = await moneyOfDay();
  const { sql } = house.database;
  const job = 'eeeeeeee-1111-4000-8000-000000000001';
  await sql`update jobs set state = 'done', finished_at = now()
    where kind = 'correct_text_price' and payload ->> 'textId' = ${textId}`;
  await sql.begin(async (transaction) => {
    await transaction`insert into jobs (id, tenant_id, kind, payload, state, attempts, lease, locked_until)
      select ${job}, tenant_id, 'correct_text_price', payload, 'running', 1, ${job}, now() + interval '1 minute'
      from jobs where kind = 'correct_text_price' and payload ->> 'textId' = ${textId}`;
    await transaction`select set_config('request.jwt.claims', ${JSON.stringify({ job_id: job, lease: job })}, true)`;
    await transaction`select note_text_price(1000, '{"price": "-0.00100"}')`;
    await transaction`select note_text_price(1000, '{"price": "-0.00100"}')`;
  });

  const rows = await sql`select micro_dollars::int as micro from usage_ledger
    where kind = 'text' and split_part(provider_id, ' ', 1) = ${textId} order by 1`;
  expect(rows.map(({ micro }) => micro)).toEqual([1000 - segment, segment]);
  expect((await moneyOfDay()) - before).toBe(1000 - segment);
});

it('costs on its way in, too, and so does what it is answered in the same breath, both of them for our number', async () => {
  const From = newPhone();
  const params = { AccountSid: accountSid, From, To: dental, Body: 'Is there a ramp? '.repeat(12), NumMedia: '0' };
  await post(house.line, '/phone/incoming-text', { ...params, MessageSid: `SMin${'0'.repeat(24)}` });
  await post(house.line, '/phone/incoming-text', { ...params, MessageSid: `SMin${'0'.repeat(24)}` });
  const rows = await house.database.sql`select id from texts where from_number = ${From} or to_number = ${From}`;
  const ledger = await priced(
    'price_text',
    rows.map(({ id }) => id),
  );

  const apart = { call_id: null, line: dental, at: expect.any(Date) };
  expect([...ledger]).toEqual([
    { ...apart, model: 'sms-inbound-us', raw: { segments: 2 }, micro: 2 * segment },
    { ...apart, model: 'sms-outbound-us', raw: { segments: 1 }, micro: segment },
  ]);
});
