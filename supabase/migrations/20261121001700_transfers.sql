-- Callers who are passed on to a person: by label alone, within caps, once for each wish.

create table public.transfers (
  id uuid primary key default gen_random_uuid(),
  call_id uuid not null,
  tenant_id uuid not null,
  -- The model's id of the tool call, or a command's: the same wish twice rings once.
  tool_call_id text not null check (length(tool_call_id) between 1 and 200),
  label text not null check (length(label) between 1 and 40),
  mode text not null check (mode in ('announced', 'blind')),
  status text not null default 'asked' check (
    status in ('asked', 'ringing', 'accepted', 'completed', 'declined', 'voicemail', 'no_answer', 'busy', 'failed', 'cancelled')
  ),
  -- What the person is told before they decide; forgotten when they have.
  summary text not null default '' check (length(summary) <= 600),
  -- Why it ended so, where the status alone does not say.
  reason text not null default '' check (length(reason) <= 120),
  leg_sid text check (length(leg_sid) <= 64),
  asked_at timestamptz not null default now(),
  accepted_at timestamptz,
  ended_at timestamptz,
  -- How long they talked.
  seconds integer check (seconds >= 0),
  -- The agent took the caller back and knows of it.
  told_at timestamptz,
  unique (call_id, tool_call_id),
  foreign key (call_id, tenant_id) references public.calls (id, tenant_id) on delete cascade
);
comment on table public.transfers is 'Callers passed on to a person, and what came of it. Written only by functions, under the call''s own token.';
create index transfers_by_tenant on public.transfers (tenant_id, asked_at desc);

-- A ticket by which a caller comes back from a transfer is no sign of a line that breaks.
alter table public.call_tickets add column transfer_id uuid references public.transfers on delete cascade;
create index call_tickets_by_transfer on public.call_tickets (transfer_id);

alter table public.transfers enable row level security;
alter table public.transfers force row level security;
revoke all on public.transfers from public, anon, authenticated, call_agent;
grant select on public.transfers to authenticated, call_agent;
grant select, insert, update, delete on public.transfers to service_role;

create policy "members read who was rung" on public.transfers
  for select to authenticated
  using (tenant_id in (select private.tenants_where_i_am('viewer')));
create policy "a call reads its own transfers" on public.transfers
  for select to call_agent
  using (call_id = (select private.my_call_id()) and tenant_id = (select private.tenant_of_my_call()));

-- What no list of countries lets through: a second wall behind lib/routing/number-guard.ts.
create function private.is_costly_number(p_number text)
returns boolean
language sql immutable
set search_path = ''
as $$
  select p_number !~ '^\+[1-9][0-9]{7,14}$' or p_number ~ '^\+(870|878|88[123]|888|979|808|1900|1[0-9]{3}976|1700|449|4470)'
$$;

create function private.whole_number(p_text text, p_otherwise integer)
returns integer
language sql immutable
set search_path = ''
as $$
  select case when p_text ~ '^[0-9]{1,4}$' then p_text::integer else p_otherwise end
$$;

-- Notes a wish to be connected, and gives the number that belongs to the label in the live version, to nobody but the server
-- that rings it. `p_country`: where the server takes that number to be.
create function public.ask_transfer(p_tool_call_id text, p_label text, p_summary text, p_country text)
returns jsonb
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  this_call public.calls;
  known public.transfers;
  routing jsonb;
  person jsonb;
  refusal text;
