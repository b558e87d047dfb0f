-- What a business may use in a day or a month, known at once: to let a call in, and while calls run.

create table public.usage_daily (
  id uuid primary key default gen_random_uuid(),
  tenant_id uuid not null references public.tenants on delete cascade,
  -- On the wall of the business.
  day date not null,
  micro_dollars bigint not null default 0 check (micro_dollars >= 0),
  -- Of telephone calls, as the carrier counts.
  seconds bigint not null default 0 check (seconds >= 0),
  unique (tenant_id, day)
);
comment on table public.usage_daily is 'The ledger summed by tenant and day, kept as the ledger grows, so that nobody adds up a day to let a call in.';

alter table public.usage_daily enable row level security;
alter table public.usage_daily force row level security;
revoke all on public.usage_daily from public, anon, authenticated, call_agent;
grant select on public.usage_daily to authenticated;
grant select, insert, update, delete on public.usage_daily to service_role;
create policy "managers read what a day used" on public.usage_daily
  for select to authenticated
  using (tenant_id in (select private.tenants_where_i_am('manager')));

-- A zone that nobody knows is no reason to lose a row.
create function private.zone_of(p_tenant uuid)
returns text
language plpgsql stable security definer
set search_path = ''
as $$
declare
  zone text := (
    select live.config #>> '{identity,timeZone}'
    from public.tenants
    join public.agent_versions live on live.tenant_id = tenants.id and live.number = tenants.live_version
    where tenants.id = p_tenant
  );
begin
  perform now() at time zone zone;
  return coalesce(zone, 'UTC');
exception when invalid_parameter_value then
  return 'UTC';
end
$$;

create function private.seconds_of(p_kind public.usage_kind, p_raw jsonb)
returns bigint
language sql immutable
set search_path = ''
as $$
  select case when p_kind = 'carrier_minutes' and jsonb_typeof(p_raw -> 'seconds') = 'number'
    then greatest(0, least((p_raw ->> 'seconds')::numeric, 1000000))::bigint else 0 end
$$;

-- Only rows that are really new: what is told again is not counted again.
create function private.add_to_day()
returns trigger
language plpgsql security definer
set search_path = ''
as $$
begin
  insert into public.usage_daily as d (tenant_id, day, micro_dollars, seconds)
  select fresh.tenant_id, (fresh.at at time zone zones.name)::date, coalesce(sum(fresh.micro_dollars), 0),
    sum(private.seconds_of(fresh.kind, fresh.raw))
  from fresh
  join (select tenant_id, private.zone_of(tenant_id) as name from fresh group by 1) as zones using (tenant_id)
  group by 1, 2
  order by 1, 2
  on conflict (tenant_id, day) do update
    set micro_dollars = d.micro_dollars + excluded.micro_dollars, seconds = d.seconds + excluded.seconds;
  return null;
end
$$;
create trigger usage_ledger_by_day after insert on public.usage_ledger
  referencing new table as fresh
  for each statement execute function private.add_to_day();

insert into public.usage_daily (tenant_id, day, micro_dollars, seconds)
select tenant_id, (at at time zone private.zone_of(tenant_id))::date, coalesce(sum(micro_dollars), 0),
  sum(private.seconds_of(kind, raw))
from public.usage_ledger
group by 1, 2;

-- Calls in progress have seconds that no ledger knows yet.
create function private.use_of(p_tenant uuid)
returns jsonb
language sql stable security definer
set search_path = ''
as $$
  select jsonb_build_object(
    'day', today.day,
    'dayMicroDollars', coalesce(sum(d.micro_dollars) filter (where d.day = today.day), 0),
    'daySeconds', coalesce(sum(d.seconds) filter (where d.day = today.day), 0),
    'monthSeconds', coalesce(sum(d.seconds), 0),
    'liveSeconds', (
      select coalesce(sum(greatest(0, extract(epoch from now() - answered_at))), 0)::bigint
      from public.calls
      where tenant_id = p_tenant and status <> 'ended' and lease_until > now() and channel = 'phone'
    )
  )
  from (select (now() at time zone private.zone_of(p_tenant))::date as day) as today
  left join public.usage_daily d
    on d.tenant_id = p_tenant and d.day >= date_trunc('month', today.day)::date and d.day <= today.day
  group by today.day
$$;

