-- Taking a call over: the verified telephone of whoever asked is rung, under the guards and caps of every transfer.

create function private.live_routing(p_tenant uuid)
returns jsonb
language sql stable security definer
set search_path = ''
as $$
  select config -> 'routing'
  from public.agent_versions
  join public.tenants on tenants.id = agent_versions.tenant_id and tenants.live_version = agent_versions.number
  where tenants.id = p_tenant and tenants.status <> 'suspended'
$$;

-- Why a telephone may not be rung for a call; null when it may. Asked under the tenant's lock, so that the caps are exact.
create function private.transfer_refusal(p_call public.calls, p_routing jsonb, p_phone text, p_country text)
returns text
language sql stable security definer
set search_path = ''
as $$
  select case
    when private.is_costly_number(coalesce(p_phone, '')) then 'number'
    when jsonb_array_length(coalesce(p_routing -> 'transferCountries', '[]')) > 0
      and not p_routing -> 'transferCountries' ? coalesce(p_country, '') then 'country'
    when exists (
      select from public.transfers
      where call_id = p_call.id
        and (status in ('ringing', 'accepted') or status = 'asked' and asked_at > now() - interval '30 seconds')
    ) then 'under_way'
    when (select count(*) from public.transfers where call_id = p_call.id and status <> 'cancelled')
      >= private.whole_number(p_routing #>> '{transferCaps,perCall}', 3) then 'cap_call'
    when (
      select count(*) from public.transfers
      where tenant_id = p_call.tenant_id and asked_at > now() - interval '24 hours' and status <> 'cancelled'
    ) >= private.whole_number(p_routing #>> '{transferCaps,perDay}', 50) then 'cap_day'
    -- One telephone that asks again and again is no customer.
    when p_call.caller_number is not null and (
      select count(*) from public.transfers
      join public.calls on calls.id = transfers.call_id
      where transfers.tenant_id = p_call.tenant_id and transfers.asked_at > now() - interval '24 hours'
        and calls.caller_number = p_call.caller_number and transfers.status <> 'cancelled'
    ) >= 10 then 'cap_caller'
  end
$$;

-- The call of the token, while it may pass its caller on; its tenant's transfers are locked until the end of the transaction.
create function private.call_to_pass_on()
returns public.calls
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  this_call public.calls;
begin
  select * into this_call from public.calls where id = private.my_call_id() and (status <> 'ended' or reaped);
  if this_call.id is null then
    raise exception using errcode = 'PT403', message = 'This call is over.';
  end if;
  perform pg_advisory_xact_lock(hashtextextended('transfers ' || this_call.tenant_id, 0));
  return this_call;
end
$$;

create or replace function public.ask_transfer(p_tool_call_id text, p_label text, p_summary text, p_country text)
returns jsonb
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  this_call constant public.calls := private.call_to_pass_on();
  routing constant jsonb := private.live_routing(this_call.tenant_id);
  known public.transfers;
  person jsonb;
  refusal text;
begin
  select * into known from public.transfers where call_id = this_call.id and tool_call_id = p_tool_call_id;
  if known.id is not null then
    return jsonb_build_object('decision', 'repeated', 'status', known.status, 'label', known.label);
  end if;
  select listed into person
  from jsonb_array_elements(case jsonb_typeof(routing -> 'people') when 'array' then routing -> 'people' else '[]' end) as listed
  where lower(btrim(listed ->> 'label')) = lower(btrim(p_label))
  limit 1;
  refusal := case
    when person is null then 'unknown_label'
    else private.transfer_refusal(this_call, routing, person ->> 'phone', p_country)
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

-- Whom it rings is whoever sent the command, and nobody that the server could name. The same command twice rings once.
create function public.ask_take_over(p_command uuid, p_summary text)
returns jsonb
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  this_call constant public.calls := private.call_to_pass_on();
  wish constant text := 'command_' || p_command;
  known public.transfers;
  mine public.member_phones;
  member_name text;
  refusal text;
begin
  select * into known from public.transfers where call_id = this_call.id and tool_call_id = wish;
  if known.id is not null then
    return jsonb_build_object('decision', 'repeated', 'status', known.status, 'label', known.label);
  end if;
  select phones.* into mine
  from public.call_commands c
  join public.members m on m.tenant_id = c.tenant_id and m.user_id = c.asked_by and m.role >= 'staff'
  join identity.users u on u.id = m.user_id and u.disabled_at is null
  join public.member_phones phones on phones.tenant_id = m.tenant_id and phones.user_id = m.user_id
  where c.id = p_command and c.call_id = this_call.id and c.kind = 'take_over' and phones.verified_at is not null;
  -- One line of words that can be said, as the people of the settings have.
  select nullif(left(btrim(regexp_replace(name, '[[:cntrl:]<>{}\[\]|\\"]+', ' ', 'g')), 40), '') into member_name
  from identity.users where id = mine.user_id;
  refusal := case
    when mine.user_id is null then 'no_phone'
    else private.transfer_refusal(this_call, private.live_routing(this_call.tenant_id), mine.e164, mine.country)
  end;
  if refusal is not null then
    return jsonb_build_object('decision', refusal);
  end if;

  insert into public.transfers (call_id, tenant_id, tool_call_id, label, mode, summary)
  values (
    this_call.id, this_call.tenant_id, wish, coalesce(member_name, 'a colleague'), 'announced',
    left(coalesce(p_summary, ''), 600)
  )
  returning * into known;
  return jsonb_build_object(
    'decision', 'ring', 'transferId', known.id, 'label', known.label, 'mode', known.mode, 'phone', mine.e164,
    'ringSeconds', 25
  );
end
$$;

-- Taking over names nobody: it is whoever asks, and they need a telephone that is verified.
create or replace function public.send_call_command(
  p_tenant uuid, p_call uuid, p_command uuid, p_kind public.command_kind, p_text text
)
returns void
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  this_call public.calls;
  is_over boolean;
begin
  perform private.require_change(p_tenant, 'staff', 'Only staff or above can step into a call.');
  if p_command is null or p_kind is null or length(coalesce(p_text, '')) > 500
    or (p_kind in ('note', 'transfer')) <> (coalesce(p_text, '') <> '') then
    raise exception using errcode = 'PT400', message = 'There is no such command.';
  end if;
  -- Whoever ends the call waits, or has ended it: no command falls between.
  select * into this_call from public.calls where id = p_call and tenant_id = p_tenant for key share;
  if this_call.id is null then
    raise exception using errcode = 'PT404', message = 'There is no such call.';
  end if;
  if exists (select from public.call_commands where id = p_command) then
    if not exists (
      select from public.call_commands
      where id = p_command and call_id = p_call and kind = p_kind and text = coalesce(p_text, '')
        and asked_by = private.my_id()
    ) then
      raise exception using errcode = 'PT409', message = 'This command was used for something else.';
    end if;
    return;
  end if;
  if p_kind = 'take_over' and not exists (
    select from public.member_phones
    where tenant_id = p_tenant and user_id = private.my_id() and verified_at is not null
  ) then
    raise exception using errcode = 'PT409', message = 'Verify your own phone first: it is the one that rings.';
  end if;
  if (select count(*) from public.call_commands where call_id = p_call and asked_at > now() - interval '1 minute') >= 20 then
    raise exception using errcode = 'PT429', message = 'Too much was asked of this call. Wait a moment.';
  end if;

  is_over := this_call.status = 'ended';
  insert into public.call_commands (id, call_id, tenant_id, kind, text, asked_by, answered_at, result)
  values (
    p_command, p_call, p_tenant, p_kind, coalesce(p_text, ''), private.my_id(),
    case when is_over then now() end, case when is_over then 'call_over'::public.command_result end
  )
  on conflict (id) do nothing;
  if found then
    -- What a note says is between the team and the agent.
    perform private.append_audit(
      p_tenant, 'call.command', 'info', 'member', private.my_id(), null,
      jsonb_build_object('call', p_call, 'kind', p_kind)
    );
  end if;
end
$$;

revoke all on function private.live_routing, private.transfer_refusal, private.call_to_pass_on from public;
revoke all on function public.ask_take_over from public, anon, authenticated;
grant execute on function public.ask_take_over to call_agent;
