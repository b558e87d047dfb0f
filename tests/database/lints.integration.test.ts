import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startDatabase, type TestDatabase } from '../support/database';

let database: TestDatabase;

beforeAll(async () => {
  database = await startDatabase({ from: 'migrated' });
});
afterAll(() => database.close());

const ourTables = `from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where n.nspname in ('public', 'identity') and c.relkind in ('r', 'p')`;
const ourFunctions = `from pg_proc p join pg_namespace n on n.oid = p.pronamespace
  where n.nspname in ('public', 'identity', 'private')`;
const ourPolicies = `from pg_policies where schemaname in ('public', 'identity', 'private')`;

/** Each finds what is wrong; nothing may be. */
const lints: [string, string][] = [
  [
    'row level security is on and forced everywhere',
    `select c.relname ${ourTables} and not (c.relrowsecurity and c.relforcerowsecurity)`,
  ],
  ['every table says what it is for', `select c.relname ${ourTables} and obj_description(c.oid, 'pg_class') is null`],
  [
    'every table has a primary key',
    `select c.relname ${ourTables} and not exists (select from pg_constraint k where k.conrelid = c.oid and k.contype = 'p')`,
  ],
  [
    'every function has an empty search path',
    `select p.proname ${ourFunctions} and p.proconfig is distinct from array['search_path=""']`,
  ],
  [
    'no function says that it only reads and then writes',
    `select p.proname ${ourFunctions} and p.provolatile <> 'v' and p.prosrc ~* '\\m(insert into|update [a-z]|delete from|nextval)'`,
  ],
  [
    'no function is open to everybody',
    `select p.proname ${ourFunctions} and exists (
       select from aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) g
       where g.grantee = 0 or g.grantee = 'anon'::regrole)`,
  ],
  ['no policy is for every verb', `select policyname ${ourPolicies} and cmd = 'ALL'`],
  [
    'every policy names signed-in people, a call or a job',
    `select policyname ${ourPolicies} and not roles <@ array['authenticated', 'call_agent', 'job_worker']::name[]`,
  ],
  ['no policy is restrictive by accident', `select policyname ${ourPolicies} and permissive <> 'PERMISSIVE'`],
  [
    'no two policies answer the same question',
    `select tablename, cmd from (select tablename, cmd, unnest(roles) as role ${ourPolicies}) as p group by tablename, cmd, role having count(*) > 1`,
  ],
  [
    'policies ask who it is once, not once a row',
    `select policyname ${ourPolicies} and regexp_replace(
       coalesce(qual, '') || coalesce(with_check, ''), 'SELECT (private|auth)\\.', '', 'g') ~ '(private|auth)\\.[a-z_]+\\('`,
  ],
  [
    'no policy leans on what people can write about themselves',
    `select policyname ${ourPolicies} and coalesce(qual, '') || coalesce(with_check, '') ~ 'metadata|->>'`,
  ],
  [
    'every reference has an index',
    `select k.conrelid::regclass, k.conname from pg_constraint k join pg_class c on c.oid = k.conrelid
       join pg_namespace n on n.oid = c.relnamespace
     where k.contype = 'f' and n.nspname in ('public', 'identity')
       and not exists (select from pg_index i where i.indrelid = k.conrelid and i.indkey[0] = any (k.conkey))`,
  ],
  [
    'every column that a policy compares leads an index',
    `select p.schemaname, p.tablename, a.attname from pg_policies p
       join pg_attribute a on a.attrelid = format('%I.%I', p.schemaname, p.tablename)::regclass and a.attnum > 0
     where p.schemaname in ('public', 'identity')
       and coalesce(p.qual, p.with_check) ~ ('(\\(|\\m)' || a.attname || ' (=|IN)')
       and not exists (select from pg_index i where i.indrelid = a.attrelid and i.indkey[0] = a.attnum)
       and not (a.attname = 'tenant_id' and coalesce(p.qual, p.with_check) ~ 'call_id =')`,
  ],
  [
    'no view looks past the policies',
    `select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where n.nspname in ('public', 'identity') and c.relkind in ('v', 'm')
       and not coalesce(c.reloptions @> array['security_invoker=true'], false)`,
  ],
];

/** What each of them has to find, in the same order. */
const plants = [
  'create table public.planted (id integer primary key)',
  'create table public.planted (id integer primary key)',
  'create table public.planted (id integer)',
  "create function public.planted() returns integer language sql as 'select 1'",
  "create function public.planted() returns void language sql stable as 'delete from public.members'",
  "create function public.planted() returns integer language sql as 'select 1'; grant execute on function public.planted to public",
  'create policy planted on public.members for all to authenticated using (false)',
  'create policy planted on public.members for delete using (false)',
  'create policy planted on public.members as restrictive for delete to authenticated using (false)',
  'create policy planted on public.members for select to authenticated using (false)',
  'create policy planted on public.members for delete to authenticated using (user_id = auth.uid())',
  "create policy planted on public.members for delete to authenticated using ((select auth.jwt() ->> 'plan') = 'pro')",
  'alter table public.members add column planted uuid references identity.users',
  "create policy planted on public.messages for delete to authenticated using (callback_number = '1')",
  'create view public.planted as select * from public.members',
];

describe('the schema', () => {
  it.each(lints)('%s', async (_, query) => {
    expect([...(await database.sql.unsafe(query))]).toEqual([]);
  });

  it.each(lints.map(([name, query], index) => [name, query, plants[index] ?? '']))(
    'is not said to be well in vain: %s',
    async (_, query, plant) => {
      const found: unknown[] = [];
      await database.sql
        .begin(async (sql) => {
          await sql.unsafe(plant);
          found.push(...(await sql.unsafe(query)));
          throw new Error('undo the plant');
        })
        .catch((error: unknown) => {
          if (!(error instanceof Error) || error.message !== 'undo the plant') throw error;
        });

      expect(found).not.toEqual([]);
    },
  );
});
