-- What calls cost: the provider's own figures, priced once, never changed.

create type public.usage_kind as enum ('response', 'transcription', 'carrier_minutes');

create table public.usage_ledger (
  id uuid primary key default gen_random_uuid(),
  call_id uuid not null,
  tenant_id uuid not null,
  kind public.usage_kind not null,
  -- A response, an item of the conversation, or the line itself: told twice, it is one row.
  provider_id text not null check (length(provider_id) between 1 and 200),
  model text not null check (length(model) between 1 and 80),
  raw jsonb not null check (jsonb_typeof(raw) = 'object' and octet_length(raw::text) <= 20000),
  -- Null for a model that had no price; the row is kept all the same.
  micro_dollars bigint check (micro_dollars >= 0),
  -- The parts of a response; the other kinds are one part each.
  audio_micro_dollars bigint not null default 0 check (audio_micro_dollars >= 0),
  text_micro_dollars bigint not null default 0 check (text_micro_dollars >= 0),
  cached_micro_dollars bigint not null default 0 check (cached_micro_dollars >= 0),
  -- The first day of the price table in lib/billing/prices.ts.
  priced_by date,
  at timestamptz not null,
  unique (call_id, kind, provider_id),
  foreign key (call_id, tenant_id) references public.calls (id, tenant_id) on delete cascade,
  check ((micro_dollars is null) = (priced_by is null)),
  check (
    audio_micro_dollars + text_micro_dollars + cached_micro_dollars
      = case kind when 'response' then coalesce(micro_dollars, 0) else 0 end
  )
);
comment on table public.usage_ledger is 'One row a thing that is paid for, priced in whole micro-dollars. Written once.';
-- Figures are summed from the index alone.
create index usage_ledger_by_time on public.usage_ledger (tenant_id, at)
  include (call_id, kind, micro_dollars, audio_micro_dollars, text_micro_dollars, cached_micro_dollars);

alter table public.turns add column gap_ms integer check (gap_ms >= 0);
comment on column public.turns.gap_ms is 'From the end of the caller''s words to the first sound of this answer, as the caller heard both.';

-- The second wall under every grant: what was written stays as it was.
create function private.guard_usage()
returns trigger
language plpgsql
set search_path = ''
as $$
begin
  raise exception using errcode = '42501', message = 'What was used never changes.';
end
$$;
create trigger usage_ledger_guard before update on public.usage_ledger
  for each row execute function private.guard_usage();
revoke all on function private.guard_usage from public;

alter table public.usage_ledger enable row level security;
alter table public.usage_ledger force row level security;
revoke all on public.usage_ledger from public, anon, authenticated, call_agent, service_role;
grant select on public.usage_ledger to authenticated;
grant select, insert on public.usage_ledger to call_agent, service_role;

create policy "managers read what was used" on public.usage_ledger
  for select to authenticated
  using (tenant_id in (select private.tenants_where_i_am('manager')));
create policy "a call reads what it used" on public.usage_ledger
  for select to call_agent
  using (call_id = (select private.my_call_id()) and tenant_id = (select private.my_call_tenant()));
create policy "a call notes what it used" on public.usage_ledger
  for insert to call_agent
  with check (call_id = (select private.my_call_id()) and tenant_id = (select private.my_call_tenant()));

-- Runs as whoever asks. Test calls are left out of calls and seconds; what they cost is in, and said apart.
create function public.usage_by_day(p_tenant uuid, p_zone text, p_from timestamptz, p_until timestamptz)
returns table (
  day date, calls bigint, seconds bigint, micro_dollars bigint, audio bigint, text bigint, cached bigint,
  transcription bigint, carrier bigint, test_micro_dollars bigint, unpriced bigint
)
language sql stable security invoker
set search_path = ''
as $$
  with spent as (
    select
      (u.at at time zone p_zone)::date as day,
      coalesce(sum(u.micro_dollars), 0)::bigint as micro_dollars,
      sum(u.audio_micro_dollars)::bigint as audio,
      sum(u.text_micro_dollars)::bigint as text,
      sum(u.cached_micro_dollars)::bigint as cached,
      coalesce(sum(u.micro_dollars) filter (where u.kind = 'transcription'), 0)::bigint as transcription,
      coalesce(sum(u.micro_dollars) filter (where u.kind = 'carrier_minutes'), 0)::bigint as carrier,
      coalesce(sum(u.micro_dollars) filter (where c.is_test), 0)::bigint as test_micro_dollars,
      count(*) filter (where u.micro_dollars is null) as unpriced
    from public.usage_ledger u
    join public.calls c on c.id = u.call_id
    where u.tenant_id = p_tenant and u.at >= p_from and u.at < p_until
    group by 1
  ),
  talked as (
    select
      (c.started_at at time zone p_zone)::date as day,
      count(*) as calls,
      coalesce(sum(extract(epoch from c.ended_at - c.answered_at)) filter (where c.ended_at > c.answered_at), 0)::bigint
        as seconds
    from public.calls c
    where c.tenant_id = p_tenant and not c.is_test and c.started_at >= p_from and c.started_at < p_until
    group by 1
  )
  select
    day, coalesce(talked.calls, 0), coalesce(talked.seconds, 0), coalesce(spent.micro_dollars, 0),
    coalesce(spent.audio, 0), coalesce(spent.text, 0), coalesce(spent.cached, 0), coalesce(spent.transcription, 0),
    coalesce(spent.carrier, 0), coalesce(spent.test_micro_dollars, 0), coalesce(spent.unpriced, 0)
  from spent full join talked using (day)
  where p_tenant in (select private.tenants_where_i_am('manager'))
  order by day
