-- Greetings spoken ahead of the first call that needs them, and what came of it. The sound itself lies with the call
-- servers; a greeting that the voice would not say word for word is never played, and its owner can see so.

create type public.clip_state as enum ('ready', 'failed');

create table public.greeting_clips (
  tenant_id uuid not null,
  version_number integer not null,
  -- What words, voice, speed and format make of it: two clips of one name are the same.
  name text not null check (name ~ '^[0-9a-z_.]{10,100}$'),
  words text not null check (length(words) between 1 and 1000),
  state public.clip_state not null,
  -- What the voice said instead the last time; empty when it is ready.
  said text not null default '' check (length(said) <= 1000),
  made_at timestamptz not null default now(),
  primary key (tenant_id, version_number, name),
  foreign key (tenant_id, version_number) references public.agent_versions (tenant_id, number) on delete cascade
);
comment on table public.greeting_clips is 'How the live version''s greetings came out of the voice. Written only by the job that had them spoken.';

alter table public.greeting_clips enable row level security;
alter table public.greeting_clips force row level security;
revoke all on public.greeting_clips from public, anon, authenticated, call_agent;
grant select on public.greeting_clips to authenticated;
grant select, insert, update, delete on public.greeting_clips to service_role;

create policy "members read how their greetings came out" on public.greeting_clips
  for select to authenticated
  using (tenant_id in (select private.tenants_where_i_am('viewer')));

create function private.queue_clips()
returns trigger
language plpgsql security definer
set search_path = ''
as $$
begin
  perform private.queue_job(new.id, 'make_clips', '{}', 'version ' || new.live_version, now());
  return null;
end
$$;
create trigger tenants_have_clips_made after insert or update of live_version on public.tenants
  for each row when (new.live_version is not null) execute function private.queue_clips();

-- A name that was learned is spoken before its owner calls again, where the greeting has a place for it.
create function private.queue_clips_for_caller()
returns trigger
language plpgsql security definer
set search_path = ''
as $$
begin
  if exists (
    select
    from public.tenants
    join public.agent_versions on agent_versions.tenant_id = tenants.id and agent_versions.number = tenants.live_version
    where tenants.id = new.tenant_id and agent_versions.config ->> 'greeting' like '%{caller\_name}%'
  ) then
    perform private.queue_job(
      new.tenant_id, 'make_clips', jsonb_build_object('callerId', new.id), 'caller ' || new.id || ' ' || md5(new.display_name), now()
    );
  end if;
  return null;
end
$$;
create trigger callers_have_clips_made after insert or update of display_name on public.callers
  for each row when (new.display_name <> '') execute function private.queue_clips_for_caller();

-- What is to be spoken, under the job's own token; null when the lease was lost.
create function public.clip_work()
returns jsonb
language sql stable security definer
set search_path = ''
as $$
  select jsonb_build_object(
    'versionNumber', live.number,
    'config', live.config,
    'previousConfig', previous.config,
    'platformDefaults', (select config from public.platform_defaults),
    'caller', (
      select private.recall(callers.tenant_id, callers.e164)
      from public.callers
      where callers.tenant_id = job.tenant_id and callers.id = (job.payload ->> 'callerId')::uuid
    )
  )
  from private.my_job() as job
  join public.tenants on tenants.id = job.tenant_id
  join public.agent_versions live on live.tenant_id = tenants.id and live.number = tenants.live_version
  left join public.agent_versions previous on previous.tenant_id = tenants.id and previous.number = live.number - 1
  where job.kind = 'make_clips'
$$;

-- How they came out: [{name, words, state, said}]. False when the lease was lost or another version is live by now.
create function public.save_greeting_clips(p_version integer, p_clips jsonb)
returns boolean
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  job public.jobs := private.my_job();
begin
  if job.kind is distinct from 'make_clips'
    or not exists (select from public.tenants where id = job.tenant_id and live_version = p_version) then
    return false;
  end if;
  delete from public.greeting_clips where tenant_id = job.tenant_id;
  insert into public.greeting_clips (tenant_id, version_number, name, words, state, said)
  select job.tenant_id, p_version, clip ->> 'name', left(clip ->> 'words', 1000), (clip ->> 'state')::public.clip_state,
    left(coalesce(clip ->> 'said', ''), 1000)
  from jsonb_array_elements(p_clips) as clip
  on conflict (tenant_id, version_number, name) do nothing;
  return true;
end
$$;

revoke all on function private.queue_clips, private.queue_clips_for_caller from public;
revoke all on function public.clip_work, public.save_greeting_clips from public, anon, authenticated;
grant execute on function public.clip_work, public.save_greeting_clips to job_worker;
