import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { type CallRecord, saveCallRecords } from '@/lib/call/write';
import type { Turn } from '@/lib/contracts/call';
import { callDatabase } from '@/lib/platform/database';
import { mintCallsToken, mintCallToken } from '@/lib/platform/database-token';
import { mintCallId } from '@/lib/platform/ids';
import { usageRow } from '@/lib/usage/write';
import { startDatabase, type TestDatabase } from '../support/database';
import { buildWorld, calls, tenants } from '../support/matrix-world';

let database: TestDatabase;
let env: Awaited<ReturnType<TestDatabase['api']>>['env'];
const [here, there] = [mintCallId(calls.here), mintCallId(calls.elsewhere)];

beforeAll(async () => {
  database = await startDatabase({ from: 'migrated' });
  await buildWorld(database.sql);
  ({ env } = await database.api());
});
afterAll(() => database.close());
beforeEach(async () => {
  await database.sql`truncate public.turns, public.usage_ledger, public.usage_daily`;
  await database.sql`update public.calls set status = 'live', ended_at = null, closed_at = null where id in ${database.sql([here, there])}`;
});

const said = (text: string, sequence = 1): Turn => ({
  ...{ sequence, speaker: 'agent', text, unheardText: 'rest', startedMs: 10, endedMs: 20 },
  ...{ interrupted: true, final: true, gapMs: 300, detail: { name: 'lookup_hours' } },
});
const used = (providerId: string): CallRecord['used'][number] =>
  usageRow({
    ...{ kind: 'response', providerId, model: 'gpt-realtime-2.1', raw: { output_tokens: 3 } },
    at: '2026-11-30T12:00:00.000Z',
    cost: { microDollars: 30, split: { audio: 20, text: 9, cached: 1 }, pricedBy: '2026-01-01' },
  });
const named = (ids: (typeof here)[]) => callDatabase(() => mintCallsToken(ids, env), env);
const turns = () => database.sql`
  select call_id, tenant_id, sequence, text, unheard_text, started_ms, ended_ms, interrupted, final, gap_ms, detail
  from public.turns order by text`;
const ledger = () => database.sql`
  select call_id, tenant_id, provider_id, raw, micro_dollars::int, audio_micro_dollars::int as audio, priced_by::text
  from public.usage_ledger order by provider_id`;

it('writes what calls have said and used, each under the tenant of its call, and adds it to the day', async () => {
  await saveCallRecords(named([here, there]), [
    { callId: here, turns: [said('A')], used: [used('r1'), used('r2')] },
    { callId: there, turns: [said('B')], used: [] },
  ]);

  const rest = {
    ...{ sequence: 1, unheard_text: 'rest', started_ms: 10, ended_ms: 20, interrupted: true, final: true },
    ...{ gap_ms: 300, detail: { name: 'lookup_hours' } },
  };
  expect(await turns()).toEqual([
    { call_id: here, tenant_id: tenants.here, text: 'A', ...rest },
    { call_id: there, tenant_id: tenants.elsewhere, text: 'B', ...rest },
  ]);
  const entry = { call_id: here, tenant_id: tenants.here, raw: { output_tokens: 3 }, micro_dollars: 30, audio: 20 };
  expect(await ledger()).toEqual([
    { ...entry, provider_id: 'r1', priced_by: '2026-01-01' },
    { ...entry, provider_id: 'r2', priced_by: '2026-01-01' },
  ]);
  expect(await database.sql`select tenant_id, micro_dollars::int from public.usage_daily`).toEqual([
    { tenant_id: tenants.here, micro_dollars: 60 },
  ]);
});

it('written again changes nothing that was used, and a turn becomes what it is now', async () => {
  const db = named([here]);
  await saveCallRecords(db, [{ callId: here, turns: [{ ...said('We'), final: false }], used: [used('r1')] }]);
  await saveCallRecords(db, [{ callId: here, turns: [said('We are open.')], used: [used('r1')] }]);

  expect(await turns()).toMatchObject([{ text: 'We are open.', final: true }]);
  expect(await ledger()).toHaveLength(1);
  expect(await database.sql`select micro_dollars::int from public.usage_daily`).toEqual([{ micro_dollars: 30 }]);
});

it('writes nothing at all where one call is not the token’s, or a part cannot be kept', async () => {
  const both = [here, there].map((callId) => ({ callId, turns: [said('A')], used: [used('r1')] }));
  const alone = callDatabase(() => mintCallToken(here, env), env);
  const spoiled = { ...used('r2'), model: '' };

  await expect(saveCallRecords(named([here]), both)).rejects.toMatchObject({ code: 'forbidden' });
  await expect(saveCallRecords(alone, both.slice(0, 1))).rejects.toMatchObject({ code: 'forbidden' });
  await expect(
    saveCallRecords(named([here, there]), [...both, { callId: here, turns: [], used: [spoiled] }]),
  ).rejects.toMatchObject({ code: 'invalid' });

  expect([await turns(), await ledger()].map((rows) => rows.length)).toEqual([0, 0]);
});

it('lets late words in for a day after the end of a call, and then no more', async () => {
  const late = [{ callId: here, turns: [said('Late')], used: [] }];
  const endedHoursAgo = (hours: number) =>
    database.sql.begin(async (sql) => {
      await sql`set local session_replication_role = replica`;
      await sql`update public.calls set status = 'ended', ended_at = now(),
        closed_at = now() - make_interval(hours => ${hours}) where id = ${here}`;
    });
  await endedHoursAgo(23);
  await saveCallRecords(named([here]), late);
  expect(await turns()).toMatchObject([{ text: 'Late' }]);

  await endedHoursAgo(25);
  await expect(saveCallRecords(named([here]), late)).rejects.toMatchObject({ code: 'forbidden' });
});
