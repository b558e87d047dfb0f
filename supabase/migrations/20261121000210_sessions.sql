-- Browsers that are signed in. The cookie names a row here; a row that has ended opens nothing, whatever the cookie says.

create table identity.sessions (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null references identity.users on delete cascade,
  -- The person's session_version when they signed in; sessions of an older version are over.
  session_version integer not null,
  user_agent text not null default '' check (length(user_agent) <= 300),
  ip_address text not null default '' check (length(ip_address) <= 64),
  created_at timestamptz not null default now(),
  last_seen_at timestamptz not null default now(),
  ended_at timestamptz
);
comment on table identity.sessions is 'One row a sign-in. Reached with the service key only.';
create index sessions_by_user on identity.sessions (user_id, created_at desc);

alter table identity.sessions enable row level security;
alter table identity.sessions force row level security;
revoke all on identity.sessions from public, anon, authenticated;
grant select, insert, update, delete on identity.sessions to service_role;

-- Who a session belongs to while it is good, and notes that it was used; no row when it is over.
create function public.resume_session(p_session uuid, p_idle_seconds integer, p_absolute_seconds integer)
returns table (user_id uuid, email text, name text, session_version integer)
language plpgsql security definer
set search_path = ''
as $$
begin
  -- Noting it once a minute keeps reading a page from being a write.
  update identity.sessions as s
  set last_seen_at = now()
  where s.id = p_session
    and s.ended_at is null
    and s.last_seen_at between now() - make_interval(secs => p_idle_seconds) and now() - interval '1 minute';

  return query
  select users.id, users.email, users.name, users.session_version
  from identity.sessions as s
  join identity.users on users.id = s.user_id
  where s.id = p_session
    and s.ended_at is null
    and s.session_version = users.session_version
    and users.disabled_at is null
    and s.last_seen_at > now() - make_interval(secs => p_idle_seconds)
    and s.created_at > now() - make_interval(secs => p_absolute_seconds);
end
$$;
revoke all on function public.resume_session from public, anon, authenticated;
grant execute on function public.resume_session to service_role;

-- A new password, or "sign out everywhere": every session and every database token of the person is over at once.
create function public.end_all_sessions(p_user uuid, p_password_hash text default null)
returns integer
language plpgsql security definer
set search_path = ''
as $$
declare
  now_version integer;
begin
  update identity.users
  set session_version = session_version + 1, password_hash = coalesce(p_password_hash, password_hash)
  where id = p_user
  returning session_version into now_version;
  update identity.sessions set ended_at = now() where user_id = p_user and ended_at is null;
  update identity.tokens set used_at = now() where user_id = p_user and purpose = 'reset' and used_at is null;
  return now_version;
end
$$;
revoke all on function public.end_all_sessions from public, anon, authenticated;
grant execute on function public.end_all_sessions to service_role;
