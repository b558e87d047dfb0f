import type { TransactionSql } from 'postgres';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startDatabase, type TestDatabase } from '../support/database';
import { attemptFunction, type Cell, cellsOf, isAsExpected, readTables, runCells, wallsDown } from '../support/matrix';
import { functionCells } from '../support/matrix-functions';
import { buildWorld } from '../support/matrix-world';

type Policy = { table: string; name: string; verb: 'SELECT' | 'INSERT' | 'UPDATE' | 'DELETE' | 'ALL' };
type Mutant = { table: string; what: string; change: string };

let database: TestDatabase;

beforeAll(async () => {
  database = await startDatabase({ from: 'migrated' });
  await buildWorld(database.sql);
});
afterAll(() => database.close());

function mutantsOf({ table, name, verb }: Policy): Mutant[] {
  const policy = `policy "${name}" on ${table}`;
  const weaker = {
    SELECT: ['using (true)'],
    DELETE: ['using (true)'],
    INSERT: ['with check (true)'],
    UPDATE: ['using (true)', 'with check (true)', 'using (true) with check (true)'],
    ALL: ['using (true)', 'with check (true)', 'using (true) with check (true)'],
  }[verb];
  return [
    { table, what: `"${name}" dropped`, change: `drop ${policy}` },
    ...weaker.map((to) => ({ table, what: `"${name}" ${to}`, change: `alter ${policy} ${to}` })),
  ];
}

const atOnce = 60;

/** Tries cells from all over until one turns red: nearly always the first few tell, and a survivor has met them all. */
async function isNoticed(sql: TransactionSql, cells: readonly Cell[]): Promise<boolean> {
  const rounds = Math.ceil(cells.length / atOnce);
  for (let round = 0; round < rounds; round += 1) {
    const some = cells.filter((_, index) => index % rounds === round);
    const outcomes = await runCells(sql, some);
    if (some.some(({ expected }, index) => !isAsExpected(expected, outcomes[index] ?? { rows: -1 }))) return true;
  }
  return false;
}

/** What a change makes of it, and the change undone. */
async function withChange(sql: TransactionSql, change: string, cells: readonly Cell[]): Promise<boolean> {
  let noticed = false;
  await sql
    .savepoint(async (attempt) => {
      await attempt.unsafe(change);
      noticed = await isNoticed(attempt, cells);
      throw new Error('undo the mutant');
    })
    .catch((error: unknown) => {
      if (!(error instanceof Error) || error.message !== 'undo the mutant') throw error;
    });
  return noticed;
}

it('every policy and every wall of a table is missed by the matrix when it is gone or weakened', async () => {
  const tables = await readTables(database.sql);
  const policies = await database.sql<Policy[]>`
    select schemaname || '.' || tablename as table, policyname::text as name, cmd as verb from pg_policies
    where schemaname in ('public', 'identity') order by 1, 2`;
  const mutants = [
    ...policies.flatMap(mutantsOf),
    ...tables.map(({ name }) => ({
      table: name,
      what: 'row level security disabled',
      change: `alter table ${name} disable row level security`,
    })),
  ];

  const survivors: string[] = [];
  await database.sql.begin(async (sql) => {
    await sql.unsafe(attemptFunction);
    await sql.unsafe(wallsDown);
    for (const mutant of mutants) {
      const table = tables.find(({ name }) => name === mutant.table);
      const noticed = table && (await withChange(sql, mutant.change, cellsOf(table)));
      if (!noticed) survivors.push(`${mutant.table}: ${mutant.what}`);
    }
    await sql.unsafe('set session_replication_role = origin; drop function pg_temp.attempt');
  });

  expect(survivors).toEqual([]);
  expect(mutants.length).toBeGreaterThan(50);
  console.log(`Mutants: ${mutants.length - survivors.length} of ${mutants.length} killed.`);
});

/** What the policies and functions lean on, each with one of its conditions forgotten. */
const forgotten: [string, string, string][] = [
  [
    'the version of the session',
    'private.my_id()',
    " and disabled_at is null\n    and session_version = (select (auth.jwt() ->> 'session_version')::integer)",
  ],
  ['the role of a reader', 'private.tenants_where_i_am(public.member_role)', ' and role >= at_least'],
  ['the person who reads', 'private.tenants_where_i_am(public.member_role)', 'user_id = (select private.my_id()) and '],
  ['the role of a writer', 'private.tenants_i_may_change(public.member_role)', ' and members.role >= at_least'],
  [
    'the person who writes',
    'private.tenants_i_may_change(public.member_role)',
    'members.user_id = (select private.my_id()) and ',
  ],
  ['the suspension', 'private.tenants_i_may_change(public.member_role)', " and tenants.status = 'active'"],
  ['who an admin is', 'private.is_platform_admin()', ' where user_id = (select private.my_id())'],
];

it.each(forgotten)('the matrix notices when %s is forgotten in %s', async (_, name, condition) => {
  const cells = [...(await readTables(database.sql)).flatMap(cellsOf), ...functionCells()];
  let noticed = false;

  await database.sql.begin(async (sql) => {
    const [source] = await sql<{ text: string }[]>`select pg_get_functiondef(${name}::regprocedure) as text`;
    const weaker = source?.text.replace(condition, '') ?? '';
    expect(weaker).not.toBe(source?.text);
    await sql.unsafe(attemptFunction);
    noticed = await withChange(sql, weaker, cells);
    await sql.unsafe('drop function pg_temp.attempt');
  });

  expect(noticed).toBe(true);
});
