-- What a tenant knows after a call: its summary, who called, what is to be done about it.

alter table public.calls
  -- One line of what the call was about.
  add column title text check (length(title) <= 120),
  -- Since when the words of this call are gone, because their time was over or the caller was erased.
  add column words_removed_at timestamptz;

create table public.call_summaries (
  call_id uuid primary key,
  tenant_id uuid not null,
  -- Shape: callSummarySchema in lib/contracts/summary.ts.
  content jsonb not null check (jsonb_typeof(content) = 'object' and octet_length(content::text) <= 40000),
  -- `rule`: written by our own rules; otherwise the model that wrote it.
  written_by text not null check (length(written_by) between 1 and 80),
  created_at timestamptz not null default now(),
  foreign key (call_id, tenant_id) references public.calls (id, tenant_id) on delete cascade
);
comment on table public.call_summaries is 'What a call came to, one row a call.';
create index call_summaries_by_tenant on public.call_summaries (tenant_id);

create table public.callers (
  id uuid primary key default gen_random_uuid(),
  tenant_id uuid not null references public.tenants on delete cascade,
  e164 text not null check (e164 ~ '^\+[1-9][0-9]{7,14}$'),
  -- As they gave it, or as a member wrote it.
  display_name text not null default '' check (length(display_name) <= 120),
  name_is_ours boolean not null default false,
  -- Between the members; no agent is told.
  note text not null default '' check (length(note) <= 2000),
  first_call_at timestamptz not null,
  last_call_at timestamptz not null,
  call_count integer not null check (call_count > 0),
  unique (id, tenant_id),
  unique (tenant_id, e164)
);
comment on table public.callers is 'Who has called a tenant, by number. A number is no proof of who holds the telephone.';
create index callers_by_time on public.callers (tenant_id, last_call_at desc, id);

create type public.memory_kind as enum ('reason', 'promise', 'preference', 'language');

create table public.caller_memories (
  id uuid primary key default gen_random_uuid(),
  caller_id uuid not null,
  tenant_id uuid not null,
  -- The call that it comes from; null when that is gone.
  call_id uuid,
  kind public.memory_kind not null,
  text text not null check (length(text) between 1 and 400),
  remembered_at timestamptz not null default now(),
  -- What a member has put right is not written over.
  edited_at timestamptz,
  unique (call_id, kind, text),
  foreign key (caller_id, tenant_id) references public.callers (id, tenant_id) on delete cascade,
  foreign key (call_id, tenant_id) references public.calls (id, tenant_id) on delete set null (call_id)
);
comment on table public.caller_memories is 'What is kept of a caller from one call to the next.';
create index caller_memories_by_caller on public.caller_memories (caller_id, remembered_at desc);
create index caller_memories_by_tenant on public.caller_memories (tenant_id);

create type public.inbox_kind as enum ('message', 'follow_up');

create table public.inbox_items (
  id uuid primary key default gen_random_uuid(),
  tenant_id uuid not null,
  call_id uuid not null,
  kind public.inbox_kind not null,
  -- The words of a message stay with the message.
  message_id uuid unique references public.messages on delete cascade,
  title text not null default '' check (length(title) <= 200),
  detail text not null default '' check (length(detail) <= 2000),
  urgent boolean not null default false,
  created_at timestamptz not null default now(),
  read_at timestamptz,
  read_by uuid references identity.users on delete set null,
  handled_at timestamptz,
  handled_by uuid references identity.users on delete set null,
  handled_by_name text not null default '' check (length(handled_by_name) <= 200),
  foreign key (call_id, tenant_id) references public.calls (id, tenant_id) on delete cascade,
  check ((kind = 'message') = (message_id is not null))
);
comment on table public.inbox_items is 'What waits for a person: messages that were taken, and what a call left to do.';
create index inbox_items_open on public.inbox_items (tenant_id, urgent desc, created_at desc, id) where handled_at is null;
create index inbox_items_by_time on public.inbox_items (tenant_id, created_at desc, id);
create index inbox_items_by_call on public.inbox_items (call_id);
create unique index inbox_items_one_follow_up on public.inbox_items (call_id) where kind = 'follow_up';
create index inbox_items_by_reader on public.inbox_items (read_by);
create index inbox_items_by_handler on public.inbox_items (handled_by);

