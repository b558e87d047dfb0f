-- What happened, who did it, chained by hash so that a changed or missing row is found.

create table public.audit_events (
  id uuid primary key default gen_random_uuid(),
  -- Null: an event of the platform, in a chain of its own.
  tenant_id uuid references public.tenants on delete restrict,
  -- Position in the chain, from 1, without gaps.
  sequence bigint not null check (sequence > 0),
  at timestamptz not null,
  event_type text not null check (event_type ~ '^[a-z_]+(\.[a-z_]+)+$'),
  severity text not null check (severity in ('info', 'warning', 'high')),
  actor_kind text not null check (actor_kind in ('member', 'admin', 'visitor', 'system')),
  actor_id uuid,
  ip_address text,
  details jsonb not null default '{}' check (jsonb_typeof(details) = 'object'),
  previous_hash text not null,
  hash text not null,
  unique nulls not distinct (tenant_id, sequence)
);
comment on table public.audit_events is 'Hash-chained, a chain a tenant. Appended by private.append_audit, never changed.';
create index audit_events_by_time on public.audit_events (tenant_id, at desc);
create index audit_events_by_type on public.audit_events (event_type, at desc);

create function private.refuse_change()
returns trigger
language plpgsql
set search_path = ''
as $$
begin
  raise exception using errcode = 'PT403', message = tg_table_name || ' is never changed';
end
$$;
create trigger audit_events_stay before update or delete or truncate on public.audit_events
  for each statement execute function private.refuse_change();

-- The bytes that a hash covers: every column, in this order, in UTC.
create function private.audit_hash(event public.audit_events)
returns text
language sql stable
set search_path = ''
as $$
  select encode(
    sha256(
      convert_to(
        jsonb_build_array(
          event.previous_hash, event.tenant_id, event.sequence,
          to_char(event.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
          event.event_type, event.severity, event.actor_kind, event.actor_id, event.ip_address, event.details
        )::text,
        'utf8'
      )
    ),
    'hex'
  )
$$;

create function private.append_audit(
  p_tenant uuid, p_event_type text, p_severity text, p_actor_kind text, p_actor uuid, p_ip text, p_details jsonb
)
returns void
language plpgsql security definer
set search_path = ''
as $$
declare
  last public.audit_events;
  event public.audit_events;
begin
  perform pg_advisory_xact_lock(hashtextextended('audit ' || coalesce(p_tenant::text, 'platform'), 0));

  select * into last from public.audit_events where tenant_id is not distinct from p_tenant order by sequence desc limit 1;

  event.id := gen_random_uuid();
  event.tenant_id := p_tenant;
  event.sequence := coalesce(last.sequence, 0) + 1;
  event.at := clock_timestamp();
  event.event_type := p_event_type;
  event.severity := p_severity;
  event.actor_kind := p_actor_kind;
  event.actor_id := p_actor;
  event.ip_address := p_ip;
  event.details := coalesce(p_details, '{}');
  event.previous_hash := coalesce(last.hash, '');
  event.hash := private.audit_hash(event);

  insert into public.audit_events select event.*;
end
$$;

-- For the services: events that no other function writes, such as a refused signature or a sign-in.
create function public.write_audit(
  p_event_type text, p_severity text, p_actor_kind text,
  p_tenant uuid default null, p_actor uuid default null, p_ip text default null, p_details jsonb default '{}'
)
returns void
language sql security definer
set search_path = ''
as $$
  select private.append_audit(p_tenant, p_event_type, p_severity, p_actor_kind, p_actor, p_ip, p_details)
$$;

-- Names the first event that was altered, or whose predecessor is gone. No row means the chain is whole.
create function public.verify_audit(p_tenant uuid default null)
returns table (sequence bigint, problem text)
language sql stable security definer
set search_path = ''
as $$
  with chain as (
    select
      event.sequence,
      event.hash = private.audit_hash(event) as own,
      event.previous_hash = coalesce(lag(event.hash) over (order by event.sequence), '') as linked,
      event.sequence = row_number() over (order by event.sequence) as counted
    from public.audit_events as event
    where event.tenant_id is not distinct from p_tenant
  )
  select chain.sequence, case when not own then 'altered' else 'predecessor missing' end
  from chain
  where not (own and linked and counted)
  order by chain.sequence
  limit 1
$$;

revoke all on function private.append_audit, private.audit_hash, private.refuse_change from public;
revoke all on function public.write_audit, public.verify_audit from public, anon, authenticated;
grant execute on function public.write_audit, public.verify_audit to service_role;

alter table public.audit_events enable row level security;
alter table public.audit_events force row level security;
revoke all on public.audit_events from public, anon, authenticated;
grant select on public.audit_events to authenticated, service_role;

create policy "managers read what happened in their tenant" on public.audit_events
  for select to authenticated
  using (tenant_id in (select private.tenants_where_i_am('manager')) or (select private.is_platform_admin()));
