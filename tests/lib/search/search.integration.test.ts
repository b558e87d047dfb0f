import type { TransactionSql } from 'postgres';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { memberDatabase } from '@/lib/platform/database';
import { mintMemberToken } from '@/lib/platform/database-token';
import { mintTenantId, mintUserId } from '@/lib/platform/ids';
import { type CallSearch, searchCalls } from '@/lib/search/read';
import { startDatabase, type TestDatabase } from '@/tests/support/database';

const ours = mintTenantId('11111111-0000-4000-8000-000000000001');
const theirs = mintTenantId('22222222-0000-4000-8000-000000000001');
const ada = mintUserId('aaaaaaaa-0000-4000-8000-000000000001');
const zoe = mintUserId('bbbbbbbb-0000-4000-8000-000000000001');
const callsOfEach = 10_000;
let database: TestDatabase;

/** 10,000 calls of ten turns for each of two tenants; one of ours, and its twin elsewhere, speaks of a gramophone. */
beforeAll(async () => {
  database = await startDatabase({ from: 'migrated' });
  const { sql } = database;
  await sql`insert into identity.users (id, email) values (${ada}, 'ada@acme.example'), (${zoe}, 'zoe@zenith.example')`;
  await sql`insert into public.tenants (id, slug, name) values (${ours}, 'acme', 'Acme'), (${theirs}, 'zenith', 'Zenith')`;
  await sql`insert into public.members (tenant_id, user_id, role) values (${ours}, ${ada}, 'viewer'), (${theirs}, ${zoe}, 'owner')`;
  await sql`
    insert into public.calls (tenant_id, channel, is_test, caller_number, dialed_number, status, outcome, end_reason, started_at,
      answered_at, ended_at)
    select tenant, 'phone', false, '+1202555' || lpad(nth::text, 4, '0'), '+12025550101', 'ended', 'answered',
      'caller_hung_up', timestamptz '2026-11-20 18:00+00' - nth * interval '3 minutes',
      timestamptz '2026-11-20 18:00+00' - nth * interval '3 minutes', timestamptz '2026-11-20 18:01+00' - nth * interval '3 minutes'
    from unnest(array[${ours}, ${theirs}]::uuid[]) as tenant, generate_series(1, ${callsOfEach}) as nth`;
  await sql`
    insert into public.turns (call_id, tenant_id, sequence, speaker, text, started_ms, ended_ms)
    select calls.id, tenant_id, turn, case when turn % 2 = 0 then 'caller' else 'agent' end::public.turn_speaker,
      case when turn = 4 and caller_number = '+12025550777'
        then 'Can you repair a gramophone with a <b>cracked</b> horn, and what would two gramophones cost?'
        else 'I would like to ask about an appointment on day ' || turn || ' at ' || right(caller_number, 4) end,
      turn * 1000, turn * 1000 + 900
    from public.calls, generate_series(1, 10) as turn`;
  await sql`
    insert into public.call_summaries (call_id, tenant_id, content, written_by)
    select id, tenant_id, jsonb_build_object('title', 'A question', 'outcome', 'resolved', 'theyWant', array['An answer'],
      'summary', case caller_number when '+12025550778' then 'Asked for a theremin.' else 'Asked for day ' || caller_number end), 'rule'
    from public.calls`;
  await sql`analyze public.calls, public.turns, public.call_summaries`;
}, 120_000);
afterAll(() => database?.close());

const everything: CallSearch = {
  ...{ words: '', from: null, until: null, outcome: null, channel: null, isTest: null, number: null, before: null },
};

async function search(asked: Partial<CallSearch>, { as = ada, of = ours } = {}) {
  const { env } = await database.api();
  const db = memberDatabase(await mintMemberToken({ userId: as, sessionVersion: 1 }, env), env);
  return searchCalls(db, of, { ...everything, ...asked });
}

