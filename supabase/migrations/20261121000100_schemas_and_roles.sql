-- Schemas that the API never exposes to people, and the role a single call runs under.

create schema private;
create schema identity;
comment on schema private is 'Functions that policies and public functions lean on. Never exposed.';
comment on schema identity is 'Sign-in data. Exposed to the service role only; RLS is forced and has no policy.';

revoke all on schema private, identity from public;
grant usage on schema private to authenticated, service_role;
grant usage on schema identity to service_role;

do $$
begin
  if not exists (select from pg_roles where rolname = 'call_agent') then
    create role call_agent nologin noinherit nobypassrls;
  end if;
  -- Hosted Supabase signs in as authenticator and then becomes the role named in the token.
  if exists (select from pg_roles where rolname = 'authenticator') then
    grant call_agent to authenticator;
  end if;
end
$$;

grant usage on schema public, private to call_agent;

-- Some hosted projects open whatever is made in public to everybody, and Postgres opens every function; from here on each
-- thing is granted by name.
alter default privileges in schema public revoke all on tables from anon, authenticated, service_role;
alter default privileges in schema public revoke all on sequences from anon, authenticated, service_role;
alter default privileges in schema public revoke all on functions from anon, authenticated, service_role;
alter default privileges revoke execute on functions from public;
