-- Calls that nobody wants: marked, not billed, undone by a click; and callers who are not let in any more.

create type public.spam_reason as enum ('recorded', 'silent', 'too_many', 'member');

create table public.spam_marks (
  call_id uuid primary key,
  tenant_id uuid not null,
  reason public.spam_reason not null,
  marked_at timestamptz not null default now(),
  marked_by uuid references identity.users on delete set null,
  -- Somebody said that it was none; no rule marks it again.
  undone_at timestamptz,
  undone_by uuid references identity.users on delete set null,
  foreign key (call_id, tenant_id) references public.calls (id, tenant_id) on delete cascade
);
comment on table public.spam_marks is 'Calls that are left out of what a tenant pays for.';
create index spam_marks_by_tenant on public.spam_marks (tenant_id, marked_at desc);
create index spam_marks_by_marker on public.spam_marks (marked_by);
create index spam_marks_by_undoer on public.spam_marks (undone_by);

alter table public.callers
  -- Since when calls from this number are rejected before they are answered.
  add column blocked_at timestamptz,
  add column blocked_by uuid references identity.users on delete set null;
create index callers_by_blocker on public.callers (blocked_by);

alter table public.spam_marks enable row level security;
alter table public.spam_marks force row level security;
revoke all on public.spam_marks from public, anon, authenticated, call_agent;
grant select on public.spam_marks to authenticated;
grant select, insert, update, delete on public.spam_marks to service_role;
create policy "members read what was spam" on public.spam_marks
  for select to authenticated
  using (tenant_id in (select private.tenants_where_i_am('viewer')));

-- Nothing was said by a caller: no turn of theirs, or none with words.
create function private.was_silent(p_call public.calls)
returns boolean
language sql stable security definer
set search_path = ''
as $$
  select p_call.answered_at is not null and not exists (
    select from public.turns
    where call_id = p_call.id and speaker = 'caller' and text not in ('', '[inaudible]')
  )
$$;

-- Why a telephone call that is over is spam; null for a call that is none.
create function private.spam_reason_of(p_call public.calls)
returns public.spam_reason
language plpgsql stable security definer
set search_path = ''
as $$
begin
  if p_call.channel <> 'phone' or p_call.is_test then
    return null;
  end if;
  if p_call.end_reason = 'recorded_caller' then
    return 'recorded';
  end if;
  if p_call.caller_number is null then
    return null;
  end if;
  -- The third within a day in which nobody says a word.
  if private.was_silent(p_call) and (
    select count(*)
    from public.calls earlier
    where earlier.tenant_id = p_call.tenant_id and earlier.caller_number = p_call.caller_number
      and earlier.started_at between p_call.started_at - interval '24 hours' and p_call.started_at
      and earlier.id <> p_call.id and earlier.status = 'ended' and private.was_silent(earlier)
  ) >= 2 then
    return 'silent';
  end if;
  -- No person dials so often within an hour only to hang up at once.
  if coalesce(p_call.ended_at - p_call.answered_at, interval '0') < interval '15 seconds' and (
    select count(*)
    from public.calls earlier
    where earlier.tenant_id = p_call.tenant_id and earlier.caller_number = p_call.caller_number
      and earlier.started_at between p_call.started_at - interval '1 hour' and p_call.started_at
      and earlier.id <> p_call.id
  ) >= 10 then
    return 'too_many';
  end if;
  return null;
end
$$;

create function private.mark_spam()
returns trigger
language plpgsql security definer
set search_path = ''
as $$
declare
  why public.spam_reason;
begin
  -- A call that lives again is not judged yet.
  if new.reaped then
    return null;
  end if;
  why := private.spam_reason_of(new);
  if why is not null then
    insert into public.spam_marks (call_id, tenant_id, reason) values (new.id, new.tenant_id, why)
    on conflict (call_id) do nothing;
  end if;
  return null;
end
$$;
create trigger calls_spam after update of status, reaped on public.calls
  for each row when (new.status = 'ended' and (old.status <> 'ended' or old.reaped)) execute function private.mark_spam();