begin
  select * into this_call from public.calls where id = private.my_call_id() and (status <> 'ended' or reaped);
  if this_call.id is null then
    raise exception using errcode = 'PT403', message = 'This call is over.';
  end if;
  -- One at a time per tenant, so that the caps are exact.
  perform pg_advisory_xact_lock(hashtextextended('transfers ' || this_call.tenant_id, 0));

  select * into known from public.transfers where call_id = this_call.id and tool_call_id = p_tool_call_id;
  if known.id is not null then
    return jsonb_build_object('decision', 'repeated', 'status', known.status, 'label', known.label);
  end if;

  select config -> 'routing' into routing
  from public.agent_versions
  join public.tenants on tenants.id = agent_versions.tenant_id and tenants.live_version = agent_versions.number
  where tenants.id = this_call.tenant_id and tenants.status <> 'suspended';
  select listed into person
  from jsonb_array_elements(case jsonb_typeof(routing -> 'people') when 'array' then routing -> 'people' else '[]' end) as listed
  where lower(btrim(listed ->> 'label')) = lower(btrim(p_label))
  limit 1;

  refusal := case
    when person is null then 'unknown_label'
    when private.is_costly_number(coalesce(person ->> 'phone', '')) then 'number'
    when jsonb_array_length(coalesce(routing -> 'transferCountries', '[]')) > 0
      and not routing -> 'transferCountries' ? coalesce(p_country, '') then 'country'
    when exists (
      select from public.transfers
      where call_id = this_call.id
        and (status in ('ringing', 'accepted') or status = 'asked' and asked_at > now() - interval '30 seconds')
    ) then 'under_way'
    when (select count(*) from public.transfers where call_id = this_call.id and status <> 'cancelled')
      >= private.whole_number(routing #>> '{transferCaps,perCall}', 3) then 'cap_call'
    when (
      select count(*) from public.transfers
      where tenant_id = this_call.tenant_id and asked_at > now() - interval '24 hours' and status <> 'cancelled'
    ) >= private.whole_number(routing #>> '{transferCaps,perDay}', 50) then 'cap_day'
    -- One telephone that asks again and again is no customer.
    when this_call.caller_number is not null and (
      select count(*) from public.transfers
      join public.calls on calls.id = transfers.call_id
      where transfers.tenant_id = this_call.tenant_id and transfers.asked_at > now() - interval '24 hours'
        and calls.caller_number = this_call.caller_number and transfers.status <> 'cancelled'
    ) >= 10 then 'cap_caller'
  end;
  if refusal is not null then
    return jsonb_build_object('decision', refusal);
  end if;

  insert into public.transfers (call_id, tenant_id, tool_call_id, label, mode, summary)
  values (
    this_call.id, this_call.tenant_id, p_tool_call_id, person ->> 'label',
    case person ->> 'connect' when 'blind' then 'blind' else 'announced' end, left(coalesce(p_summary, ''), 600)
  )
  returning * into known;
  return jsonb_build_object(
    'decision', 'ring', 'transferId', known.id, 'label', known.label, 'mode', known.mode, 'phone', person ->> 'phone',
    'ringSeconds', least(greatest(private.whole_number(person ->> 'ringSeconds', 25), 10), 60)
  );
end
$$;

-- One step of a transfer, taken once: false when it is not where that step begins.
create function public.move_transfer(
  p_transfer uuid, p_status text, p_reason text default '', p_seconds integer default null
)
returns boolean
language sql volatile security definer
set search_path = ''
as $$
  with moved as (
    update public.transfers
    set status = p_status,
      reason = left(coalesce(p_reason, ''), 120),
      summary = case when p_status = 'ringing' then summary else '' end,
      accepted_at = case when p_status = 'accepted' then now() else accepted_at end,
      ended_at = case when p_status in ('ringing', 'accepted') then null else now() end,
      seconds = case when p_status = 'completed'
        then coalesce(p_seconds, round(extract(epoch from now() - accepted_at))::integer) end
    where id = p_transfer and call_id = private.my_call_id()
      and case p_status
        when 'ringing' then status = 'asked'
        when 'completed' then status = 'accepted'
        else status in ('asked', 'ringing')
      end
    returning 1
  )
  select exists (select from moved)
$$;

-- The leg that rings, once it has an id.
create function public.note_transfer_leg(p_transfer uuid, p_leg_sid text)
returns boolean
language sql volatile security definer
set search_path = ''
as $$
  with noted as (
    update public.transfers set leg_sid = p_leg_sid
    where id = p_transfer and call_id = private.my_call_id() and leg_sid is null
    returning status
  )
  select exists (select from noted where status in ('asked', 'ringing', 'accepted'))
$$;

-- The caller is back: what the agent is to say, given once.
create function public.take_back_caller()
returns jsonb
language sql volatile security definer
set search_path = ''
as $$
  with last as (
    select id from public.transfers where call_id = private.my_call_id() order by asked_at desc, id limit 1
  ), told as (
    update public.transfers set told_at = now()
    where id = (select id from last) and told_at is null and status in ('declined', 'no_answer', 'busy', 'failed')
    returning label, status
  )
  select jsonb_build_object('label', label, 'status', status) from told
$$;

revoke all on function private.is_costly_number, private.whole_number from public;
revoke all on function public.ask_transfer, public.move_transfer, public.note_transfer_leg, public.take_back_caller
  from public, anon, authenticated;
grant execute on function public.ask_transfer, public.move_transfer, public.note_transfer_leg, public.take_back_caller
  to call_agent;
