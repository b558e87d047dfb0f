import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import postgres, { type Sql } from 'postgres';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { databaseUrl, type RunningPostgres, startPostgres } from '@/supabase/local/postgres';
import { attemptFunction, cellsOf, describeCell, isAsExpected, readTables, runCells } from '../support/matrix';
import { functionRules } from '../support/matrix-declared';
import { buildWorld } from '../support/matrix-world';
import { freePort } from '../support/ports';
import { readMigrations } from '../support/sql';

/** Letters as Postgres writes them: append, read, write, delete, Usage. */
const tableGrants: Record<string, Record<string, string>> = {
  'public.tenants': { authenticated: 'r', service_role: 'adrw' },
  'public.members': { authenticated: 'r', service_role: 'adrw' },
  'public.member_phones': { authenticated: 'r', service_role: 'adrw' },
  'public.phone_codes': { service_role: 'adrw' },
  'public.platform_admins': { authenticated: 'r', service_role: 'adrw' },
  'public.platform_defaults': { authenticated: 'r', service_role: 'adrw' },
  'public.audit_events': { authenticated: 'r', service_role: 'r' },
  'public.agent_drafts': { authenticated: 'r', service_role: 'adrw' },
  'public.agent_versions': { authenticated: 'r', service_role: 'adrw' },
  'public.phone_numbers': { authenticated: 'r', service_role: 'adrw' },
  'public.calls': { authenticated: 'r', call_agent: 'r', job_worker: 'r', service_role: 'adrw' },
  'public.turns': { authenticated: 'r', call_agent: 'arw', job_worker: 'r', service_role: 'adrw' },
  'public.call_events': { authenticated: 'r', call_agent: 'ar', service_role: 'adrw' },
  'public.messages': { authenticated: 'r', call_agent: 'ar', job_worker: 'r', service_role: 'adrw' },
  'public.jobs': { service_role: 'adrw' },
  'public.call_summaries': { authenticated: 'r', service_role: 'adrw' },
  'public.callers': { authenticated: 'r', service_role: 'adrw' },
  'public.caller_memories': { authenticated: 'r', service_role: 'adrw' },
  'public.inbox_items': { authenticated: 'r', service_role: 'adrw' },
  'public.erasures': { authenticated: 'r', service_role: 'adrw' },
  'public.knowledge_sources': { authenticated: 'r', job_worker: 'r', service_role: 'adrw' },
  'public.knowledge_pages': { authenticated: 'r', job_worker: 'r', service_role: 'adrw' },
  'public.knowledge_chunks': { authenticated: 'r', service_role: 'adrw' },
  'public.knowledge_gaps': { authenticated: 'r', service_role: 'adrw' },
  'public.knowledge_gap_calls': { authenticated: 'r', service_role: 'adrw' },
  'public.connection_secrets': { service_role: 'adrw' },
  'public.appointments': { authenticated: 'r', service_role: 'adrw' },
  'public.greeting_clips': { authenticated: 'r', service_role: 'adrw' },
  'public.texts': { authenticated: 'r', call_agent: 'r', service_role: 'adrw' },
  'public.text_opt_outs': { authenticated: 'r', service_role: 'adrw' },
  'public.plans': { authenticated: 'r', service_role: 'adrw' },
  'public.subscriptions': { authenticated: 'r', service_role: 'adrw' },
  'public.usage_ledger': { authenticated: 'r', call_agent: 'ar', service_role: 'ar' },
  'public.usage_daily': { authenticated: 'r', service_role: 'adrw' },
  'public.call_commands': { authenticated: 'r', service_role: 'adrw' },
  'public.spam_marks': { authenticated: 'r', service_role: 'adrw' },
  'public.call_tickets': { service_role: 'adrw' },
  'public.voicemails': { authenticated: 'r', service_role: 'adrw' },
  'public.recordings': { authenticated: 'r', call_agent: 'r', service_role: 'adrw' },
  'public.transfers': { authenticated: 'r', call_agent: 'r', service_role: 'adrw' },
  'public.revisions': { call_agent: 'U', service_role: 'U' },
  'private.audit_heads': {},
  'identity.users': { service_role: 'adrw' },
  'identity.accounts': { service_role: 'adrw' },
  'identity.tokens': { service_role: 'adrw' },
  'identity.sessions': { service_role: 'adrw' },
  'identity.mails': { service_role: 'adrw' },
};

