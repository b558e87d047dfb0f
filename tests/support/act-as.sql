-- For supabase/tests: become somebody, and say what must come of a statement.
create schema tests;
grant usage on schema tests to public;

create function tests.act_as(claims jsonb) returns void language sql as $$
  select set_config('request.jwt.claims', claims::text, true),
    set_config('request.jwt.claim.sub', coalesce(claims ->> 'sub', ''), true),
    set_config('role', claims ->> 'role', true)
$$;

create function tests.id_of(email text) returns uuid language sql security definer as $$
  select id from identity.users where users.email = $1 || '@matrix.example'
$$;

create function tests.act_as_person(email text, session_version integer default 2) returns void language sql as $$
  select tests.act_as(
    jsonb_build_object('role', 'authenticated', 'sub', tests.id_of(email), 'session_version', session_version)
  )
$$;

create function tests.act_as_call(call_id uuid) returns void language sql as $$
  select tests.act_as(jsonb_build_object('role', 'call_agent', 'call_id', call_id))
$$;

create function tests.refused(statement text, state text) returns void language plpgsql as $$
begin
  begin
    execute statement;
  exception when others then
    if sqlstate = state then return; end if;
    raise exception 'Expected % but got % (%): %', state, sqlstate, sqlerrm, statement;
  end;
  raise exception 'Expected % but it went through: %', state, statement;
end $$;

create function tests.reaches(statement text, expected bigint) returns void language plpgsql as $$
declare reached bigint;
begin
  execute statement;
  get diagnostics reached = row_count;
  if reached <> expected then raise exception 'Expected % rows but reached %: %', expected, reached, statement; end if;
end $$;

create function tests.gives(query text, expected text) returns void language plpgsql as $$
declare found text;
begin
  execute query into found;
  if found is distinct from expected then raise exception 'Expected % but got %: %', expected, found, query; end if;
end $$;

grant execute on all functions in schema tests to public;