-- By a member, either way.
create function public.mark_call_spam(p_tenant uuid, p_call uuid, p_is_spam boolean)
returns void
language plpgsql volatile security definer
set search_path = ''
as $$
begin
  perform private.require_change(p_tenant, 'staff', 'Only staff or above can say what is spam.');
  if not exists (select from public.calls where id = p_call and tenant_id = p_tenant and channel = 'phone') then
    raise exception using errcode = 'PT404', message = 'There is no such telephone call.';
  end if;
  if p_is_spam then
    insert into public.spam_marks as m (call_id, tenant_id, reason, marked_by)
    values (p_call, p_tenant, 'member', private.my_id())
    on conflict (call_id) do update set undone_at = null, undone_by = null;
  else
    update public.spam_marks set undone_at = now(), undone_by = private.my_id()
    where call_id = p_call and tenant_id = p_tenant and undone_at is null;
  end if;
  perform private.append_audit(
    p_tenant, case when p_is_spam then 'call.spam' else 'call.not_spam' end, 'info', 'member', private.my_id(), null,
    jsonb_build_object('call', p_call)
  );
end
$$;

-- Whoever called in this call is blocked, or let in again. Somebody who withheld their number cannot be told apart.
create function public.block_caller_of(p_tenant uuid, p_call uuid, p_is_blocked boolean)
returns void
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  theirs text;
begin
  perform private.require_change(p_tenant, 'staff', 'Only staff or above can block a caller.');
  select caller_number into theirs from public.calls where id = p_call and tenant_id = p_tenant;
  if not found then
    raise exception using errcode = 'PT404', message = 'There is no such call.';
  end if;
  if theirs is null or theirs !~ '^\+[1-9][0-9]{7,14}$' then
    raise exception using errcode = 'PT409', message = 'This caller withheld their number, so it cannot be blocked.';
  end if;
  insert into public.callers as c (tenant_id, e164, first_call_at, last_call_at, call_count, blocked_at, blocked_by)
  select p_tenant, theirs, min(started_at), max(started_at), count(*), case when p_is_blocked then now() end,
    case when p_is_blocked then private.my_id() end
  from public.calls
  where tenant_id = p_tenant and caller_number = theirs and not is_test
  on conflict (tenant_id, e164) do update
    set blocked_at = case when p_is_blocked then coalesce(c.blocked_at, now()) end,
      blocked_by = case when p_is_blocked then coalesce(c.blocked_by, excluded.blocked_by) end;
  perform private.append_audit(
    p_tenant, case when p_is_blocked then 'caller.blocked' else 'caller.unblocked' end, 'info', 'member', private.my_id(),
    null, jsonb_build_object('call', p_call)
  );
end
$$;

-- Blocked by the published settings, or by somebody of the team.
create function private.is_blocked(p_tenant uuid, p_routing jsonb, p_from text)
returns boolean
language sql stable security definer
set search_path = ''
as $$
  select case when coalesce(p_from, '') = '' then coalesce(p_routing -> 'blockWithheld' = 'true', false)
    else exists (select from public.callers where tenant_id = p_tenant and e164 = p_from and blocked_at is not null)
      or coalesce(p_routing -> 'blockedCallers' @> jsonb_build_array(jsonb_build_object('number', p_from)), false)
    end
$$;

-- Number → tenant → may it be answered? → call row → ticket → config. Whoever is blocked hears nothing of busy lines.
create or replace function public.answer_call(p_call_sid text, p_to text, p_from text, p_ticket_hash text)
returns jsonb
language plpgsql security definer
set search_path = ''
as $$
declare
  dialed public.phone_numbers;
  tenant public.tenants;
  this_call public.calls;
  limits jsonb;
  routing jsonb;
  refusal text;
