import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compileAgent } from '@/lib/agent/compile-agent';
import { builtInDefaults } from '@/lib/contracts/agent-config';
import { gapKey } from '@/lib/knowledge/question';
import { findForCall, findForMember, listGaps, listSources } from '@/lib/knowledge/read';
import { noteGap, settleGap } from '@/lib/knowledge/write';
import { callDatabase, memberDatabase } from '@/lib/platform/database';
import { mintCallToken, mintMemberToken } from '@/lib/platform/database-token';
import { mintCallId, mintTenantId, mintUserId } from '@/lib/platform/ids';
import { startDatabase, type TestDatabase } from '../../support/database';
import { buildWorld, calls, people, secondCall, sources, tenants } from '../../support/matrix-world';

const here = mintTenantId(tenants.here);
const elsewhere = mintTenantId(tenants.elsewhere);
let database: TestDatabase;

beforeAll(async () => {
  database = await startDatabase({ from: 'migrated' });
  await buildWorld(database.sql);
});
afterAll(() => database?.close());

async function asCall(callId: string) {
  const { env } = await database.api();
  return callDatabase(await mintCallToken(mintCallId(callId), env), env);
}

async function asMember(userId: string) {
  const { env } = await database.api();
  return memberDatabase(await mintMemberToken({ userId: mintUserId(userId), sessionVersion: 2 }, env), env);
}

async function teach(source: string, tenant: string, number: number, body: string) {
  const [page] = await database.sql`select id from public.knowledge_pages where source_id = ${source} limit 1`;
  await database.sql`insert into public.knowledge_chunks (page_id, source_id, tenant_id, number, line, topic, body)
    values (${page?.id}, ${source}, ${tenant}, ${number}, 1, 'Canary', ${body})`;
}

describe('a canary of one business', () => {
  it('is found by its own calls and members, and by no others, however they ask', async () => {
    await teach(sources.here, tenants.here, 50, 'The canary sings zanzibarquartz at dawn.');
    await teach(sources.elsewhere, tenants.elsewhere, 50, 'The canary sings plovdivbasalt at dusk.');
    const asked = ['zanzibarquartz', 'zanzibarquarts', 'what does the canary sing at dawn'];

    for (const question of asked) {
      const own = await findForCall(await asCall(calls.here), question);
      const others = [
        ...(await findForCall(await asCall(calls.elsewhere), question)),
        ...(await findForMember(await asMember(people.ownerElsewhere), elsewhere, question)),
        ...(await findForMember(await asMember(people.ownerElsewhere), here, question)),
        ...(await findForMember(await asMember(people.stranger), here, question)),
      ];
      expect(JSON.stringify(own)).toContain('zanzibarquartz');
      expect(JSON.stringify(others)).not.toContain('zanzibarquartz');
    }
  });

  it('is not found while its source is not in use', async () => {
    const db = await asMember(people.owner);
    const use = (inUse: boolean) =>
      db.rpc('use_knowledge', { p_tenant: here, p_source: sources.here, p_in_use: inUse });
    await use(false);
    expect(await findForCall(await asCall(calls.here), 'zanzibarquartz')).toEqual([]);
    await use(true);
    expect(await findForCall(await asCall(calls.here), 'zanzibarquartz')).toHaveLength(1);
  });
});

describe('what cannot be found', () => {
  const question = 'Do you offer hypnosis?';
  const ask = async (callId: string, words: string, second: number) =>
    noteGap(await asCall(callId), { question: words, key: gapKey(words), second });

  it('is one question however it is asked, counted by calls, with the second, and seen by nobody else', async () => {
    await ask(calls.here, question, 12);
    await ask(calls.here, question, 40);
    await ask(secondCall, 'I was wondering if you do hypnosis', 7);
    await ask(calls.elsewhere, question, 3);

    const db = await asMember(people.owner);
    const gap = (await listGaps(db, here)).find(({ question: words }) => words === question);
    expect(gap).toMatchObject({ askedCount: 2, status: 'open' });
    expect(gap?.calls).toContainEqual(expect.objectContaining({ callId: calls.here, second: 12 }));
    expect(await listGaps(db, elsewhere)).toEqual([]);
  });

  it('stays dismissed, and comes back when its answer was not found', async () => {
    const db = await asMember(people.owner);
    const [gap] =
      await database.sql`select id from public.knowledge_gaps where tenant_id = ${here} and question = ${question}`;
    await settleGap(db, here, gap?.id, 'dismissed');
    await ask(calls.here, question, 50);
    expect(await listGaps(db, here, { status: 'dismissed' })).toHaveLength(1);
    await settleGap(db, here, gap?.id, 'answered');
    await ask(calls.here, question, 60);
    expect((await listGaps(db, here)).map(({ id }) => id)).toContain(gap?.id);
  });

  it('is forgotten with the words of the calls that asked it', async () => {
    await database.sql`select private.remove_words(${tenants.here}, ${[calls.here, secondCall]}::uuid[], now())`;
    const [left] =
      await database.sql`select count(*)::int as count from public.knowledge_gaps where tenant_id = ${here} and question = ${question}`;
    expect(left?.count).toBe(0);
  });
});

