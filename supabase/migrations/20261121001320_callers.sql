-- What members do about callers and their inbox; what is forgotten, by wish or because its time is over.

create table public.erasures (
  id uuid primary key default gen_random_uuid(),
  tenant_id uuid not null references public.tenants on delete cascade,
  -- Ids alone: enough to erase the same again from a restored backup, and nothing to find anybody by.
  caller_id uuid not null,
  call_ids uuid[] not null,
  erased_by uuid references identity.users on delete set null,
  erased_at timestamptz not null default now()
);
comment on table public.erasures is 'Callers whom a tenant has erased.';
create index erasures_by_tenant on public.erasures (tenant_id, erased_at desc);
create index erasures_by_eraser on public.erasures (erased_by);

alter table public.erasures enable row level security;
alter table public.erasures force row level security;
revoke all on public.erasures from public, anon, authenticated, call_agent;
grant select on public.erasures to authenticated;
grant select, insert, update, delete on public.erasures to service_role;
create policy "managers read what was erased" on public.erasures
  for select to authenticated
  using (tenant_id in (select private.tenants_where_i_am('manager')));

create function private.require_change(p_tenant uuid, p_at_least public.member_role, p_refusal text)
returns void
language plpgsql stable security definer
set search_path = ''
as $$
begin
  if p_tenant is null or p_tenant not in (select private.tenants_i_may_change(p_at_least)) then
    raise exception using errcode = 'PT403', message = p_refusal;
  end if;
end
$$;

-- `read`, `unread`, `handled` or `open`. What is handled has been read. Gives how many items changed.
create function public.mark_inbox(p_tenant uuid, p_items uuid[], p_as text)
returns integer
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  changed integer;
begin
  perform private.require_change(p_tenant, 'staff', 'Only staff or above can work on the inbox.');
  if p_as is null or p_as not in ('read', 'unread', 'handled', 'open') then
    raise exception using errcode = 'PT400', message = 'There is no such mark.';
  end if;

  update public.inbox_items
  set
    read_at = case when p_as = 'unread' then null else coalesce(read_at, now()) end,
    read_by = case when p_as = 'unread' then null else coalesce(read_by, private.my_id()) end,
    handled_at = case p_as when 'handled' then coalesce(handled_at, now()) when 'open' then null else handled_at end,
    handled_by = case p_as when 'handled' then coalesce(handled_by, private.my_id()) when 'open' then null else handled_by end,
    handled_by_name = case p_as
      when 'handled' then coalesce(nullif(handled_by_name, ''), (
        select left(coalesce(nullif(users.name, ''), users.email), 200) from identity.users where users.id = private.my_id()))
      when 'open' then '' else handled_by_name end
  where tenant_id = p_tenant and id = any (p_items)
    and case p_as when 'read' then read_at is null when 'unread' then read_at is not null
      when 'handled' then handled_at is null else handled_at is not null end;
  get diagnostics changed = row_count;
  return changed;
end
$$;

create function public.save_caller(p_tenant uuid, p_caller uuid, p_name text, p_note text)
returns void
language plpgsql volatile security definer
set search_path = ''
as $$
begin
  perform private.require_change(p_tenant, 'staff', 'Only staff or above can change what is kept of a caller.');
  update public.callers
  set display_name = left(p_name, 120), name_is_ours = p_name <> '', note = left(p_note, 2000)
  where id = p_caller and tenant_id = p_tenant;
  if not found then
    raise exception using errcode = 'PT404', message = 'There is no such caller.';
  end if;
end
$$;

-- Empty words forget it.
create function public.edit_caller_memory(p_tenant uuid, p_memory uuid, p_text text)
returns void
language plpgsql volatile security definer
set search_path = ''
as $$
begin
  perform private.require_change(p_tenant, 'staff', 'Only staff or above can change what is kept of a caller.');
  if coalesce(p_text, '') = '' then
    delete from public.caller_memories where id = p_memory and tenant_id = p_tenant;
  else
    update public.caller_memories set text = left(p_text, 400), edited_at = now()
    where id = p_memory and tenant_id = p_tenant;
  end if;
  if not found then
    raise exception using errcode = 'PT404', message = 'This is not remembered any more.';
  end if;
end
$$;

-- The words of these calls, wherever they are: turns, events, summaries, messages, the inbox, drafts that were told.
create function private.remove_words(p_tenant uuid, p_calls uuid[], p_at timestamptz)
returns void
language plpgsql volatile security definer
set search_path = ''
as $$
begin
  update public.calls set words_removed_at = p_at, title = null where tenant_id = p_tenant and id = any (p_calls);
  update public.turns set text = '', unheard_text = '', detail = null where tenant_id = p_tenant and call_id = any (p_calls);
  update public.call_events set detail = '{}' where tenant_id = p_tenant and call_id = any (p_calls) and detail <> '{}';
  delete from public.call_summaries where tenant_id = p_tenant and call_id = any (p_calls);
  delete from public.messages where tenant_id = p_tenant and call_id = any (p_calls);
  delete from public.inbox_items where tenant_id = p_tenant and call_id = any (p_calls);