alter table public.call_summaries enable row level security;
alter table public.call_summaries force row level security;
alter table public.callers enable row level security;
alter table public.callers force row level security;
alter table public.caller_memories enable row level security;
alter table public.caller_memories force row level security;
alter table public.inbox_items enable row level security;
alter table public.inbox_items force row level security;
revoke all on public.call_summaries, public.callers, public.caller_memories, public.inbox_items
  from public, anon, authenticated, call_agent;
grant select on public.call_summaries, public.callers, public.caller_memories, public.inbox_items to authenticated;
grant select, insert, update, delete on public.call_summaries, public.callers, public.caller_memories, public.inbox_items
  to service_role;

create policy "members read what calls came to" on public.call_summaries
  for select to authenticated
  using (tenant_id in (select private.tenants_where_i_am('viewer')));
create policy "members read who called" on public.callers
  for select to authenticated
  using (tenant_id in (select private.tenants_where_i_am('viewer')));
create policy "members read what is remembered" on public.caller_memories
  for select to authenticated
  using (tenant_id in (select private.tenants_where_i_am('viewer')));
create policy "members read their inbox" on public.inbox_items
  for select to authenticated
  using (tenant_id in (select private.tenants_where_i_am('viewer')));

-- A call ends once and stays as it is. What our own functions add to it afterwards is its title, and that its words are gone.
create or replace function private.guard_call()
returns trigger
language plpgsql
set search_path = ''
as $$
declare
  ours constant boolean := current_user = pg_get_userbyid((select relowner from pg_class where oid = tg_relid));
begin
  if (new.id, new.tenant_id, new.channel, new.is_test, new.started_at, new.draft_config, new.browser_sound)
      is distinct from (old.id, old.tenant_id, old.channel, old.is_test, old.started_at, old.draft_config, old.browser_sound)
    or (new.carrier_call_sid, new.dialed_number, new.version_number)
      is distinct from (old.carrier_call_sid, old.dialed_number, old.version_number)
    or new.caller_number is distinct from old.caller_number and not (ours and new.caller_number is null)
    or (new.title, new.words_removed_at) is distinct from (old.title, old.words_removed_at) and not ours
    or new.phone_number_id is not null and new.phone_number_id is distinct from old.phone_number_id
    or new.started_by is not null and new.started_by is distinct from old.started_by then
    raise exception using errcode = '42501', message = 'What a call is never changes.';
  end if;

  if old.status = 'ended' and not old.reaped then
    -- The number or the person that it names may go away later; nothing else of what happened changes.
    if (new.phone_number_id, new.started_by, new.title, new.words_removed_at, new.caller_number)
      is not distinct from (old.phone_number_id, old.started_by, old.title, old.words_removed_at, old.caller_number) then
      return null;
    end if;
    old.phone_number_id := new.phone_number_id;
    old.started_by := new.started_by;
    old.title := new.title;
    old.words_removed_at := new.words_removed_at;
    old.caller_number := new.caller_number;
    return old;
  end if;

  -- A server that renews the lease still holds the call.
  if old.reaped and new.reaped and new.end_reason is not distinct from old.end_reason
    and new.lease_until > now() and new.lease_until is distinct from old.lease_until then
    new.status := case when new.answered_at is null then 'ringing' else 'live' end;
  end if;
  if new.status = 'ended' then
    new.closed_at := coalesce(old.closed_at, now());
  else
    new.ended_at := null;
    new.end_reason := null;
    new.outcome := null;
    new.closed_at := null;
    new.reaped := false;
  end if;
  return new;
end
$$;