describe('the published answers', () => {
  it('can be looked up from the moment they are published, and no longer than that', async () => {
    const publish = (number: number, answers: { question: string; answer: string }[]) =>
      database.sql`insert into public.agent_versions (tenant_id, number, config)
        values (${tenants.elsewhere}, ${number}, ${database.sql.json({ knowledge: { answers } })})`;
    const find = async () => JSON.stringify(await findForCall(await asCall(calls.elsewhere), 'do you sell umbrellas'));

    await publish(2, [{ question: 'Do you sell umbrellas?', answer: 'Yes, for $20.' }]);
    expect(await find()).toContain('Yes, for $20.');
    await publish(3, []);
    expect(await find()).not.toContain('Yes, for $20.');
    expect(await listSources(await asMember(people.ownerElsewhere), elsewhere)).toContainEqual(
      expect.objectContaining({ kind: 'answers', chunkCount: 0 }),
    );
  });

  it('are in the instructions, and the tool is there when there is more than they hold', () => {
    const context = {
      ...{ now: new Date('2026-11-21T10:00:00Z'), channel: 'phone' as const, callerNumber: null },
      ...{ callerName: null, dialedNumber: null },
    };
    const names = (knowsMore: boolean) =>
      compileAgent(builtInDefaults, { ...context, knowsMore }).tools.map(({ name }) => name);

    expect(names(true)).toContain('lookup_knowledge');
    expect(names(false)).not.toContain('lookup_knowledge');
  });
});

describe('the search', () => {
  it('goes by index among a hundred businesses', { timeout: 60_000 }, async () => {
    const { sql } = database;
    await sql`insert into public.tenants (slug, name) select 'many-' || n, 'Many' from generate_series(1, 100) n`;
    await sql`insert into public.knowledge_sources (tenant_id, kind, title, content, state)
      select id, 'text', 'Many', 'x', 'ready' from public.tenants where slug like 'many-%'`;
    await sql`insert into public.knowledge_pages (source_id, tenant_id, number, state)
      select id, tenant_id, 1, 'read' from public.knowledge_sources where title = 'Many'`;
    await sql`insert into public.knowledge_chunks (page_id, source_id, tenant_id, number, line, topic, body)
      select p.id, p.source_id, p.tenant_id, n, n, 'Topic ' || n, 'Passage ' || n || ' of word' || n % 997 || ' and price ' || md5(n::text || p.id)
      from public.knowledge_pages p join public.knowledge_sources s on s.id = p.source_id, generate_series(1, 200) n where s.title = 'Many'`;
    await sql`vacuum analyze public.knowledge_chunks`;
    const [tenant] = await sql`select id from public.tenants where slug = 'many-7'`;

    const plan = async (condition: string) => {
      const rows = await sql.unsafe(
        `explain (costs off) select id from public.knowledge_chunks where tenant_id = '${tenant?.id}' and in_use and ${condition}`,
      );
      return rows.map((row) => Object.values(row)[0]).join('\n');
    };
    expect(await plan("words @@ to_tsquery('pg_catalog.english', 'word33 | word77')")).toContain(
      'knowledge_chunks_by_words',
    );
    expect(await plan("'word331' operator(extensions.<%) (topic || ' ' || body)")).toContain(
      'knowledge_chunks_by_spelling',
    );
  });
});
