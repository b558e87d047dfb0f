-- The sound of calls: what was kept, by whose leave, and until when. The sound itself lies in the bucket `recordings`.

create type public.recording_state as enum ('pending', 'stored', 'discarded', 'expired', 'lost');

create table public.recordings (
  call_id uuid primary key,
  tenant_id uuid not null,
  state public.recording_state not null,
  -- `notice`: announced. `ask`: announced with a way to decline.
  consent text not null check (consent in ('notice', 'ask')),
  -- The words that the caller heard; empty when they declined before the notice was over.
  notice text not null check (length(notice) <= 400),
  -- When they had been heard: no sound is older than this.
  started_at timestamptz not null,
  declined_at timestamptz,
  -- From the answer of the call to the first moment of the sound.
  offset_ms integer not null check (offset_ms >= 0),
  path text check (path = tenant_id || '/' || call_id || '.wav'),
  bytes bigint check (bytes >= 0),
  duration_ms integer check (duration_ms >= 0),
  -- How loud each side was, a number a slice, so that a page draws it without the sound.
  peaks jsonb check (pg_column_size(peaks) <= 65536),
  expires_at timestamptz not null,
  foreign key (call_id, tenant_id) references public.calls (id, tenant_id) on delete cascade,
  check ((state = 'stored') = (path is not null))
);
comment on table public.recordings is 'Consent to a recording and what became of it. Written only by functions, under the call''s own token.';
create index recordings_by_tenant on public.recordings (tenant_id, started_at desc);
create index recordings_that_expire on public.recordings (expires_at) where state = 'stored';

alter table public.recordings enable row level security;
alter table public.recordings force row level security;
revoke all on public.recordings from public, anon, authenticated, call_agent;
grant select on public.recordings to authenticated, call_agent;
grant select, insert, update, delete on public.recordings to service_role;

-- The tenant of the call that the token names, however long ago that call ended: recordings outlive calls.
create function private.tenant_of_my_call()
returns uuid
language sql stable security definer
set search_path = ''
as $$
  select tenant_id from public.calls where id = (auth.jwt() ->> 'call_id')::uuid
$$;

-- Where the sound of the token's call lies. `p_states`: null unless its row is in one of them.
create function private.my_recording_path(p_states public.recording_state[])
returns text
language sql stable security definer
set search_path = ''
as $$
  select tenant_id || '/' || call_id || '.wav'
  from public.recordings
  where call_id = (auth.jwt() ->> 'call_id')::uuid and state = any (p_states)
$$;

revoke all on function private.tenant_of_my_call, private.my_recording_path from public;
grant execute on function private.tenant_of_my_call, private.my_recording_path to call_agent;

create policy "members read what was recorded" on public.recordings
  for select to authenticated
  using (tenant_id in (select private.tenants_where_i_am('viewer')));
create policy "a call reads its own recording" on public.recordings
  for select to call_agent
  using (call_id = (select private.my_call_id()) and tenant_id = (select private.tenant_of_my_call()));

-- The notice was heard: from here on sound may be kept. What was declined stays declined.
create function public.open_recording(
  p_consent text, p_notice text, p_started_at timestamptz, p_offset_ms integer, p_expires_at timestamptz
)
returns void
language plpgsql security definer
set search_path = ''
as $$
begin
  if private.my_call_tenant() is null then
    raise exception using errcode = 'PT403', message = 'This call is over.';
  end if;
  insert into public.recordings (call_id, tenant_id, state, consent, notice, started_at, offset_ms, expires_at)
  values (private.my_call_id(), private.my_call_tenant(), 'pending', p_consent, p_notice, p_started_at, p_offset_ms, p_expires_at)
  on conflict (call_id) do nothing;
end
$$;

-- The caller does not want to be recorded, with or without a recording under way.
create function public.decline_recording(p_consent text, p_declined_at timestamptz)
returns void
language plpgsql security definer
set search_path = ''
as $$
begin
  if private.my_call_tenant() is null then
    raise exception using errcode = 'PT403', message = 'This call is over.';
  end if;
  insert into public.recordings (call_id, tenant_id, state, consent, notice, started_at, declined_at, offset_ms, expires_at)
  values (
    private.my_call_id(), private.my_call_tenant(), 'discarded', p_consent, '', p_declined_at, p_declined_at, 0, p_declined_at
  )
  on conflict (call_id) do update
    set state = 'discarded', declined_at = excluded.declined_at, path = null, bytes = null, duration_ms = null, peaks = null;
end
$$;

-- The sound is in the bucket. False when there is no recording that waits for it.
create function public.store_recording(p_bytes bigint, p_duration_ms integer, p_peaks jsonb)
returns boolean
language sql volatile security definer
set search_path = ''
as $$
  with kept as (
    update public.recordings
    set state = 'stored', path = tenant_id || '/' || call_id || '.wav', bytes = p_bytes, duration_ms = p_duration_ms,
      peaks = p_peaks
    where call_id = private.my_call_id() and state in ('pending', 'stored')
    returning 1
  )
  select exists (select from kept)
$$;

-- The sound is no more: its time is over, or it was lost on the way.
create function public.close_recording(p_state public.recording_state)
returns boolean
language sql volatile security definer
set search_path = ''
as $$
  with closed as (
    update public.recordings
    set state = p_state, path = null, bytes = null, peaks = null
    where call_id = private.my_call_id()
      and (p_state = 'lost' and state = 'pending' or p_state = 'expired' and state = 'stored' and expires_at <= now())
    returning 1
  )
  select exists (select from closed)
$$;

revoke all on function public.open_recording, public.decline_recording, public.store_recording, public.close_recording
  from public, anon, authenticated;
grant execute on function public.open_recording, public.decline_recording, public.store_recording, public.close_recording
  to call_agent;

-- A database without Supabase Storage keeps rows alone.
do $$
begin
  if to_regclass('storage.objects') is null then
    return;
  end if;

  insert into storage.buckets (id, name, public, file_size_limit, allowed_mime_types)
  values ('recordings', 'recordings', false, 104857600, array['audio/wav'])
  on conflict (id) do nothing;

  grant usage on schema storage to call_agent;
  grant select on storage.buckets to call_agent;
  grant select, insert, delete on storage.objects to call_agent;

  create policy "members hear the recordings of their tenants" on storage.objects
    for select to authenticated
    using (
      bucket_id = 'recordings'
      and (storage.foldername(name))[1] in (select mine::text from private.tenants_where_i_am('viewer') as mine)
    );
  create policy "a call finds its own recording" on storage.objects
    for select to call_agent
    using (
      bucket_id = 'recordings' and name = (select private.my_recording_path('{pending,stored,discarded,expired}'))
    );
  create policy "a call stores its own recording" on storage.objects
    for insert to call_agent
    with check (bucket_id = 'recordings' and name = (select private.my_recording_path('{pending}')));
  create policy "a call removes its own recording" on storage.objects
    for delete to call_agent
    using (
      bucket_id = 'recordings' and name = (select private.my_recording_path('{pending,stored,discarded,expired}'))
    );
end
$$;
