import type { Sql } from 'postgres';

/** Hosted Supabase has these from the start; a bare Postgres does not. */
const bootstrap = `
  do $$
  begin
    if not exists (select from pg_roles where rolname = 'anon') then create role anon nologin noinherit; end if;
    if not exists (select from pg_roles where rolname = 'authenticated') then create role authenticated nologin noinherit; end if;
    if not exists (select from pg_roles where rolname = 'service_role') then create role service_role nologin noinherit bypassrls; end if;
  end
  $$;
  revoke create on schema public from public;
  grant usage on schema public to anon, authenticated, service_role;
`;

export async function ensureRoles(sql: Sql): Promise<void> {
  await sql.unsafe(bootstrap);
}

/** Functions of ours that run as their caller ask `auth.uid()`; hosted Supabase grants this by itself. */
export async function openAuthFunctions(sql: Sql): Promise<void> {
  await sql.unsafe(`
    grant usage on schema auth to anon, authenticated, service_role;
    do $$ begin
      if exists (select from pg_roles where rolname = 'call_agent') then grant usage on schema auth to call_agent; end if;
    end $$;
  `);
}

const ours = `n.nspname not like 'pg\\_%' and n.nspname not in ('information_schema', 'auth', 'storage', 'supabase_migrations')`;

/** Writes down who may do what, as the migrations left it. */
export async function rememberPrivileges(sql: Sql): Promise<void> {
  await sql.unsafe(`
    create table if not exists supabase_migrations.local_privileges (
      kind text, schema text, name text, acl aclitem[], primary key (kind, schema, name));
    truncate supabase_migrations.local_privileges;
    insert into supabase_migrations.local_privileges
      select 'schema', n.nspname, '', n.nspacl from pg_namespace n where ${ours}
      union all
      select 'relation', n.nspname, c.relname, c.relacl
        from pg_class c join pg_namespace n on n.oid = c.relnamespace where ${ours} and c.relkind in ('r', 'p', 'v', 'm', 'S');
  `);
}

/**
 * Takes back what the local API granted by itself: with its first request it gives anon, authenticated and service_role
 * everything in each schema that has row level security, which hosted Supabase does not.
 */
export async function restorePrivileges(sql: Sql): Promise<void> {
  const [known] = await sql`select to_regclass('supabase_migrations.local_privileges') as found`;
  if (!known?.found) return;

  await sql.unsafe(`
    update pg_class c set relacl = kept.acl
      from pg_namespace n, supabase_migrations.local_privileges kept
      where n.oid = c.relnamespace and kept.kind = 'relation' and kept.schema = n.nspname and kept.name = c.relname
        and c.relacl is distinct from kept.acl;
    update pg_namespace n set nspacl = kept.acl
      from supabase_migrations.local_privileges kept
      where kept.kind = 'schema' and kept.schema = n.nspname and n.nspacl is distinct from kept.acl;
    do $$
    declare opened record;
    begin
      for opened in
        select distinct n.nspname from pg_default_acl d join pg_namespace n on n.oid = d.defaclnamespace
        where ${ours} and d.defaclobjtype in ('r', 'S')
      loop
        execute format('alter default privileges in schema %I revoke all on tables from anon, authenticated, service_role', opened.nspname);
        execute format('alter default privileges in schema %I revoke all on sequences from anon, authenticated, service_role', opened.nspname);
      end loop;
    end
    $$;
  `);
}
