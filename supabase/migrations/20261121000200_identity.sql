-- People who sign in, their one-use tokens, and the mail that carries those tokens.

create table identity.users (
  id uuid primary key default gen_random_uuid(),
  email text not null unique check (email = lower(email) and length(email) <= 254),
  name text not null default '' check (length(name) <= 120),
  password_hash text,
  email_verified_at timestamptz,
  -- Raised by "sign out everywhere" and by a new password; older sessions stop at their next query.
  session_version integer not null default 1,
  disabled_at timestamptz,
  last_sign_in_at timestamptz,
  created_at timestamptz not null default now()
);
comment on table identity.users is 'One row a person. Reached with the service key only.';

create table identity.accounts (
  provider text not null,
  provider_account_id text not null,
  user_id uuid not null references identity.users on delete cascade,
  created_at timestamptz not null default now(),
  primary key (provider, provider_account_id)
);
comment on table identity.accounts is 'Sign-ins at other providers, bound to the provider that gave them.';
create index accounts_by_user on identity.accounts (user_id);

create table identity.tokens (
  -- SHA-256 of the token in the mail; the token itself is stored nowhere.
  hash text primary key,
  user_id uuid not null references identity.users on delete cascade,
  purpose text not null check (purpose in ('confirm', 'reset')),
  expires_at timestamptz not null,
  used_at timestamptz,
  created_at timestamptz not null default now()
);
comment on table identity.tokens is 'One-use, expiring tokens from e-mail links.';
create index tokens_by_user on identity.tokens (user_id);

create table identity.mails (
  id uuid primary key default gen_random_uuid(),
  to_address text not null,
  subject text not null,
  body_text text not null,
  body_html text not null,
  state text not null default 'queued' check (state in ('queued', 'sending', 'sent', 'dead')),
  attempts integer not null default 0,
  run_at timestamptz not null default now(),
  locked_until timestamptz,
  last_error text,
  sent_at timestamptz,
  created_at timestamptz not null default now()
);
comment on table identity.mails is 'Outbox: a page writes a row, a worker delivers it.';
create index mails_to_send on identity.mails (run_at) where state in ('queued', 'sending');

alter table identity.users enable row level security;
alter table identity.users force row level security;
alter table identity.accounts enable row level security;
alter table identity.accounts force row level security;
alter table identity.tokens enable row level security;
alter table identity.tokens force row level security;
alter table identity.mails enable row level security;
alter table identity.mails force row level security;

revoke all on all tables in schema identity from public, anon, authenticated;
grant select, insert, update, delete on all tables in schema identity to service_role;

-- The signed-in person, or null when the session was ended or the person disabled since the token was made.
create function private.my_id()
returns uuid
language sql stable security definer
set search_path = ''
as $$
  select id
  from identity.users
  where id = (select auth.uid())
    and disabled_at is null
    and session_version = (select (auth.jwt() ->> 'session_version')::integer)
$$;
revoke all on function private.my_id from public;
grant execute on function private.my_id to authenticated;

-- Hands out mail for a limited time; what a crashed worker held comes back after its lease, ten times at most.
create function public.claim_mails(p_limit integer, p_lease_seconds integer)
returns setof identity.mails
language sql volatile security definer
set search_path = ''
as $$
  update identity.mails
  set state = 'dead', locked_until = null, last_error = coalesce(last_error, 'Every worker that took it went away.')
  where state = 'sending' and locked_until < now() and attempts >= 10;

  update identity.mails
  set state = 'sending', attempts = attempts + 1, locked_until = now() + make_interval(secs => p_lease_seconds)
  where id in (
    select id
    from identity.mails
    where (state = 'queued' and run_at <= now()) or (state = 'sending' and locked_until < now())
    order by run_at, id
    limit greatest(least(p_limit, 50), 0)
    for update skip locked
  )
  returning *
$$;
revoke all on function public.claim_mails from public, anon, authenticated;
grant execute on function public.claim_mails to service_role;
