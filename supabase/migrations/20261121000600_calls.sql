-- Numbers, calls, and everything said and done in a call.

create type public.call_channel as enum ('phone', 'browser');
create type public.call_status as enum ('ringing', 'live', 'ended');
create type public.call_outcome as enum ('answered', 'message_taken', 'refused', 'missed', 'failed');
create type public.turn_speaker as enum ('caller', 'agent', 'tool', 'system');

create table public.phone_numbers (
  id uuid primary key default gen_random_uuid(),
  tenant_id uuid not null references public.tenants on delete cascade,
  e164 text not null unique check (e164 ~ '^\+[1-9][0-9]{7,14}$'),
  label text not null default '' check (length(label) <= 60),
  created_at timestamptz not null default now()
);
comment on table public.phone_numbers is 'Numbers that an agent answers.';
create index phone_numbers_by_tenant on public.phone_numbers (tenant_id);

-- Raised by every change of a call or a turn; live pages ask for what is newer than they have.
create sequence public.revisions as bigint;

create table public.calls (
  id uuid primary key default gen_random_uuid(),
  tenant_id uuid not null references public.tenants on delete cascade,
  phone_number_id uuid references public.phone_numbers on delete set null,
  channel public.call_channel not null,
  -- A call to the draft, left out of figures.
  is_test boolean not null default false,
  carrier_call_sid text unique check (length(carrier_call_sid) <= 64),
  caller_number text check (length(caller_number) <= 80),
  dialed_number text check (length(dialed_number) <= 80),
  status public.call_status not null default 'ringing',
  outcome public.call_outcome,
  end_reason text,
  -- Null for a call to the draft.
  version_number integer,
  -- What a call to the draft was told, as it stood then.
  draft_config jsonb,
  browser_sound text check (browser_sound in ('wide', 'phone')),
  started_by uuid references identity.users on delete set null,
  started_at timestamptz not null default now(),
  answered_at timestamptz,
  ended_at timestamptz,
  -- When the row was ended, whatever time the end is said to have had.
  closed_at timestamptz,
  -- Ended because no server held it; a server that still does takes it back.
  reaped boolean not null default false,
  -- From start to the first sound of the agent.
  first_audio_ms integer check (first_audio_ms >= 0),
  -- Renewed while a server holds the call; once it has passed, the call is nobody's.
  lease_until timestamptz not null default now() + interval '60 seconds',
  revision bigint not null default nextval('public.revisions'),
  unique (id, tenant_id),
  foreign key (tenant_id, version_number) references public.agent_versions (tenant_id, number)
);
comment on table public.calls is 'One row a call, whatever came of it.';
create index calls_by_time on public.calls (tenant_id, started_at desc, id);
create index calls_by_outcome on public.calls (tenant_id, outcome, started_at desc, id);
create index calls_by_caller on public.calls (tenant_id, caller_number, started_at desc);
create index calls_by_revision on public.calls (tenant_id, revision);
create index calls_not_ended on public.calls (tenant_id, lease_until) where status <> 'ended';
create index calls_by_number on public.calls (phone_number_id);
create index calls_by_version on public.calls (tenant_id, version_number);
create index calls_by_starter on public.calls (started_by);

create table public.turns (
  call_id uuid not null,
  tenant_id uuid not null,
  sequence integer not null check (sequence > 0),
  speaker public.turn_speaker not null,
  text text not null default '' check (length(text) <= 20000),
  unheard_text text not null default '' check (length(unheard_text) <= 20000),
  started_ms integer not null check (started_ms >= 0),
  ended_ms integer not null check (ended_ms >= 0),
  interrupted boolean not null default false,
  final boolean not null default true,
  detail jsonb,
  revision bigint not null default nextval('public.revisions'),
  primary key (call_id, sequence),
  foreign key (call_id, tenant_id) references public.calls (id, tenant_id) on delete cascade
);
comment on table public.turns is 'What was said and heard, in order. Shape: turnSchema in lib/contracts/call.ts.';
create index turns_by_revision on public.turns (tenant_id, revision);

