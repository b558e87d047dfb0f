-- The one round trip that answers a webhook, and the life of a call around it.

create function private.call_history(p_call uuid)
returns jsonb
language sql stable security definer
set search_path = ''
as $$
  select coalesce(jsonb_agg(jsonb_build_object('speaker', speaker, 'text', text) order by sequence), '[]')
  from public.turns
  where call_id = p_call and final
$$;

create function private.admitted(p_call public.calls, p_repeated boolean)
returns jsonb
language sql stable security definer
set search_path = ''
as $$
  select jsonb_build_object(
    'decision', 'admit',
    'callId', p_call.id,
    'tenantId', p_call.tenant_id,
    'repeated', p_repeated,
    'versionNumber', coalesce(p_call.version_number, 1),
    'config', coalesce(p_call.draft_config, live.config),
    'previousConfig', coalesce(previous.config, live.config),
    'platformDefaults', (select config from public.platform_defaults),
    'history', private.call_history(p_call.id)
  )
  from public.tenants
  left join public.agent_versions live on live.tenant_id = tenants.id
    and live.number = coalesce(p_call.version_number, tenants.live_version)
  left join public.agent_versions previous on previous.tenant_id = tenants.id and previous.number = live.number - 1
  where tenants.id = p_call.tenant_id
$$;

create function private.store_ticket(p_hash text, p_call public.calls)
returns void
language sql volatile security definer
set search_path = ''
as $$
  insert into public.call_tickets (hash, call_id, tenant_id, expires_at)
  values (p_hash, p_call.id, p_call.tenant_id, now() + interval '60 seconds')
  on conflict (hash) do nothing
$$;

-- Number → tenant → may it be answered? → call row → ticket → config. The same call asked twice is one call.
create function public.answer_call(p_call_sid text, p_to text, p_from text, p_ticket_hash text)
returns jsonb
language plpgsql security definer
set search_path = ''
as $$
declare
  dialed public.phone_numbers;
  tenant public.tenants;
  this_call public.calls;
  limits jsonb;
  fallback text;
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
  select config -> 'limits', config #>> '{routing,fallbackNumber}' into limits, fallback
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
      'fallbackNumber', fallback
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

-- Spends a ticket: once, in time, for the call it was made for. Null when it is none of these. The other tickets that the
-- call has then are void: whichever copy of a webhook wins, there is one stream.
create function public.spend_call_ticket(p_ticket_hash text, p_call_sid text)
returns jsonb
language plpgsql security definer
set search_path = ''
as $$
declare
  this_call public.calls;
begin
  select * into this_call
  from public.calls
  where id = (select call_id from public.call_tickets where hash = p_ticket_hash)
    and carrier_call_sid is not distinct from p_call_sid
    and (status <> 'ended' or reaped)
  for no key update;
  if this_call.id is null then
    return null;
  end if;

  update public.call_tickets
  set spent_at = now()
  where hash = p_ticket_hash and spent_at is null and expires_at > now();
  if not found then
    return null;
  end if;
  update public.call_tickets set spent_at = now() where call_id = this_call.id and spent_at is null;

  if this_call.reaped then
    update public.calls set lease_until = now() + interval '60 seconds' where id = this_call.id returning * into this_call;
  end if;
  return private.admitted(this_call, false) || jsonb_build_object('browserSound', this_call.browser_sound);
end
$$;

-- A member opens a test call to the draft; the ticket is shown once and stored as its hash.
create function public.open_browser_call(p_tenant uuid, p_sound text)
returns jsonb
language plpgsql security definer
set search_path = ''
as $$
declare
  ticket text := replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', '');
  draft public.agent_drafts;
  new_call uuid;
begin
  if p_sound is null or p_sound not in ('wide', 'phone') then
    raise exception using errcode = 'PT400', message = 'There is no such sound.';
  end if;
  if p_tenant not in (select private.tenants_i_may_change('staff')) then
    raise exception using errcode = 'PT403', message = 'You may not place test calls here.';
  end if;
  -- One at a time per tenant, so that the count is exact.
  perform from public.tenants where id = p_tenant for no key update;
  if (select count(*) from public.calls
      where tenant_id = p_tenant and is_test and status <> 'ended' and lease_until > now()) >= 3 then
    raise exception using errcode = 'PT429', message = 'Three test calls are open already. End one first.';
  end if;
  select * into draft from public.agent_drafts where tenant_id = p_tenant;

  insert into public.calls (tenant_id, channel, is_test, draft_config, browser_sound, started_by)
  values (p_tenant, 'browser', true, private.draft_config(draft), p_sound, private.my_id())
  returning id into new_call;
  insert into public.call_tickets (hash, call_id, tenant_id, expires_at)
  values (
    encode(sha256(convert_to(ticket, 'utf8')), 'hex'), new_call, p_tenant, now() + interval '60 seconds'
  );
  return jsonb_build_object('callId', new_call, 'ticket', ticket);
end
$$;

-- Ends a call once. False when it had ended already. Runs under the call's own token.
create function public.finish_call(p_reason text, p_outcome public.call_outcome, p_ended_at timestamptz)
returns boolean
language sql volatile security invoker
set search_path = ''
as $$
  with ended as (
    update public.calls
    set status = 'ended', reaped = false, end_reason = coalesce(p_reason, 'error'), outcome = p_outcome,
      ended_at = greatest(p_ended_at, started_at)
    where id = (select private.my_call_id()) and (status <> 'ended' or reaped)
    returning 1
  )
  select exists (select from ended)
$$;

-- Ends calls that no server holds any more, until one does again. Gives their ids.
create function public.reap_calls()
returns setof uuid
language sql volatile security definer
set search_path = ''
as $$
  update public.calls
  set status = 'ended', reaped = true, ended_at = greatest(lease_until, started_at),
    end_reason = case when answered_at is null then 'never_connected' else 'carrier_lost' end,
    outcome = case when answered_at is null then 'missed' else 'failed' end::public.call_outcome
  where id in (
    select id
    from public.calls
    where status <> 'ended' and lease_until < now() - interval '15 seconds'
    order by tenant_id
    for no key update skip locked
  )
  returning id
$$;

revoke all on function private.call_history, private.admitted, private.store_ticket from public;
revoke all on function public.answer_call, public.spend_call_ticket, public.reap_calls from public, anon, authenticated;
grant execute on function public.answer_call, public.spend_call_ticket, public.reap_calls to service_role;
revoke all on function public.open_browser_call from public, anon;
grant execute on function public.open_browser_call to authenticated;
revoke all on function public.finish_call from public, anon, authenticated;
grant execute on function public.finish_call to call_agent;