describe('a search for what was said', () => {
  it('gives the call, who said it, the second, and the passage with the words marked', async () => {
    const { calls, hasOlder } = await search({ words: 'gramophones' });

    expect(hasOlder).toBe(false);
    expect(calls).toMatchObject([
      {
        callerNumber: '+12025550777',
        passages: [{ turn: { sequence: 4, speaker: 'caller', startedMs: 4000 } }],
        hits: 1,
      },
    ]);
    expect(calls[0]?.passages[0]?.headline).toContain('repair a \u0002gramophone\u0003 with a');
  });

  it.each([
    ['the beginning of a word that is still being typed', 'gramoph', 1],
    ['several words in any order', 'horn repair', 1],
    ['exact words', '"cracked horn"', 1],
    ['exact words that were said otherwise', '"horn cracked"', 0],
    ['words that must be absent', 'gramophone -horn', 0],
    ['nothing but small words', 'and the', 0],
    ['signs that mean something to the database', "gramophone' & | !(:*", 1],
  ])('understands %s', async (_, words, count) => {
    expect((await search({ words })).calls).toHaveLength(count);
  });

  it('finds summaries too, by their words and not by our own', async () => {
    const { calls } = await search({ words: 'theremin' });

    expect(calls).toMatchObject([{ callerNumber: '+12025550778', passages: [{ turn: null }] }]);
    expect((await search({ words: 'resolved' })).calls).toEqual([]);
  });

  it('keeps to the filters, and goes on from the last call that was shown', async () => {
    const from = new Date('2026-11-20T12:00:00Z');
    const first = await search({ words: 'appointment', from });
    const last = first.calls.at(-1);
    const next = await search({ words: 'appointment', from, before: last ?? null });
    const [shown, older] = [first, next].map(({ calls }) => calls.map(({ id }) => id));

    expect(first).toMatchObject({ hasOlder: true });
    expect(shown).toHaveLength(25);
    expect(first.calls.every(({ passages, hits }) => passages.length === 3 && hits === 10)).toBe(true);
    expect(older?.filter((id) => shown?.includes(id))).toEqual([]);
    expect((await search({ words: 'appointment', number: '+12025550199' })).calls).toEqual([]);
    expect((await search({ words: 'gramophone', until: new Date('2026-11-01T00:00:00Z') })).calls).toEqual([]);
  });

  it('finds nothing of another business, and nothing whose words were removed', async () => {
    expect((await search({ words: 'gramophone' }, { as: zoe, of: ours })).calls).toEqual([]);
    const [twin] = (await search({ words: 'gramophone' }, { as: zoe, of: theirs })).calls;
    expect(twin).toBeDefined();

    await database.sql`select private.remove_words(${theirs}, ${[twin?.id ?? '']}::uuid[], now())`;
    expect((await search({ words: 'gramophone' }, { as: zoe, of: theirs })).calls).toEqual([]);
    expect((await search({ words: 'gramophone' })).calls).toHaveLength(1);
  });

  it('goes by the index among 10,000 calls, and reads nothing from end to end', async () => {
    const scansOf = (sql: TransactionSql) => sql`select relname, seq_scan::int as scans from pg_stat_xact_user_tables
      where schemaname = 'public' and relname in ('turns', 'calls', 'call_summaries') order by 1`;
    const [before, after] = await database.sql.begin(async (sql) => {
      await actAs(sql, ada);
      const first = await scansOf(sql);
      await sql`select * from public.search_calls(${ours}, 'gramophone', 25)`;
      return [first, await scansOf(sql)];
    });
    const plan = await database.sql`explain (costs off) select call_id from public.turns
      where tenant_id = ${ours} and final and words @@ private.words_asked('gramophone')`;

    expect([...(after ?? [])]).toEqual([...(before ?? [])]);
    expect(JSON.stringify(plan)).toContain('turns_by_words');
  });
});

async function actAs(sql: TransactionSql, userId: string) {
  const claims = JSON.stringify({ sub: userId, role: 'authenticated', session_version: 1 });
  await sql`select set_config('request.jwt.claims', ${claims}, true)`;
}