create table public.call_events (
  id uuid primary key default gen_random_uuid(),
  call_id uuid not null,
  tenant_id uuid not null,
  at timestamptz not null default now(),
  kind text not null check (length(kind) <= 60),
  detail jsonb not null default '{}',
  foreign key (call_id, tenant_id) references public.calls (id, tenant_id) on delete cascade
);
comment on table public.call_events is 'What happened to a call beside talk: fallbacks, drops, slow answers.';
create index call_events_by_call on public.call_events (call_id, at);
create index call_events_by_tenant on public.call_events (tenant_id, at);

create table public.call_tickets (
  -- SHA-256 of the ticket that the media stream must show.
  hash text primary key,
  call_id uuid not null,
  tenant_id uuid not null,
  expires_at timestamptz not null,
  spent_at timestamptz,
  foreign key (call_id, tenant_id) references public.calls (id, tenant_id) on delete cascade
);
comment on table public.call_tickets is 'One-use proof that a media stream belongs to an admitted call. Services only.';
create index call_tickets_by_call on public.call_tickets (call_id);
create index call_tickets_by_tenant on public.call_tickets (tenant_id);

create table public.messages (
  id uuid primary key default gen_random_uuid(),
  tenant_id uuid not null,
  call_id uuid not null,
  -- The model's id of the tool call: the same request twice is one message.
  tool_call_id text not null,
  caller_name text not null check (length(caller_name) <= 120),
  callback_number text,
  message text not null check (length(message) <= 2000),
  urgent boolean not null default false,
  created_at timestamptz not null default now(),
  unique (call_id, tool_call_id),
  foreign key (call_id, tenant_id) references public.calls (id, tenant_id) on delete cascade
);
comment on table public.messages is 'What callers asked us to pass on.';
create index messages_by_tenant on public.messages (tenant_id, created_at desc);

-- Changes of one tenant take their number one after the other, so that whoever read number n has missed nothing below it.
create function private.next_revision()
returns trigger
language plpgsql
set search_path = ''
as $$
begin
  perform pg_advisory_xact_lock(hashtextextended('revision ' || new.tenant_id, 0));
  new.revision := nextval('public.revisions');
  return new;
end
$$;
create trigger calls_revision before insert or update on public.calls
  for each row execute function private.next_revision();
create trigger turns_revision before insert or update on public.turns
  for each row execute function private.next_revision();

-- A call ends once, and what it is never changes: the second wall under every grant.
create function private.guard_call()
returns trigger
language plpgsql
set search_path = ''
as $$
begin
  if (new.id, new.tenant_id, new.channel, new.is_test, new.started_at, new.draft_config, new.browser_sound)
      is distinct from (old.id, old.tenant_id, old.channel, old.is_test, old.started_at, old.draft_config, old.browser_sound)
    or (new.carrier_call_sid, new.caller_number, new.dialed_number, new.version_number)
      is distinct from (old.carrier_call_sid, old.caller_number, old.dialed_number, old.version_number)
    or new.phone_number_id is not null and new.phone_number_id is distinct from old.phone_number_id
    or new.started_by is not null and new.started_by is distinct from old.started_by then
    raise exception using errcode = '42501', message = 'What a call is never changes.';
  end if;

  if old.status = 'ended' and not old.reaped then
    -- The number or the person that it names may go away later; nothing else of it changes.
    if (new.phone_number_id, new.started_by) is not distinct from (old.phone_number_id, old.started_by) then
      return null;
    end if;
    old.phone_number_id := new.phone_number_id;
    old.started_by := new.started_by;
    return old;
  end if;

  -- A server that renews the lease still holds the call.
  if old.reaped and new.reaped and new.end_reason is not distinct from old.end_reason
    and new.lease_until > now() then
    new.status := case when new.answered_at is null then 'ringing' else 'live' end;
  end if;
  if new.status = 'ended' then
    new.closed_at := coalesce(old.closed_at, now());
  else
    new.ended_at := null;
    new.end_reason := null;
    new.outcome := null;
    new.closed_at := null;
    new.reaped := false;
  end if;
  return new;
end
$$;
create trigger calls_guard before update on public.calls
  for each row execute function private.guard_call();

-- The call that a call's token names.
create function private.my_call_id()
returns uuid
language sql stable security definer
set search_path = ''
as $$
  select (auth.jwt() ->> 'call_id')::uuid
