-- What callers leave on the voicemail: brought from the carrier to our own storage, written down where a model can, and
-- gone with the message that it belongs to. The sound lies in the bucket `recordings`.

create type public.voicemail_state as enum ('pending', 'stored', 'lost');

create table public.voicemails (
  -- Of the event that told of it, so that a copy is no second voicemail.
  id uuid primary key,
  tenant_id uuid not null,
  call_id uuid not null,
  message_id uuid not null unique references public.messages on delete cascade,
  -- Where the carrier keeps it until we have it.
  account_sid text not null check (account_sid ~ '^[A-Za-z0-9]{1,64}$'),
  recording_sid text not null check (recording_sid ~ '^RE[A-Za-z0-9]{1,62}$'),
  seconds integer not null check (seconds between 1 and 86400),
  state public.voicemail_state not null default 'pending',
  bytes bigint check (bytes > 0),
  created_at timestamptz not null default now(),
  foreign key (call_id, tenant_id) references public.calls (id, tenant_id) on delete cascade,
  check ((state = 'stored') = (bytes is not null))
);
comment on table public.voicemails is 'Sound that callers left, one row a message. Written only by a trigger and the job that brings it.';
create index voicemails_by_call on public.voicemails (tenant_id, call_id);
create index voicemails_by_its_call on public.voicemails (call_id);

alter table public.voicemails enable row level security;
alter table public.voicemails force row level security;
revoke all on public.voicemails from public, anon, authenticated, call_agent, job_worker;
grant select on public.voicemails to authenticated;
grant select, insert, update, delete on public.voicemails to service_role;

create policy "members read what was left" on public.voicemails
  for select to authenticated
  using (tenant_id in (select private.tenants_where_i_am('viewer')));

create function private.voicemail_left()
returns trigger
language plpgsql security definer
set search_path = ''
as $$
begin
  insert into public.voicemails (id, tenant_id, call_id, message_id, account_sid, recording_sid, seconds)
  select new.id, new.tenant_id, new.call_id, messages.id, new.detail ->> 'accountSid', new.detail ->> 'recordingSid',
    (new.detail ->> 'seconds')::integer
  from public.messages
  where messages.call_id = new.call_id and messages.tool_call_id = new.detail ->> 'recordingSid'
  on conflict do nothing;
  if found then
    perform private.queue_job(
      new.tenant_id, 'keep_voicemail', jsonb_build_object('voicemailId', new.id), new.id::text, now()
    );
  end if;
  return null;
end
$$;
create trigger voicemails_left after insert on public.call_events
  for each row when (new.kind = 'voicemail' and new.detail ? 'accountSid') execute function private.voicemail_left();

-- The sound outlives its row by one job.
create function private.voicemail_gone()
returns trigger
language plpgsql security definer
set search_path = ''
as $$
begin
  if exists (select from public.tenants where id = old.tenant_id) then
    perform private.queue_job(
      old.tenant_id, 'remove_voicemail', jsonb_build_object('voicemailId', old.id), old.id::text, now()
    );
  end if;
  return null;
end
$$;
create trigger voicemails_gone after delete on public.voicemails
  for each row execute function private.voicemail_gone();

-- For the job: what to bring, and where it shall lie. Null: it is not wanted any more.
create function public.voicemail_work()
returns jsonb
language sql stable security definer
set search_path = ''
as $$
  select jsonb_build_object(
    'voicemailId', v.id, 'accountSid', v.account_sid, 'recordingSid', v.recording_sid, 'state', v.state,
    'seconds', v.seconds, 'path', v.tenant_id || '/voicemail-' || v.id || '.wav'
  )
  from private.my_job() as job
  join public.voicemails v on v.tenant_id = job.tenant_id and v.id::text = job.payload ->> 'voicemailId'
  where job.kind = 'keep_voicemail'
$$;

-- It is ours now, with its words if there are any. False: nobody waits for it.
create function public.save_voicemail(p_bytes bigint, p_words text)
returns boolean
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  job public.jobs := private.my_job();
  kept public.voicemails;
begin
  if job.kind is distinct from 'keep_voicemail' then
    return false;
  end if;
  update public.voicemails
  set state = case when p_bytes is null then 'lost' else 'stored' end::public.voicemail_state, bytes = p_bytes
  where tenant_id = job.tenant_id and id::text = job.payload ->> 'voicemailId' and state = 'pending'
  returning * into kept;
  if kept.id is null then
    return false;
  end if;
  if coalesce(p_words, '') <> '' then
    update public.messages set message = left(p_words, 2000) where id = kept.message_id;
  end if;
  return true;
end
$$;

revoke all on function private.voicemail_left, private.voicemail_gone from public;
revoke all on function public.voicemail_work, public.save_voicemail from public, anon, authenticated;
grant execute on function public.voicemail_work, public.save_voicemail to job_worker;

-- Where the sound of the token's job lies. `p_kinds`: null unless the job is one of them.
create function private.my_voicemail_path(p_kinds text[])
returns text
language sql stable security definer
set search_path = ''
as $$
  select job.tenant_id || '/voicemail-' || (job.payload ->> 'voicemailId')::uuid || '.wav'
  from private.my_job() as job
  where job.kind = any (p_kinds)
$$;
revoke all on function private.my_voicemail_path from public;
grant execute on function private.my_voicemail_path to job_worker;

-- A database without Supabase Storage keeps rows alone. Members hear whatever lies in their tenant's folder (1200).
do $$
begin
  if to_regclass('storage.objects') is null then
    return;
  end if;

  grant usage on schema storage to job_worker;
  grant select on storage.buckets to job_worker;
  grant select, insert, delete on storage.objects to job_worker;

  create policy "a job finds its own voicemail" on storage.objects
    for select to job_worker
    using (
      bucket_id = 'recordings' and name = (select private.my_voicemail_path('{keep_voicemail,remove_voicemail}'))
    );
  create policy "a job stores its own voicemail" on storage.objects
    for insert to job_worker
    with check (bucket_id = 'recordings' and name = (select private.my_voicemail_path('{keep_voicemail}')));
  create policy "a job removes its own voicemail" on storage.objects
    for delete to job_worker
    using (
      bucket_id = 'recordings' and name = (select private.my_voicemail_path('{keep_voicemail,remove_voicemail}'))
    );
end
$$;
