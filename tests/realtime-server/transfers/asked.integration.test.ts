import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Routing, routingSchema } from '@/lib/contracts/routing';
import { systemClock } from '@/lib/platform/clock';
import { callDatabase } from '@/lib/platform/database';
import { mintCallToken } from '@/lib/platform/database-token';
import { mintCallId, mintTenantId } from '@/lib/platform/ids';
import { moveTransfer } from '@/lib/transfer/write';
import type { TransferUrls } from '@/realtime-server/ports/transfers';
import { transferCall } from '@/realtime-server/tools/transfer-call';
import { makeCallTransfers } from '@/realtime-server/transfers/call-transfers';
import { startDatabase, type TestApi, type TestDatabase } from '../../support/database';
import { makeSetup, silentLog } from '../../support/make-call';
import { makeConfig } from '../../support/make-config';
import { buildWorld, type Home, tenants } from '../../support/matrix-world';

let database: TestDatabase;
let api: TestApi;

beforeAll(async () => {
  database = await startDatabase({ from: 'migrated' });
  await buildWorld(database.sql);
  api = await database.api();
});
beforeEach(() => database.sql`delete from public.transfers`);
afterAll(() => database?.close());

const person = (label: string, phone: string) => ({
  label,
  role: '',
  notes: '',
  phone,
  hours: { kind: 'always' as const },
});
const routingOf = (changes: Record<string, unknown> = {}): Routing =>
  routingSchema.parse({
    fallbackNumber: null,
    people: [person('Dana', '+12025550111'), person('Luis', '+12025550112')],
    ...changes,
  });

/** What is live for a tenant; a call may have begun with other settings. */
async function goLive(home: Home, routing: unknown) {
  await database.sql.begin(async (sql) => {
    await sql`set local session_replication_role = replica`;
    await sql`update public.agent_versions set config = ${sql.json({ routing } as never)} where tenant_id = ${tenants[home]}`;
  });
}

const urls: TransferUrls = {
  whisper: 'w',
  choice: 'c',
  legEnded: 'l',
  legStatus: 's',
  hold: 'h',
  ringing: 'r',
  ended: 'e',
};

async function onTheLine({ from = '+12025550131', routing = routingOf() } = {}) {
  const callId = mintCallId(randomUUID());
  await database.sql`insert into public.calls (id, tenant_id, channel, caller_number, status, lease_until)
    values (${callId}, ${tenants.here}, 'phone', ${from}, 'live', now() + interval '1 hour')`;
  const token = await mintCallToken(callId, api.env);
  const db = callDatabase(token, api.env);
  const dialled: string[] = [];
  const setup = makeSetup({
    ...{ callId, tenantId: mintTenantId(tenants.here), callerNumber: from },
    config: makeConfig({ identity: { timeZone: 'America/New_York' }, routing }),
  });
  const transfers = makeCallTransfers({
    ...{ setup, db, clock: systemClock, log: silentLog, urlsOf: () => urls },
    redirect: async (twiml) => void dialled.push(...(twiml.match(/(?<=<Number[^>]*>)[^<]*/g) ?? [])),
    ring: async ({ phone }) => void dialled.push(phone),
    held: { begin: () => {}, release: () => {} },
  });
  const plan = (toolCallId: string, label: string) => transfers.plan({ toolCallId, label, summary: 'Somebody calls.' });
  async function use(toolCallId: string, input: unknown) {
    const context = {
      ...{ toolCallId, callerNumber: from, hours: setup.config.hours, transfers: { plan } },
      store: { takeMessage: async () => {} },
      declineRecording: async () => {},
    };
    const result = await transferCall.run(input, context);
    if (result.next === 'transfer') await transfers.connect(result.transfer.transferId);
    return result;
  }
  const rows = () =>
    database.sql`select label, status from public.transfers where call_id = ${callId} order by asked_at`;
  return { callId, db, transfers, plan, use, dialled, rows };
}