$$;

-- The tenant that the call's row names. Late words, from a spool that outlived an outage, are let in for a day.
create function private.my_call_tenant()
returns uuid
language sql stable security definer
set search_path = ''
as $$
  select tenant_id
  from public.calls
  where id = (auth.jwt() ->> 'call_id')::uuid and (status <> 'ended' or closed_at > now() - interval '1 day')
$$;

revoke all on function private.my_call_id, private.my_call_tenant, private.next_revision, private.guard_call from public;
grant execute on function private.my_call_id, private.my_call_tenant to call_agent;

alter table public.phone_numbers enable row level security;
alter table public.phone_numbers force row level security;
alter table public.calls enable row level security;
alter table public.calls force row level security;
alter table public.turns enable row level security;
alter table public.turns force row level security;
alter table public.call_events enable row level security;
alter table public.call_events force row level security;
alter table public.call_tickets enable row level security;
alter table public.call_tickets force row level security;
alter table public.messages enable row level security;
alter table public.messages force row level security;

revoke all on public.phone_numbers, public.calls, public.turns, public.call_events, public.call_tickets, public.messages
  from public, anon, authenticated, call_agent;
revoke all on sequence public.revisions from public, anon, authenticated;
grant select on public.phone_numbers, public.calls, public.turns, public.call_events, public.messages to authenticated;
grant select, insert, update, delete
  on public.phone_numbers, public.calls, public.turns, public.call_events, public.call_tickets, public.messages
  to service_role;
grant usage on sequence public.revisions to service_role, call_agent;
grant select,
  update (status, outcome, end_reason, answered_at, ended_at, reaped, first_audio_ms, lease_until)
  on public.calls to call_agent;
grant select, insert, update on public.turns to call_agent;
grant select, insert on public.call_events, public.messages to call_agent;

create policy "members read their numbers" on public.phone_numbers
  for select to authenticated
  using (tenant_id in (select private.tenants_where_i_am('viewer')) or (select private.is_platform_admin()));

create policy "members read their calls" on public.calls
  for select to authenticated
  using (tenant_id in (select private.tenants_where_i_am('viewer')));
create policy "a call reads itself" on public.calls
  for select to call_agent
  using (id = (select private.my_call_id()));
create policy "a call changes itself" on public.calls
  for update to call_agent
  using (id = (select private.my_call_id()))
  with check (id = (select private.my_call_id()) and tenant_id = (select private.my_call_tenant()));

create policy "members read what was said" on public.turns
  for select to authenticated
  using (tenant_id in (select private.tenants_where_i_am('viewer')));
create policy "a call reads its own words" on public.turns
  for select to call_agent
  using (call_id = (select private.my_call_id()) and tenant_id = (select private.my_call_tenant()));
create policy "a call writes its own words" on public.turns
  for insert to call_agent
  with check (call_id = (select private.my_call_id()) and tenant_id = (select private.my_call_tenant()));
create policy "a call completes its own words" on public.turns
  for update to call_agent
  using (call_id = (select private.my_call_id()) and tenant_id = (select private.my_call_tenant()))
  with check (call_id = (select private.my_call_id()) and tenant_id = (select private.my_call_tenant()));

create policy "members read what happened" on public.call_events
  for select to authenticated
  using (tenant_id in (select private.tenants_where_i_am('viewer')));
create policy "a call reads its own events" on public.call_events
  for select to call_agent
  using (call_id = (select private.my_call_id()) and tenant_id = (select private.my_call_tenant()));
create policy "a call notes its own events" on public.call_events
  for insert to call_agent
  with check (call_id = (select private.my_call_id()) and tenant_id = (select private.my_call_tenant()));

create policy "members read their messages" on public.messages
  for select to authenticated
  using (tenant_id in (select private.tenants_where_i_am('viewer')));
create policy "a call reads its own messages" on public.messages
  for select to call_agent
  using (call_id = (select private.my_call_id()) and tenant_id = (select private.my_call_tenant()));
create policy "a call takes its own messages" on public.messages
  for insert to call_agent
  with check (call_id = (select private.my_call_id()) and tenant_id = (select private.my_call_tenant()));
