import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startDatabase, type TestDatabase } from '../support/database';
import { closeStreams, endAllCalls, incomingParams, placeCall, post, ticketIn } from '../support/line-carrier';
import { accountSid, type LineHouse, openLine, until } from '../support/line-house';

type Asked = { path: string; form: Record<string, string> };

let database: TestDatabase;
let house: LineHouse;
let rest: { url: string; asked: Asked[]; statuses: number[]; close(): Promise<void> };

/** The carrier's REST API, as far as a transfer needs it. */
async function openRest() {
  const asked: Asked[] = [];
  const statuses: number[] = [];
  let legs = 0;
  const server = createServer(async (request, response) => {
    const pieces: Buffer[] = [];
    for await (const piece of request) pieces.push(piece);
    asked.push({
      path: request.url ?? '',
      form: Object.fromEntries(new URLSearchParams(Buffer.concat(pieces).toString())),
    });
    const status = statuses.shift() ?? 200;
    const sid = request.url?.endsWith('/Calls.json') ? `CAleg${++legs}` : 'CA1';
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(JSON.stringify(status < 300 ? { sid } : { code: 20500, message: 'no' }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { url, asked, statuses, close: () => new Promise<void>((resolve) => server.close(() => resolve())) };
}

const person = { label: 'Dana', role: '', notes: '', phone: '+12025550111', hours: { kind: 'always' } };

beforeAll(async () => {
  database = await startDatabase();
  await database.sql.begin(async (sql) => {
    await sql`set local session_replication_role = replica`;
    const routing = { fallbackNumber: null, people: [person, { ...person, label: 'Luis', connect: 'blind' }] };
    await sql`update agent_versions set config = config || ${sql.json({ routing } as never)}
      where tenant_id = (select id from tenants where slug = 'bright-smile')`;
  });
  rest = await openRest();
  house = await openLine({ api: await database.api(), twilioApi: rest.url });
});
beforeEach(() => {
  rest.asked.length = 0;
  rest.statuses.length = 0;
});
afterEach(async () => {
  closeStreams();
  await endAllCalls(database.sql);
});
afterAll(async () => {
  await house?.close();
  await rest?.close();
  await database?.close();
});

/** One telephone may ask for a person so often in a day. */
let callers = 200;

/** A call whose caller is on hold while Dana is rung; the paths that the carrier was given. */
async function ringing(label = 'Dana') {
  callers += 1;
  const { callSid, params, session } = await placeCall(house, { From: `+12025550${callers}` });
  const transfers = session.line.transfers;
  const plan = await transfers?.plan({ toolCallId: 'call_1', label, summary: 'Ann <b>& Bob</b> calls.' });
  if (plan?.kind !== 'planned') throw new Error('No transfer.');
  await transfers?.connect(plan.transferId);
  void session.handOver();
  const redirect = rest.asked.find(({ form }) => form.Twiml);
  const twiml = redirect?.form.Twiml ?? '';
  if (label === 'Dana') await until(() => rest.asked.some(({ path }) => path.endsWith('/Calls.json')), 'the leg');
  const leg = rest.asked.find(({ path }) => path.endsWith('/Calls.json'))?.form ?? {};
  const pathIn = (url: string | undefined) => (url ?? '').replace(house.publicUrl, '').replaceAll('&amp;', '&');
  const ended = pathIn(/action="([^"]+)"/.exec(twiml)?.[1]);
  const legStatus = pathIn(/statusCallback="([^"]+)"/.exec(twiml)?.[1]);
  const whisper = pathIn(leg.Url);
  const status = async () =>
    (await database.sql`select status, reason from transfers where id = ${plan.transferId}`)[0]?.status;
  const legParams = (changes: Record<string, string> = {}) => ({
    ...incomingParams({ CallSid: 'CAleg1', ...changes }),
  });
  return {
    callSid,
    params,
    session,
    twiml,
    leg,
    ended,
    legStatus,
    whisper,
    status,
    legParams,
    legEnded: pathIn(leg.StatusCallback),
  };
}

const brought = () => rest.asked.filter(({ form }) => form.Url?.includes('/phone/transfer-ended')).length;

it('shows our number, rings as long as the owner said, and speaks the summary as words, not as markup', async () => {
  const call = await ringing();

  const whispered = await post(house, call.whisper, call.legParams({ CallStatus: 'in-progress' }));

  expect(call.leg).toMatchObject({ To: '+12025550111', From: '+12025550101', Timeout: '25' });
  expect(call.twiml).toMatch(/<Conference startConferenceOnEnter="false" endConferenceOnExit="true"/);
  expect(whispered.body).toContain('Ann &lt;b&gt;&amp; Bob&lt;/b&gt; calls. To take the call, press 1.');
  expect(whispered.body).not.toContain('+12025550111');
});

it('gives the caller to whoever presses 1, once, and to nobody who is late', async () => {
  const call = await ringing();
  const choice = call.whisper.replace('transfer-whisper', 'transfer-choice');

  const taken = await post(house, choice, call.legParams({ Digits: '1' }));
  const again = await post(house, choice, call.legParams({ Digits: '1' }));
  await post(house, call.legEnded, call.legParams({ CallStatus: 'completed' }));

  expect(taken.body).toMatch(/<Conference startConferenceOnEnter="true"/);
  expect(again.body).toContain('not waiting any more');
  expect(await call.status()).toBe('accepted');
  expect(brought()).toBe(0);
});

it('brings the caller back once, however often we are told that the telephone is done', async () => {
  const call = await ringing();
  const done = () => post(house, call.legEnded, call.legParams({ CallStatus: 'no-answer' }));

  await Promise.all([done(), done(), done()]);
  const [first, second] = [
    await post(house, call.ended, { ...call.params, CallStatus: 'in-progress' }),
    await post(house, call.ended, { ...call.params, CallStatus: 'in-progress' }),
  ];

  expect(await call.status()).toBe('no_answer');
  expect(brought()).toBe(1);
  expect(ticketIn(first.body)).toBe(ticketIn(second.body));
});

it('brings the caller back at the next hold music when the carrier did not listen', async () => {
  const call = await ringing();
  rest.statuses.push(500, 500, 500);
  await post(house, call.legEnded, call.legParams({ CallStatus: 'busy' }));
  const failed = brought();

  await post(house, call.whisper.replace('transfer-whisper', 'transfer-hold'), { ...call.params });
  await until(() => brought() > failed, 'the next try');

  expect([failed, brought()]).toEqual([3, 4]);
  expect(await call.status()).toBe('busy');
});

it('takes a wrong key for no answer, and asks again', async () => {
  const call = await ringing();

  const answered = await post(
    house,
    call.whisper.replace('transfer-whisper', 'transfer-choice'),
    call.legParams({ Digits: '7' }),
  );

  expect(answered.body).toContain('<Redirect method="POST">');
  expect(await call.status()).toBe('ringing');
});

it('believes no address that it did not make, however well it is signed', async () => {
  const call = await ringing();
  const [path, query] = call.whisper.split('?');
  const forged = new URLSearchParams(query);
  forged.set('p', 'A'.repeat(43));
  const other = new URLSearchParams(query);
  other.set('t', '00000000-0000-4000-8000-000000000000');

  const answers = [
    await post(house, `${path}?${forged}`, call.legParams()),
    await post(house, `${path}?${other}`, call.legParams()),
    await post(house, `${path}`, call.legParams()),
    await post(house, call.whisper, call.legParams(), { headers: { 'x-twilio-signature': 'no' } }),
  ];

  expect(answers.map(({ status }) => status)).toEqual([403, 403, 403, 403]);
});

it('dials a telephone that is put through blindly with our number, and ends the call by what was said of it', async () => {
  const call = await ringing('Luis');

  const answer = await post(house, call.ended, {
    ...call.params,
    ...{ CallStatus: 'in-progress', DialCallStatus: 'completed', DialCallDuration: '42' },
  });

  expect(call.twiml).toMatch(/<Dial timeout="25" answerOnBridge="true" timeLimit="7200" callerId="\+12025550101"/);
  expect(answer.body).toContain('<Hangup/>');
  const [row] = await database.sql`
    select transfers.status, seconds, end_reason from transfers join calls on calls.id = call_id where carrier_call_sid = ${call.callSid}`;
  expect(row).toEqual({ status: 'completed', seconds: 42, end_reason: 'transferred' });
  const used = await database.sql`
    select model, raw ->> 'minutes' as minutes, micro_dollars::integer from usage_ledger join calls on calls.id = call_id
    where carrier_call_sid = ${call.callSid} order by model`;
  expect([...used]).toEqual([
    { model: 'carrier-inbound-us-local', minutes: '1', micro_dollars: 8500 },
    { model: 'carrier-outbound-us-local', minutes: '1', micro_dollars: 14_000 },
  ]);
});

describe('a telephone that is put through blindly', () => {
  const said = ['initiated', 'ringing', 'in-progress', 'completed'] as const;
  type Said = (typeof said)[number];

  async function toldBy() {
    const call = await ringing('Luis');
    const leg = (status: Said | 'no-answer' | 'canceled') =>
      post(house, call.legStatus, {
        ...call.legParams({ CallSid: 'CAleg9', ParentCallSid: call.callSid, CallStatus: status }),
        ...(status === 'completed' && { CallDuration: '42' }),
      });
    const dialOver = (CallStatus: string) =>
      post(house, call.ended, { ...call.params, CallStatus, DialCallStatus: 'completed', DialCallDuration: '42' });
    const outcome = async () =>
      (
        await database.sql`
          select transfers.status, seconds, end_reason,
            (select count(*)::integer from usage_ledger where call_id = calls.id) as used
          from transfers join calls on calls.id = call_id where carrier_call_sid = ${call.callSid}`
      )[0];
    const revision = async () =>
      Number((await database.sql`select revision from calls where carrier_call_sid = ${call.callSid}`)[0]?.revision);
    return { ...call, leg, dialOver, outcome, revision };
  }
  const over = { status: 'completed', seconds: 42, end_reason: 'transferred', used: 2 };

  it('is told as it goes on: ringing, talking, over, and the live page hears of each', async () => {
    const call = await toldBy();
    const seen: (string | undefined)[] = [];
    const revisions: number[] = [await call.revision()];
    for (const status of said) {
      expect((await call.leg(status)).status).toBe(204);
      seen.push(await call.status());
      revisions.push(await call.revision());
    }

    expect(seen).toEqual(['ringing', 'ringing', 'accepted', 'completed']);
    const [, , rings = 0, talks = 0, ends = 0] = revisions;
    expect(talks).toBeGreaterThan(rings);
    expect(ends).toBeGreaterThan(talks);
    expect((await call.dialOver('in-progress')).body).toContain('<Hangup/>');
    expect(await call.outcome()).toEqual(over);
  });

  const orders: (Said | 'dial')[][] = [
    ['completed', 'in-progress', 'ringing', 'initiated', 'dial'],
    ['completed', 'dial', 'in-progress'],
    ['dial', 'completed', 'in-progress', 'initiated'],
    ['dial', 'in-progress', 'completed'],
    ['in-progress', 'dial', 'completed'],
    ['in-progress', 'in-progress', 'completed', 'completed', 'dial', 'dial', 'ringing'],
    ['dial'],
  ];
  it.each(orders.map((order) => [order.join(', '), order] as const))(
    'ends the same in whatever order we are told, and however often: %s',
    async (_, order) => {
      const call = await toldBy();

      for (const status of order) await (status === 'dial' ? call.dialOver('in-progress') : call.leg(status));

      expect(await call.outcome()).toEqual(over);
    },
  );

  it.each([
    ['the telephone', ['leg', 'dial', 'call']],
    ['the dial', ['dial', 'leg', 'call']],
    ['the call', ['call', 'leg', 'dial']],
    ['the call, and the telephone last', ['call', 'dial', 'leg']],
  ])('was talking when the caller hung up, even if %s says so first', async (_, order) => {
    const call = await toldBy();
    await call.leg('in-progress');
    await database.sql`update transfers set accepted_at = now() - interval '42 seconds'
      where call_id = (select id from calls where carrier_call_sid = ${call.callSid})`;

    for (const who of order) {
      if (who === 'leg') await call.leg('completed');
      else if (who === 'dial') await call.dialOver('completed');
      else await post(house, '/phone/status', { ...call.params, CallStatus: 'completed', CallDuration: '60' });
    }

    expect(await call.outcome()).toEqual(over);
  });

  it('leaves the caller to the agent when nobody answers, and a late word changes nothing', async () => {
    const call = await toldBy();
    await call.leg('no-answer');
    await call.leg('ringing');
    await call.leg('in-progress');

    const answer = await post(house, call.ended, {
      ...call.params,
      ...{ CallStatus: 'in-progress', DialCallStatus: 'no-answer', DialCallDuration: '0' },
    });

    expect(ticketIn(answer.body)).not.toBe('');
    expect(await call.status()).toBe('no_answer');
  });

  it('that stops ringing because the caller hung up was called off', async () => {
    const call = await toldBy();
    await call.leg('ringing');
    await call.leg('canceled');
    await post(house, call.ended, { ...call.params, CallStatus: 'completed', DialCallStatus: 'canceled' });

    expect(await call.outcome()).toMatchObject({ status: 'cancelled', end_reason: 'caller_hung_up' });
  });

  it('is believed by its own address alone', async () => {
    const blind = await toldBy();
    const announced = await ringing();
    const forAnnounced = announced.whisper.replace('transfer-whisper', 'transfer-leg-status');

    await post(house, forAnnounced, announced.legParams({ CallStatus: 'in-progress' }));
    const forged = await post(
      house,
      `${blind.legStatus.slice(0, -3)}AAA`,
      blind.legParams({ CallStatus: 'completed' }),
    );

    expect(forged.status).toBe(403);
    expect([await announced.status(), await blind.status()]).toEqual(['ringing', 'ringing']);
  });
});

it('ends the call, and stops ringing, when the caller hangs up on hold', async () => {
  const call = await ringing();

  const [{ leg_sid: legSid } = {}] = await until(async () => {
    const rows = await database.sql`select leg_sid from transfers join calls on calls.id = call_id
        where carrier_call_sid = ${call.callSid} and leg_sid is not null`;
    return rows.length > 0 && rows;
  }, 'the leg to be noted');
  await post(house, '/phone/status', { ...call.params, CallStatus: 'completed' });

  expect(rest.asked.at(-1)).toMatchObject({
    path: `/2010-04-01/Accounts/${accountSid}/Calls/${legSid}.json`,
    form: { Status: 'completed' },
  });
  expect(await call.status()).toBe('cancelled');
  const [ended] = await database.sql`select end_reason, outcome from calls where carrier_call_sid = ${call.callSid}`;
  expect(ended).toEqual({ end_reason: 'caller_hung_up', outcome: 'answered' });
});