-- Words that come late to a call whose words are gone are not kept.
create function private.keep_removed_words_out()
returns trigger
language plpgsql security definer
set search_path = ''
as $$
begin
  if exists (select from public.calls where id = new.call_id and words_removed_at is not null) then
    if tg_table_name = 'messages' then
      return null;
    end if;
    new.text := '';
    new.unheard_text := '';
    new.detail := null;
  end if;
  return new;
end
$$;
create trigger turns_removed before insert or update on public.turns
  for each row execute function private.keep_removed_words_out();
create trigger messages_removed before insert on public.messages
  for each row execute function private.keep_removed_words_out();

-- In the transaction that ends a call: what is to be done about it cannot be lost.
create function private.queue_after_call()
returns trigger
language plpgsql security definer
set search_path = ''
as $$
begin
  if new.status <> 'ended' or new.answered_at is null or new.words_removed_at is not null then
    return null;
  end if;
  if tg_op = 'UPDATE' and old.status = 'ended' and (not old.reaped or new.reaped) then
    return null;
  end if;
  -- A call that was given up and then ended for good is summed up again, with the words that were late.
  perform private.queue_job(
    new.tenant_id, 'summarize_call', jsonb_build_object('callId', new.id), new.id || ' ' || new.revision, now()
  );
  return null;
end
$$;
create trigger calls_ended after insert or update of status, reaped on public.calls
  for each row execute function private.queue_after_call();

create function private.message_to_inbox()
returns trigger
language plpgsql security definer
set search_path = ''
as $$
begin
  insert into public.inbox_items (tenant_id, call_id, kind, message_id, urgent, created_at)
  select new.tenant_id, new.call_id, 'message', new.id, new.urgent, new.created_at
  from public.calls
  where calls.id = new.call_id and not calls.is_test
  on conflict (message_id) do nothing;
  return null;
end
$$;
create trigger messages_to_inbox after insert on public.messages
  for each row execute function private.message_to_inbox();

insert into public.inbox_items (tenant_id, call_id, kind, message_id, urgent, created_at)
select messages.tenant_id, messages.call_id, 'message', messages.id, messages.urgent, messages.created_at
from public.messages
join public.calls on calls.id = messages.call_id
where not calls.is_test;

-- Who called, and how often: counted from the calls, never added up, so that telling it twice changes nothing.
create function private.remember_caller(p_call public.calls, p_name text, p_memories jsonb)
returns void
language plpgsql security definer
set search_path = ''
as $$
declare
  this_caller uuid;
begin
  insert into public.callers as c (tenant_id, e164, display_name, first_call_at, last_call_at, call_count)
  select p_call.tenant_id, p_call.caller_number, coalesce(left(p_name, 120), ''), min(started_at), max(started_at), count(*)
  from public.calls
  where tenant_id = p_call.tenant_id and caller_number = p_call.caller_number and not is_test
    and outcome is distinct from 'refused'
  having count(*) > 0
  on conflict (tenant_id, e164) do update
    set first_call_at = excluded.first_call_at, last_call_at = excluded.last_call_at, call_count = excluded.call_count,
      display_name = case when c.name_is_ours or excluded.display_name = '' then c.display_name else excluded.display_name end
  returning id into this_caller;

  delete from public.caller_memories where call_id = p_call.id and edited_at is null;
  insert into public.caller_memories (caller_id, tenant_id, call_id, kind, text, remembered_at)
  select this_caller, p_call.tenant_id, p_call.id, (memory ->> 'kind')::public.memory_kind, left(memory ->> 'text', 400),
    p_call.started_at
  from jsonb_array_elements(p_memories) as memory
  where this_caller is not null and coalesce(memory ->> 'text', '') <> ''
  on conflict (call_id, kind, text) do nothing;
end
$$;

-- Everything that a summary changes, and the end of its job, in one statement: a worker that dies leaves all of it or none.
-- `p_memories`: [{kind, text}]; `p_follow_up`: {title, detail, urgent} or empty. False: the lease was lost.
create function public.save_call_summary(
  p_content jsonb, p_written_by text, p_follow_up jsonb, p_caller_name text, p_memories jsonb
)
returns boolean
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  job public.jobs;
  this_call public.calls;
