-- Calls at once: as many as the owner allows, and never more than the plan has.

create function private.lines_of(p_tenant uuid, p_limits jsonb)
returns integer
language sql stable security definer
set search_path = ''
as $$
  select least(
    case when p_limits ->> 'maxLiveCalls' ~ '^\d{1,4}$' then (p_limits ->> 'maxLiveCalls')::integer else 10 end,
    -- Without plans there is no limit of theirs.
    (private.plan_of(p_tenant)).most_calls_at_once
  )
$$;
revoke all on function private.lines_of from public;

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
    ) >= private.lines_of(tenant.id, limits) then 'busy'
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