begin
  if coalesce(p_call_sid, '') = '' or coalesce(p_ticket_hash, '') = '' then
    raise exception using errcode = 'PT400', message = 'A call has an id and a ticket.';
  end if;
  select * into dialed from public.phone_numbers where e164 = p_to;
  if dialed.id is null then
    return jsonb_build_object('decision', 'unknown_number');
  end if;

  -- Admissions of one tenant go one after the other, so that a cap is exact.
  select * into tenant from public.tenants where id = dialed.tenant_id for no key update;
  select config -> 'limits', config -> 'routing' into limits, routing
  from public.agent_versions
  where tenant_id = tenant.id and agent_versions.number = tenant.live_version;

  select * into this_call from public.calls where carrier_call_sid = p_call_sid;
  if this_call.tenant_id <> tenant.id then
    return jsonb_build_object('decision', 'unknown_number');
  end if;
  if this_call.id is not null and (this_call.status <> 'ended' or this_call.reaped) then
    perform private.store_ticket(p_ticket_hash, this_call);
    return private.admitted(this_call, true);
  end if;

  refusal := case
    when tenant.status = 'suspended' then 'suspended'
    when tenant.live_version is null then 'paused'
    when this_call.end_reason like 'refused\_%' then substr(this_call.end_reason, 9)
    when this_call.id is not null then null
    when private.is_blocked(tenant.id, routing, p_from) then 'blocked'
    when (
      select count(*) from public.calls
      where tenant_id = tenant.id and status <> 'ended' and not is_test and lease_until > now()
    ) >= case when limits ->> 'maxLiveCalls' ~ '^\d{1,4}$' then (limits ->> 'maxLiveCalls')::integer else 10 end
    then 'busy'
  end;

  if this_call.id is null then
    insert into public.calls (
      tenant_id, phone_number_id, channel, carrier_call_sid, caller_number, dialed_number, version_number,
      status, outcome, end_reason, ended_at
    )
    values (
      tenant.id, dialed.id, 'phone', p_call_sid, left(p_from, 80), p_to, tenant.live_version,
      case when refusal is null then 'ringing' else 'ended' end::public.call_status,
      case when refusal is null then null else 'refused' end::public.call_outcome,
      'refused_' || refusal,
      case when refusal is null then null else now() end
    )
    returning * into this_call;
  end if;

  if refusal is not null then
    return jsonb_build_object(
      'decision', refusal, 'callId', this_call.id, 'tenantId', tenant.id, 'businessName', tenant.name,
      'fallbackNumber', case when refusal = 'blocked' then null else routing ->> 'fallbackNumber' end
    );
  end if;

  -- A call that has ended may be asked for again, by a late copy of its webhook; its tickets open nothing.
  if this_call.status = 'ended' then
    return private.admitted(this_call, true);
  end if;
  perform private.store_ticket(p_ticket_hash, this_call);
  return private.admitted(this_call, false);
end
$$;

-- The sums that a tenant sees, without the calls that are not billed.
create or replace function public.usage_by_day(p_tenant uuid, p_zone text, p_from timestamptz, p_until timestamptz)
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
      and u.call_id not in (select m.call_id from public.spam_marks m where m.tenant_id = p_tenant and m.undone_at is null)
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
      and c.id not in (select m.call_id from public.spam_marks m where m.tenant_id = p_tenant and m.undone_at is null)
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

create or replace function public.usage_by_number(p_tenant uuid, p_from timestamptz, p_until timestamptz)
returns table (number text, is_test boolean, calls bigint, seconds bigint, micro_dollars bigint)
language sql stable security invoker
set search_path = ''
as $$
  with spent as (
    select c.dialed_number as number, c.is_test, sum(u.micro_dollars)::bigint as micro_dollars
    from public.usage_ledger u
    join public.calls c on c.id = u.call_id
    where u.tenant_id = p_tenant and u.at >= p_from and u.at < p_until
      and u.call_id not in (select m.call_id from public.spam_marks m where m.tenant_id = p_tenant and m.undone_at is null)
    group by 1, 2
  ),
  talked as (
    select
      c.dialed_number as number, c.is_test, count(*) as calls,
      coalesce(sum(extract(epoch from c.ended_at - c.answered_at)) filter (where c.ended_at > c.answered_at), 0)::bigint
        as seconds
    from public.calls c
    where c.tenant_id = p_tenant and c.started_at >= p_from and c.started_at < p_until
      and c.id not in (select m.call_id from public.spam_marks m where m.tenant_id = p_tenant and m.undone_at is null)
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

revoke all on function private.was_silent, private.spam_reason_of, private.mark_spam, private.is_blocked from public;
revoke all on function public.mark_call_spam, public.block_caller_of from public, anon;
grant execute on function public.mark_call_spam, public.block_caller_of to authenticated;