begin
  -- The row is held until all is done, so that no other worker can claim it meanwhile.
  select * into job from public.jobs where id = (private.my_job()).id for no key update;
  if job.id is null or job.lease is distinct from (auth.jwt() ->> 'lease')::uuid or job.kind <> 'summarize_call' then
    return false;
  end if;
  select * into this_call
  from public.calls
  where id = (job.payload ->> 'callId')::uuid and tenant_id = job.tenant_id and words_removed_at is null
  for no key update;

  if this_call.id is not null then
    insert into public.call_summaries (call_id, tenant_id, content, written_by)
    values (this_call.id, job.tenant_id, p_content, p_written_by)
    on conflict (call_id) do update
      set content = excluded.content, written_by = excluded.written_by, created_at = now();
    update public.calls set title = nullif(left(p_content ->> 'title', 120), '') where id = this_call.id;

    if p_follow_up ? 'title' and not this_call.is_test then
      insert into public.inbox_items as i (tenant_id, call_id, kind, title, detail, urgent, created_at)
      values (
        job.tenant_id, this_call.id, 'follow_up', left(p_follow_up ->> 'title', 200),
        left(coalesce(p_follow_up ->> 'detail', ''), 2000), coalesce((p_follow_up ->> 'urgent')::boolean, false),
        coalesce(this_call.ended_at, now())
      )
      on conflict (call_id) where kind = 'follow_up' do update
        set title = excluded.title, detail = excluded.detail, urgent = excluded.urgent
        where i.handled_at is null;
    end if;
    if this_call.channel = 'phone' and not this_call.is_test and this_call.caller_number ~ '^\+[1-9][0-9]{7,14}$' then
      perform private.remember_caller(this_call, p_caller_name, p_memories);
    end if;
  end if;

  update public.jobs
  set state = 'done', finished_at = now(), last_error = null, lease = null, locked_by = null, locked_until = null
  where id = job.id;
  return true;
end
$$;

-- What an agent is told of whoever calls: nothing that a stranger with this number could do harm with. Null: a first call.
create function private.recall(p_tenant uuid, p_number text)
returns jsonb
language sql stable security definer
set search_path = ''
as $$
  select jsonb_build_object(
    'name', c.display_name,
    'calls', c.call_count,
    'lastCallAt', c.last_call_at,
    'openPromises', (
      select count(*) from public.caller_memories m
      where m.caller_id = c.id and m.kind = 'promise' and m.remembered_at > now() - interval '60 days'
    ),
    'preferences', array(
      select m.text from public.caller_memories m
      where m.caller_id = c.id and m.kind = 'preference' order by m.remembered_at desc, m.text limit 3
    ),
    'language', (
      select m.text from public.caller_memories m
      where m.caller_id = c.id and m.kind = 'language' order by m.remembered_at desc limit 1
    )
  )
  from public.callers c
  where c.tenant_id = p_tenant and c.e164 = p_number
$$;

create or replace function private.admitted(p_call public.calls, p_repeated boolean)
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
    'history', private.call_history(p_call.id),
    'caller', case when p_call.channel = 'phone' then private.recall(p_call.tenant_id, p_call.caller_number) end
  )
  from public.tenants
  left join public.agent_versions live on live.tenant_id = tenants.id
    and live.number = coalesce(p_call.version_number, tenants.live_version)
  left join public.agent_versions previous on previous.tenant_id = tenants.id and previous.number = live.number - 1
  where tenants.id = p_call.tenant_id
$$;

revoke all on function private.keep_removed_words_out, private.queue_after_call, private.message_to_inbox,
  private.remember_caller, private.recall, private.admitted from public;
revoke all on function public.save_call_summary from public, anon, authenticated;
grant execute on function public.save_call_summary to job_worker;
