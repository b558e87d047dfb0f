-- What a hosted project has before our first migration: its roles, and the functions that read a token.
create role anon nologin noinherit;
create role authenticated nologin noinherit;
create role service_role nologin noinherit bypassrls;
create role authenticator login noinherit;
grant anon, authenticated, service_role to authenticator;

-- Hosted migrations run as this role: no superuser.
create role project_owner login createrole createdb bypassrls password 'project-owner';
grant anon, authenticated, service_role, authenticator to project_owner with admin option;

create schema auth;
grant usage on schema auth to anon, authenticated, service_role, project_owner;
create function auth.jwt() returns jsonb language sql stable
  as $$ select nullif(current_setting('request.jwt.claims', true), '')::jsonb $$;
create function auth.uid() returns uuid language sql stable
  as $$ select (auth.jwt() ->> 'sub')::uuid $$;
create function auth.role() returns text language sql stable
  as $$ select auth.jwt() ->> 'role' $$;