const columnGrants = {
  'public.calls': {
    call_agent: 'answered_at end_reason ended_at first_audio_ms lease_until outcome reaped status (w)',
  },
};

const privateFunctions: Record<string, string[]> = {
  my_id: ['authenticated'],
  tenants_where_i_am: ['authenticated'],
  tenants_i_may_change: ['authenticated'],
  is_platform_admin: ['authenticated'],
  my_call_id: ['call_agent'],
  my_call_tenant: ['call_agent'],
  my_job_tenant: ['job_worker'],
  tenant_of_my_call: ['call_agent'],
  my_recording_path: ['call_agent'],
  my_voicemail_path: ['job_worker'],
};

const schemaGrants = {
  identity: ['service_role'],
  private: ['authenticated', 'call_agent', 'job_worker', 'service_role'],
};

const dir = mkdtempSync(path.join(tmpdir(), 'foyer-bare-'));
const stub = readFileSync(path.resolve(import.meta.dirname, '../support/auth-stub.sql'), 'utf8');
const everythingOpen = ['tables', 'sequences', 'functions'].map(
  (kind) =>
    `alter default privileges for role project_owner in schema public grant all on ${kind} to anon, authenticated, service_role`,
);

let server: RunningPostgres;
let admin: Sql;
const place = { port: 0, password: 'bare-postgres' };

beforeAll(async () => {
  place.port = await freePort();
  server = await startPostgres({
    ...place,
    dir: path.join(dir, 'postgres'),
    logFile: path.join(dir, 'log'),
    settings: ['fsync=off'],
  });
  admin = postgres(databaseUrl(place), { max: 1, onnotice: () => {} });
  await admin.unsafe(stub);
});

afterAll(async () => {
  await admin?.end();
  await server?.stop();
  rmSync(dir, { recursive: true, force: true });
});

/** A project as it is handed over, with our migrations pushed by its owner. */
async function pushTo(name: string, prepare: readonly string[]): Promise<Sql> {
  await admin`create database ${admin(name)} owner project_owner`;
  const superuser = postgres(databaseUrl(place, name), { max: 1, onnotice: () => {} });
  const [{ found } = { found: true }] = await superuser<
    { found: boolean }[]
  >`select to_regnamespace('auth') is not null as found`;
  if (!found) await superuser.unsafe(stub.slice(stub.indexOf('create schema auth')));
  await superuser`grant usage on schema public to anon, authenticated, service_role`;
  for (const statement of prepare) await superuser.unsafe(statement);

  const owner = postgres({
    ...place,
    host: '127.0.0.1',
    user: 'project_owner',
    password: 'project-owner',
    database: name,
    max: 1,
    onnotice: () => {},
  });
  for (const { name: file, sql } of readMigrations()) {
    await owner
      .begin((transaction) => transaction.unsafe(sql))
      .catch((cause: unknown) => {
        throw new Error(`${file} does not apply`, { cause });
      });
  }
  await owner.end();
  return superuser;
}