-- Whoever lets a call in also says whether there is more to look up than its instructions hold, and what was used so far.
create or replace function private.admitted(p_call public.calls, p_repeated boolean)
returns jsonb
language sql stable security definer
set search_path = ''
as $$
  select private.admitted_as_configured(p_call, p_repeated) || jsonb_build_object(
    'knowsMore', exists (
      select from public.knowledge_sources
      where tenant_id = p_call.tenant_id and in_use and chunk_count > 0 and kind <> 'answers'
    ),
    'use', private.use_of(p_call.tenant_id)
  )
$$;

-- Under the token of any call of the tenant: what all of it used, and what the ledger has of these calls by now.
create function public.call_use(p_calls uuid[])
returns jsonb
language sql stable security definer
set search_path = ''
as $$
  select private.use_of(mine.tenant_id) || jsonb_build_object(
    'calls', (
      select coalesce(jsonb_object_agg(of_call.call_id, of_call.spent), '{}')
      from (
        select u.call_id, jsonb_build_object(
          'microDollars', coalesce(sum(u.micro_dollars), 0),
          'todayMicroDollars', coalesce(sum(u.micro_dollars) filter (
            where (u.at at time zone mine.zone)::date = (now() at time zone mine.zone)::date), 0)
        ) as spent
        from public.usage_ledger u
        where u.call_id = any (p_calls[1:200]) and u.tenant_id = mine.tenant_id
        group by u.call_id
      ) as of_call
    )
  )
  from (
    select tenant_id, private.zone_of(tenant_id) as zone
    from (select private.my_call_tenant() as tenant_id) as named
    where tenant_id is not null
  ) as mine
$$;

-- For managers, beside the limits themselves.
create function public.use_so_far(p_tenant uuid)
returns setof jsonb
language sql stable security definer
set search_path = ''
as $$
  select private.use_of(p_tenant) where p_tenant in (select private.tenants_where_i_am('manager'))
$$;

-- A limit that is near, or reached: the inbox and the owners' mail hear of it once a day.
create function private.cap_to_inbox()
returns trigger
language plpgsql security definer
set search_path = ''
as $$
declare
  what constant text := case new.detail ->> 'cap'
    when 'day_money' then 'money for one day' when 'day_minutes' then 'minutes for one day'
    when 'month_minutes' then 'minutes for one month' end;
  is_reached constant boolean := new.detail ->> 'rung' = 'over';
  day constant text := to_char(now() at time zone private.zone_of(new.tenant_id), 'YYYY-MM-DD');
  headline constant text := case when is_reached then format('The limit of %s is reached', what)
    else format('The limit of %s is nearly reached', what) end;
  story constant text := case when is_reached
    then 'Callers go to your fallback number or to voicemail until there is room again. Raise the limit under Limits to change that.'
    else 'Four fifths of it are used. The receptionist answers shorter from here on, then only takes messages. Raise the limit under Limits to change that.'
  end;
  business text;
begin
  if what is null then
    return null;
  end if;
  insert into public.inbox_items (tenant_id, kind, topic, title, detail, urgent)
  values (
    new.tenant_id, 'notice', format('cap %s %s %s', new.detail ->> 'cap', case when is_reached then 'reached' else 'near' end, day),
    headline, story, is_reached
  )
  on conflict (tenant_id, topic) where topic is not null do nothing;
  if not found then
    return null;
  end if;

  select name into business from public.tenants where id = new.tenant_id;
  insert into identity.mails (to_address, subject, body_text, body_html)
  select users.email, format('%s: %s', business, lower(left(headline, 1)) || substr(headline, 2)),
    format(E'%s.\n\n%s', headline, story), format('<p>%s.</p><p>%s</p>', headline, story)
  from public.members
  join identity.users on users.id = members.user_id and users.disabled_at is null
  where members.tenant_id = new.tenant_id and members.role = 'owner';
  return null;
end
$$;
create trigger caps_to_inbox after insert on public.call_events
  for each row when (new.kind = 'cap_step') execute function private.cap_to_inbox();

revoke all on function private.zone_of, private.seconds_of, private.add_to_day, private.use_of, private.admitted,
  private.cap_to_inbox from public;
revoke all on function public.call_use, public.use_so_far from public, anon, authenticated;
grant execute on function public.call_use to call_agent;
grant execute on function public.use_so_far to authenticated;