describe('a wish to be connected', () => {
  it('rings the number that the live settings hold for the label, and the model never sees it', async () => {
    await goLive('here', routingOf({ people: [person('Dana', '+12025550119')] }));
    const call = await onTheLine();

    const result = await call.use('call_1', { to: 'Dana' });

    expect(call.dialled).toEqual(['+12025550119']);
    // Its own id may hold seven digits in a row; no other word does.
    expect(JSON.stringify(result).replaceAll(/[0-9a-f-]{36}/g, '')).not.toMatch(/\d{7}/);
    expect(await call.rows()).toMatchObject([{ label: 'Dana', status: 'ringing' }]);
  });

  it('rings once, whoever repeats it: one after the other and ten at once', async () => {
    await goLive('here', routingOf());
    const call = await onTheLine();

    const results = await Promise.allSettled(Array.from({ length: 10 }, () => call.use('call_1', { to: 'Dana' })));
    await call.use('call_1', { to: 'Luis' });

    expect(results.filter(({ status }) => status === 'rejected')).toEqual([]);
    expect(call.dialled).toEqual(['+12025550111']);
    expect(await call.rows()).toHaveLength(1);
  });

  it('is refused while somebody is being rung already', async () => {
    await goLive('here', routingOf());
    const call = await onTheLine();

    await call.use('call_1', { to: 'Dana' });

    expect(await call.plan('call_2', 'Luis')).toEqual({ kind: 'refused', why: 'under_way' });
  });

  it('rings nobody who has left the live settings, or belongs to another business', async () => {
    await goLive('here', routingOf({ people: [] }));
    await goLive('elsewhere', routingOf({ people: [person('Zed', '+12025550133')] }));
    const call = await onTheLine({
      routing: routingOf({ people: [person('Dana', '+12025550111'), person('Zed', '+12025550133')] }),
    });

    expect(await call.plan('call_1', 'Dana')).toEqual({ kind: 'refused', why: 'unknown_label' });
    expect(await call.plan('call_2', 'Zed')).toEqual({ kind: 'refused', why: 'unknown_label' });
    expect(call.dialled).toEqual([]);
  });

  it.each([
    ['+19005551234', 'a premium-rate number'],
    ['+447012345678', 'a personal number that costs extra'],
    ['+88216123456', 'an international network'],
    ['+442079460018', 'a country that is not listed'],
    ['911', 'an emergency number'],
    ['sip:evil@example.com', 'an address'],
    ['+12025550111;ext=9', 'a number with more behind it'],
    ['+١٢٠٢٥٥٥٠١١١', 'other digits'],
  ])('dials no %s, even where the live settings hold it: %s', async (phone) => {
    await goLive('here', { ...routingOf(), people: [person('Dana', phone)] });
    const call = await onTheLine();

    const result = await call.use('call_1', { to: 'Dana' });

    expect(result.ok).toBe(false);
    expect(call.dialled).toEqual([]);
  });

  it('is refused outside the hours of the person', async () => {
    const never = { monday: [], tuesday: [], wednesday: [], thursday: [], friday: [], saturday: [], sunday: [] };
    const routing = routingOf({ people: [{ ...person('Dana', '+12025550111'), hours: { kind: 'own', week: never } }] });
    await goLive('here', routing);
    const call = await onTheLine({ routing });

    expect(await call.plan('call_1', 'Dana')).toEqual({ kind: 'refused', why: 'hours' });
    expect(await call.rows()).toEqual([]);
  });
});

describe('the caps', () => {
  it('of a call: so many, and then no more', async () => {
    await goLive('here', routingOf({ transferCaps: { perCall: 2, perDay: 50 } }));
    const call = await onTheLine();
    const answers: string[] = [];

    for (const id of ['a', 'b', 'c']) {
      const answer = await call.plan(id, 'Dana');
      answers.push(answer.kind === 'refused' ? answer.why : answer.kind);
      if (answer.kind === 'planned') await moveTransfer(call.db, answer.transferId, 'declined');
    }

    expect(answers).toEqual(['planned', 'planned', 'cap_call']);
  });

  it('of a day: exact, however many calls ask at once', async () => {
    await goLive('here', routingOf({ transferCaps: { perCall: 3, perDay: 5 } }));
    const calls = await Promise.all(Array.from({ length: 20 }, (_, n) => onTheLine({ from: `+120255501${10 + n}` })));

    const answers = await Promise.all(calls.map((call) => call.plan('call_1', 'Dana')));

    expect(answers.filter(({ kind }) => kind === 'planned')).toHaveLength(5);
    expect(answers.filter((answer) => answer.kind === 'refused' && answer.why === 'cap_day')).toHaveLength(15);
  });

  it('of one telephone: ten a day, over all its calls', async () => {
    await goLive('here', routingOf({ transferCaps: { perCall: 10, perDay: 1000 } }));
    let rung = 0;

    for (let n = 0; n < 12; n++) {
      const call = await onTheLine();
      const answer = await call.plan('call_1', 'Dana');
      if (answer.kind === 'planned') {
        rung += 1;
        await moveTransfer(call.db, answer.transferId, 'declined');
      }
    }

    expect(rung).toBe(10);
  });
});

it('is refused by a call that is over', async () => {
  await goLive('here', routingOf());
  const call = await onTheLine();
  await database.sql`update public.calls set status = 'ended', ended_at = now(), outcome = 'answered', end_reason = 'caller_hung_up' where id = ${call.callId}`;

  await expect(call.plan('call_1', 'Dana')).rejects.toThrow('This call is over.');
});

const hostile = fc.oneof(
  fc.constantFrom(
    ...[
      '+19005551234',
      '911',
      '411',
      '011441234567',
      'sip:a@b.c',
      '+12025550111',
      '+12025550111;ext=1',
      '１２０２',
      '٩١١',
    ],
    ...['Dana; +19005551234', 'Dana\n+19005551234', '<Number>+19005551234</Number>', "' or 1=1 --", '__proto__', ''],
  ),
  fc.string({ maxLength: 60, unit: 'grapheme' }),
);
const argumentSet = fc.oneof(
  fc.record({ to: hostile }),
  fc.record({ to: hostile, phone: fc.constant('+19005551234') }),
  fc.record({ phone: fc.constant('+19005551234'), label: hostile }),
  fc.record({ to: fc.oneof(fc.array(hostile), fc.integer(), fc.constant(null), fc.object()) }),
  fc.anything(),
);

it('dials nothing for 500 argument sets of a hostile model', async () => {
  await goLive('here', routingOf());
  const call = await onTheLine();
  let uses = 0;

  await fc.assert(
    fc.asyncProperty(argumentSet, async (input) => {
      uses += 1;
      const result = await call.use(`call_${uses}`, input);
      expect(result.ok).toBe(false);
      expect(JSON.stringify(result.output)).not.toMatch(/\+\d{7,}|\d{10,}/);
    }),
    { numRuns: 500 },
  );

  expect(call.dialled).toEqual([]);
  expect(await call.rows()).toEqual([]);
});
