import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CallCursor, readCursor, writeCursor } from '@/lib/call/cursor';
import { type CallFilters, readFilters, type SearchParams, spanOf } from '@/lib/call/filters';
import {
  exportCalls,
  findCall,
  readCallFigures,
  readCalls,
  readCallsInProgress,
  readChangesSince,
  readNeighbours,
  readRevision,
  readTurns,
} from '@/lib/call/read';
import { type Db, memberDatabase } from '@/lib/platform/database';
import { mintMemberToken } from '@/lib/platform/database-token';
import { mintTenantId, mintUserId } from '@/lib/platform/ids';
import { startDatabase, type TestDatabase } from '@/tests/support/database';

const ours = mintTenantId('11111111-0000-4000-8000-000000000001');
const theirs = mintTenantId('22222222-0000-4000-8000-000000000001');
const ada = mintUserId('aaaaaaaa-0000-4000-8000-000000000001');
const now = new Date('2026-11-21T12:00:00Z');
const zone = 'America/New_York';

let database: TestDatabase;
let db: Db;

/** Sixty calls, three at each of twenty moments, so that pages break inside a moment. */
async function fill({ sql }: TestDatabase) {
  await sql`insert into identity.users (id, email) values (${ada}, 'ada@acme.example')`;
  await sql`insert into public.tenants (id, slug, name) values (${ours}, 'acme', 'Acme'), (${theirs}, 'zenith', 'Zenith')`;
  await sql`insert into public.members (tenant_id, user_id, role) values (${ours}, ${ada}, 'viewer')`;
  await sql`
    insert into public.calls (tenant_id, channel, is_test, caller_number, dialed_number, status, outcome, end_reason,
      started_at, answered_at, ended_at)
    select tenant, case when nth = 2 then 'browser' else 'phone' end::public.call_channel, nth = 2,
      '+1202555' || lpad((at * 3 + nth)::text, 4, '0'), '+12025550101', 'ended',
      case when nth = 1 then 'message_taken' else 'answered' end::public.call_outcome, 'caller_hung_up',
      timestamptz '2026-11-20 18:00:00.123456+00' - at * interval '1 day', '2026-11-20 18:00:01+00'::timestamptz - at * interval '1 day',
      '2026-11-20 18:01:01+00'::timestamptz - at * interval '1 day'
    from unnest(array[${ours}, ${theirs}]::uuid[]) as tenant, generate_series(0, 19) as at, generate_series(0, 2) as nth`;
}

beforeAll(async () => {
  database = await startDatabase({ from: 'migrated' });
  await fill(database);
  const { env } = await database.api();
  db = memberDatabase(await mintMemberToken({ userId: ada, sessionVersion: 1 }, env), env);
});
afterAll(() => database.close());

function asked(params: SearchParams, cursor: CallCursor | null = null) {
  const filters: CallFilters = readFilters(params);
  return { filters, span: spanOf(filters, zone, now), cursor };
}

async function walk(params: SearchParams, direction: 'older' | 'newer', from: CallCursor | null = null) {
  const pages: string[][] = [];
  let cursor = from;
  for (;;) {
    const page = await readCalls(db, ours, asked(params, cursor));
    pages.push(page.calls.map(({ id }) => id));
    const edge = direction === 'older' ? page.calls.at(-1) : page.calls.at(0);
    if (!edge || !(direction === 'older' ? page.hasOlder : page.hasNewer)) return pages;
    cursor = readCursor(writeCursor({ direction, startedAt: edge.startedAt, id: edge.id }));
    if (!cursor) throw new Error('The address lost its place.');
  }
}

