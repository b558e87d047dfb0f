-- What happened, who did it, chained by hash so that a changed or missing row is found.

-- Where each chain ends, so that a missing end is found too. Unexposed; written by private.append_audit alone.
create table private.audit_heads (
  chain text primary key,
  sequence bigint not null,
  hash text not null
);
comment on table private.audit_heads is 'The last event of each audit chain.';
revoke all on private.audit_heads from public, anon, authenticated, service_role;

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
  raise exception using errcode = '42501', message = tg_table_name || ' is never changed';
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
          event.previous_hash, event.id, event.tenant_id, event.sequence,
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
  chain_name text := coalesce(p_tenant::text, 'platform');
  last private.audit_heads;
  event public.audit_events;
begin
  insert into private.audit_heads (chain, sequence, hash) values (chain_name, 0, '') on conflict do nothing;
  select * into last from private.audit_heads where chain = chain_name for update;

  event.id := gen_random_uuid();
  event.tenant_id := p_tenant;
  event.sequence := last.sequence + 1;
  event.at := clock_timestamp();
  event.event_type := p_event_type;
  event.severity := p_severity;
  event.actor_kind := p_actor_kind;
  event.actor_id := p_actor;
  event.ip_address := p_ip;
  event.details := coalesce(p_details, '{}');
  event.previous_hash := last.hash;
  event.hash := private.audit_hash(event);

  insert into public.audit_events select event.*;
  update private.audit_heads set sequence = event.sequence, hash = event.hash where chain = chain_name;
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

-- Names the first event that was altered, added or is gone. No row means the chain is whole.
create function public.verify_audit(p_tenant uuid default null)
returns table (sequence bigint, problem text)
language sql stable security definer
set search_path = ''
as $$
  with chain as (
    select
      event.sequence,
      event.hash,
      event.hash = private.audit_hash(event) as own,
      event.previous_hash = coalesce(lag(event.hash) over (order by event.sequence), '') as linked,
      event.sequence = row_number() over (order by event.sequence) as counted
    from public.audit_events as event
    where event.tenant_id is not distinct from p_tenant
  ),
  problems as (
    select chain.sequence, case when not own then 'altered' else 'predecessor missing' end as problem
    from chain
    where not (own and linked and counted)
    union all
    select head.sequence, case when head.sequence > ending.sequence then 'end missing' else 'added past the end' end
    from (
      select coalesce(max(audit_heads.sequence), 0) as sequence, coalesce(max(audit_heads.hash), '') as hash
      from private.audit_heads
      where audit_heads.chain = coalesce(p_tenant::text, 'platform')
    ) as head
    cross join (
      select
        coalesce(max(chain.sequence), 0) as sequence,
        coalesce((array_agg(chain.hash order by chain.sequence desc))[1], '') as hash
      from chain
    ) as ending
    where (head.sequence, head.hash) is distinct from (ending.sequence, ending.hash)
  )
  select problems.sequence, problems.problem from problems order by problems.sequence, problems.problem limit 1
$$;

revoke all on function private.append_audit, private.audit_hash, private.refuse_change from public;
revoke all on function public.write_audit, public.verify_audit from public, anon, authenticated;
grant execute on function public.write_audit, public.verify_audit to service_role;

alter table public.audit_events enable row level security;
alter table public.audit_events force row level security;
revoke all on public.audit_events from public, anon, authenticated;
grant select on public.audit_events to authenticated, service_role;

create policy "managers read their tenant's events, admins the platform's" on public.audit_events
  for select to authenticated
  using (
    tenant_id in (select private.tenants_where_i_am('manager'))
    or (tenant_id is null and (select private.is_platform_admin()))
  );