$$;
comment on function public.usage_by_day is 'Days are those of the tenant''s own zone.';

create function public.usage_by_number(p_tenant uuid, p_from timestamptz, p_until timestamptz)
returns table (number text, is_test boolean, calls bigint, seconds bigint, micro_dollars bigint)
language sql stable security invoker
set search_path = ''
as $$
  with spent as (
    select c.dialed_number as number, c.is_test, sum(u.micro_dollars)::bigint as micro_dollars
    from public.usage_ledger u
    join public.calls c on c.id = u.call_id
    where u.tenant_id = p_tenant and u.at >= p_from and u.at < p_until
    group by 1, 2
  ),
  talked as (
    select
      c.dialed_number as number, c.is_test, count(*) as calls,
      coalesce(sum(extract(epoch from c.ended_at - c.answered_at)) filter (where c.ended_at > c.answered_at), 0)::bigint
        as seconds
    from public.calls c
    where c.tenant_id = p_tenant and c.started_at >= p_from and c.started_at < p_until
    group by 1, 2
  )
  select
    coalesce(spent.number, talked.number), coalesce(spent.is_test, talked.is_test), coalesce(talked.calls, 0),
    coalesce(talked.seconds, 0), coalesce(spent.micro_dollars, 0)
  from spent full join talked
    on coalesce(spent.number, '') = coalesce(talked.number, '') and spent.is_test = talked.is_test
  where p_tenant in (select private.tenants_where_i_am('manager'))
  order by 5 desc, 1
$$;
comment on function public.usage_by_number is 'A browser''s calls have no number; test calls are told apart.';

create function public.usage_of_call(p_tenant uuid, p_call uuid)
returns table (
  kind public.usage_kind, model text, entries bigint, micro_dollars bigint, audio bigint, text bigint, cached bigint,
  unpriced bigint
)
language sql stable security invoker
set search_path = ''
as $$
  select
    u.kind, u.model, count(*), coalesce(sum(u.micro_dollars), 0)::bigint, sum(u.audio_micro_dollars)::bigint,
    sum(u.text_micro_dollars)::bigint, sum(u.cached_micro_dollars)::bigint, count(*) filter (where u.micro_dollars is null)
  from public.usage_ledger u
  where u.tenant_id = p_tenant and u.call_id = p_call
  group by 1, 2
  order by 1, 2
$$;

-- For the platform's admins: what each tenant cost. Sums, never anybody's calls.
create function public.usage_by_tenant(p_from timestamptz, p_until timestamptz)
returns table (tenant_id uuid, micro_dollars bigint, carrier bigint, unpriced bigint)
language plpgsql stable security definer
set search_path = ''
as $$
begin
  if not private.is_platform_admin() then
    raise exception using errcode = 'PT403', message = 'Only for the platform''s admins.';
  end if;

  return query
  select
    u.tenant_id, coalesce(sum(u.micro_dollars), 0)::bigint,
    coalesce(sum(u.micro_dollars) filter (where u.kind = 'carrier_minutes'), 0)::bigint,
    count(*) filter (where u.micro_dollars is null)
  from public.usage_ledger u
  where u.at >= p_from and u.at < p_until
  group by 1;
end
$$;

revoke all on function public.usage_by_day, public.usage_by_number, public.usage_of_call, public.usage_by_tenant
  from public, anon;
grant execute on function public.usage_by_day, public.usage_by_number, public.usage_of_call, public.usage_by_tenant
  to authenticated;