end
$$;

-- Everything that this tenant has of a caller: memory, number, words, messages; recordings fall due at once.
create function public.erase_caller(p_tenant uuid, p_caller uuid)
returns void
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  erased public.callers;
  theirs uuid[];
begin
  perform private.require_change(p_tenant, 'manager', 'Only a manager or an owner can erase a caller.');
  select * into erased from public.callers where id = p_caller and tenant_id = p_tenant for update;
  if erased.id is null then
    raise exception using errcode = 'PT404', message = 'There is no such caller.';
  end if;
  if exists (
    select from public.calls
    where tenant_id = p_tenant and caller_number = erased.e164 and status <> 'ended' and lease_until > now()
  ) then
    raise exception using errcode = 'PT409', message = 'This caller is on the telephone. Try again when the call is over.';
  end if;

  theirs := array(select id from public.calls where tenant_id = p_tenant and caller_number = erased.e164);
  perform private.remove_words(p_tenant, theirs, now());
  update public.calls set caller_number = null where tenant_id = p_tenant and id = any (theirs);
  -- Others may have left this number to be rung.
  update public.messages set callback_number = null where tenant_id = p_tenant and callback_number = erased.e164;
  update public.recordings
  set notice = '', peaks = null, expires_at = now(),
    state = case state when 'pending' then 'discarded' else state end
  where tenant_id = p_tenant and call_id = any (theirs);
  delete from public.callers where id = erased.id;

  insert into public.erasures (tenant_id, caller_id, call_ids, erased_by)
  values (p_tenant, erased.id, theirs, private.my_id());
  perform private.append_audit(
    p_tenant, 'caller.erased', 'warning', 'member', private.my_id(), null,
    jsonb_build_object('caller', erased.id, 'calls', cardinality(theirs))
  );
end
$$;

-- Days after which the words of a tenant's calls go, as its live settings say; the platform's, then 90, where they do not.
create function private.transcript_days(p_tenant uuid)
returns integer
language sql stable security definer
set search_path = ''
as $$
  select coalesce(
    (
      select case when days ~ '^\d{1,3}$' and days::integer between 1 and 365 then days::integer end
      from (
        select coalesce(
          live.config #>> '{privacy,transcriptDays}',
          (select config #>> '{privacy,transcriptDays}' from public.platform_defaults)
        ) as days
        from public.tenants
        left join public.agent_versions live on live.tenant_id = tenants.id and live.number = tenants.live_version
        where tenants.id = p_tenant
      ) as said
    ),
    90
  )
$$;

create index calls_with_words on public.calls (tenant_id, ended_at) where words_removed_at is null;

-- Under the token of a job: the words of its tenant whose time is over at `p_now`, at most so many calls at once. Gives how
-- many calls that were.
create function public.apply_retention(p_now timestamptz, p_limit integer)
returns integer
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  mine constant uuid := private.my_job_tenant();
  due uuid[];
begin
  if mine is null then
    return 0;
  end if;
  due := array(
    select id from public.calls
    where tenant_id = mine and words_removed_at is null and status = 'ended'
      and ended_at <= p_now - make_interval(days => private.transcript_days(mine))
    order by ended_at
    limit p_limit
  );
  perform private.remove_words(mine, due, p_now);
  delete from public.call_tickets where tenant_id = mine and expires_at <= p_now - interval '24 hours';
  return cardinality(due);
end
$$;

-- One job a tenant and hour, asked for as often as anybody likes; jobs that are long done are forgotten.
create function public.queue_retention(p_now timestamptz)
returns void
language sql volatile security definer
set search_path = ''
as $$
  delete from public.jobs where state = 'done' and finished_at <= p_now - interval '7 days'
    or state = 'dead' and finished_at <= p_now - interval '30 days';
  insert into public.jobs (tenant_id, kind, dedupe_key)
  select id, 'apply_retention', to_char(p_now at time zone 'UTC', 'YYYY-MM-DD HH24') from public.tenants
  on conflict (tenant_id, kind, dedupe_key) do nothing
$$;

revoke all on function private.require_change, private.remove_words, private.transcript_days from public;
revoke all on function public.mark_inbox, public.save_caller, public.edit_caller_memory, public.erase_caller from public, anon;
grant execute on function public.mark_inbox, public.save_caller, public.edit_caller_memory, public.erase_caller
  to authenticated;
revoke all on function public.apply_retention, public.queue_retention from public, anon, authenticated;
grant execute on function public.apply_retention to job_worker;
grant execute on function public.queue_retention to service_role;