describe('the list of calls', () => {
  it('is walked in pages without a call lost or shown twice, though many began in one moment', async () => {
    const rows = await database.sql`select id from public.calls where tenant_id = ${ours} order by started_at desc, id`;

    const pages = await walk({ range: 'all' }, 'older');

    expect(pages.map((page) => page.length)).toEqual([25, 25, 10]);
    expect(pages.flat()).toEqual(rows.map(({ id }) => id));
  });

  it('is walked back the way it was walked forth', async () => {
    const forth = await walk({ range: 'all' }, 'older');
    const last = await findCall(db, ours, forth.flat().at(-1) ?? '');

    const back = await walk({ range: 'all' }, 'newer', {
      direction: 'newer',
      startedAt: last?.startedAt ?? '',
      id: last?.id ?? '',
    });

    expect([...back].reverse().flat()).toEqual(forth.flat().slice(0, -1));
  });

  it.each([
    [{ range: 'all', outcome: 'message_taken' }, 20],
    [{ range: 'all', kind: 'test' }, 20],
    [{ range: 'all', channel: 'phone' }, 40],
    [{ range: 'all', q: '5550007' }, 1],
    [{ range: 'all', number: '+12025550199' }, 0],
    [{ range: '7d' }, 18],
    [{ from: '2026-11-18', to: '2026-11-19' }, 6],
  ])('keeps to %j', async (params, count) => {
    expect((await walk(params, 'older')).flat()).toHaveLength(count);
  });

  it('is exported whole', async () => {
    const calls = [];
    for await (const step of exportCalls(db, ours, asked({ range: 'all' }))) calls.push(...step);

    expect(new Set(calls.map(({ id }) => id)).size).toBe(60);
  });

  it('is empty for those who are not members, whatever they ask for', async () => {
    const { calls } = await readCalls(db, theirs, asked({ range: 'all' }));
    const figures = await readCallFigures(db, theirs, {
      span: asked({ range: 'all' }).span,
      timeZone: zone,
      size: 'day',
      test: false,
    });

    expect([calls, figures, await readChangesSince(db, theirs, 0)]).toEqual([[], [], { calls: [], turns: [] }]);
  });

  it('steps to the calls on either side', async () => {
    const [first, second, third] = (await walk({ range: 'all' }, 'older')).flat();
    const call = await findCall(db, ours, second ?? '');

    expect(call && (await readNeighbours(db, ours, call))).toEqual({ newer: first, older: third });
  });
});

it('counts by the days of the tenant, tests left out', async () => {
  const figures = await readCallFigures(db, ours, {
    span: asked({ from: '2026-11-19', to: '2026-11-20' }).span,
    timeZone: zone,
    size: 'day',
    test: false,
  });

  expect(figures).toEqual([
    { day: '2026-11-19', calls: 2, answered: 2, messages: 1, connected: 2, seconds: 120 },
    { day: '2026-11-20', calls: 2, answered: 2, messages: 1, connected: 2, seconds: 120 },
  ]);
});

it('tells what changed since a page was read, and shows a call in progress until its lease is over', async () => {
  const since = await readRevision(db, ours);
  const [{ id } = { id: '' }] = await database.sql`
    insert into public.calls (tenant_id, channel, status, lease_until)
    values (${ours}, 'phone', 'live', ${new Date(now.getTime() + 60_000)}) returning id`;
  await database.sql`
    insert into public.turns (call_id, tenant_id, sequence, speaker, text, started_ms, ended_ms, final)
    values (${id}, ${ours}, 1, 'agent', 'Hel', 0, 100, false)`;
  await database.sql`update public.turns set text = 'Hello', final = true where call_id = ${id}`;

  const { calls, turns } = await readChangesSince(db, ours, since);

  expect([calls.map((call) => call.id), turns.map(({ callId, text, final }) => ({ callId, text, final }))]).toEqual([
    [id],
    [{ callId: id, text: 'Hello', final: true }],
  ]);
  expect((await readTurns(db, ours, id)).map(({ text }) => text)).toEqual(['Hello']);
  expect((await readCallsInProgress(db, ours, now)).map((call) => call.id)).toEqual([id]);
  expect(await readCallsInProgress(db, ours, new Date(now.getTime() + 120_000))).toEqual([]);
});