describe.each([
  ['a new hosted project', 'new_project', []],
  ['an older one, which opens every table by itself', 'older_project', everythingOpen],
])('%s', (_, name, prepare) => {
  let sql: Sql;
  beforeAll(async () => {
    sql = await pushTo(name, prepare);
  });
  afterAll(() => sql?.end());

  it('takes the migrations from an owner who is no superuser, and every call gets its role', async () => {
    const [role] = await sql`select pg_has_role('authenticator', 'call_agent', 'member') as may,
      (select rolbypassrls or rolsuper or rolcanlogin from pg_roles where rolname = 'call_agent') as strong`;

    expect(role).toEqual({ may: true, strong: false });
  });

  it('grants on tables and sequences exactly what is declared', async () => {
    const rows = await sql<{ name: string; grantee: string; letters: string }[]>`
      select n.nspname || '.' || c.relname as name, coalesce(r.rolname, 'public') as grantee,
        string_agg(case g.privilege_type when 'INSERT' then 'a' when 'SELECT' then 'r' when 'UPDATE' then 'w' when 'DELETE'
          then 'd' when 'USAGE' then 'U' else '?' || g.privilege_type end, '' order by case g.privilege_type
          when 'INSERT' then 1 when 'DELETE' then 2 when 'SELECT' then 3 else 4 end) as letters
      from pg_class c join pg_namespace n on n.oid = c.relnamespace
      left join lateral aclexplode(c.relacl) g on g.grantee <> c.relowner
      left join pg_roles r on r.oid = g.grantee
      where n.nspname in ('public', 'identity', 'private') and c.relkind in ('r', 'p', 'S', 'v', 'm')
      group by 1, 2`;
    const found: typeof tableGrants = {};
    for (const { name, grantee, letters } of rows) {
      found[name] ??= {};
      if (letters) Object.assign(found[name], { [grantee]: letters });
    }

    expect(found).toEqual(tableGrants);
  });

  it('grants single columns to a call alone', async () => {
    const rows = await sql<{ name: string; grantee: string; columns: string }[]>`
      select n.nspname || '.' || c.relname as name, r.rolname as grantee,
        string_agg(a.attname, ' ' order by a.attname) || ' (' || case g.privilege_type when 'UPDATE' then 'w' else g.privilege_type end || ')' as columns
      from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
      cross join lateral aclexplode(a.attacl) g join pg_roles r on r.oid = g.grantee
      where n.nspname in ('public', 'identity', 'private')
      group by 1, 2, g.privilege_type`;

    expect(Object.fromEntries(rows.map(({ name, grantee, columns }) => [name, { [grantee]: columns }]))).toEqual(
      columnGrants,
    );
  });

  it('lets each function be called by those it is for', async () => {
    const rows = await sql<{ schema: string; name: string; grantees: string[] }[]>`
      select n.nspname::text as schema, p.proname::text as name,
        coalesce(array_agg(coalesce(r.rolname, 'public')::text order by r.rolname) filter (where g.grantee is not null), '{}')
          as grantees
      from pg_proc p join pg_namespace n on n.oid = p.pronamespace
      left join lateral aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) g on g.grantee <> p.proowner
      left join pg_roles r on r.oid = g.grantee
      where n.nspname in ('public', 'identity', 'private')
      group by p.oid, 1, 2`;
    const wrong = rows.filter(({ schema, name, grantees }) => {
      const declared = schema === 'private' ? (privateFunctions[name] ?? []) : [functionRules[name]?.execute];
      return grantees.join() !== declared.join();
    });

    expect(wrong).toEqual([]);
  });

  it('opens its schemas to those who need them', async () => {
    const rows = await sql<{ schema: string; grantees: string[] }[]>`
      select n.nspname::text as schema, array_agg(r.rolname::text order by r.rolname) as grantees
      from pg_namespace n cross join lateral aclexplode(n.nspacl) g join pg_roles r on r.oid = g.grantee
      where n.nspname in ('identity', 'private') and g.grantee <> n.nspowner group by 1`;

    expect(Object.fromEntries(rows.map(({ schema, grantees }) => [schema, grantees]))).toEqual(schemaGrants);
  });

  it('isolates as the local database does', async () => {
    const wrong = await sql.begin(async (transaction) => {
      await buildWorld(transaction);
      const cells = (await readTables(transaction)).flatMap(cellsOf);
      await transaction.unsafe(attemptFunction);
      const outcomes = await runCells(transaction, cells);
      return cells.flatMap((cell, index) => {
        const outcome = outcomes[index] ?? { rows: -1 };
        return isAsExpected(cell.expected, outcome) ? [] : [describeCell(cell, outcome)];
      });
    });

    expect(wrong).toEqual([]);
  });
});
