-- Work that is done later: claimed with a lease, tried again with patience, given up for a person to see. A job runs under
-- a token of its own, which opens its tenant alone and only for as long as its lease holds.

do $$
begin
  if not exists (select from pg_roles where rolname = 'job_worker') then
    create role job_worker nologin noinherit nobypassrls;
  end if;
  if exists (select from pg_roles where rolname = 'authenticator') then
    grant job_worker to authenticator;
  end if;
end
$$;
grant usage on schema public, private to job_worker;

create type public.job_state as enum ('queued', 'running', 'done', 'dead');

create table public.jobs (
  id uuid primary key default gen_random_uuid(),
  tenant_id uuid not null references public.tenants on delete cascade,
  kind text not null check (kind ~ '^[a-z_]{3,60}$'),
  -- Ids alone, never anybody's words: a job outlives what it is about.
  payload jsonb not null default '{}' check (jsonb_typeof(payload) = 'object' and octet_length(payload::text) <= 4000),
  -- The same work asked for twice is one job, also when it is done; null where every asking counts.
  dedupe_key text check (length(dedupe_key) <= 200),
  state public.job_state not null default 'queued',
  run_at timestamptz not null default now(),
  attempts integer not null default 0 check (attempts >= 0),
  max_attempts integer not null default 5 check (max_attempts > 0),
  -- New with every claim: whoever holds an older one has lost the job.
  lease uuid,
  locked_by text check (length(locked_by) <= 120),
  locked_until timestamptz,
  last_error text check (length(last_error) <= 500),
  created_at timestamptz not null default now(),
  finished_at timestamptz,
  unique (tenant_id, kind, dedupe_key),
  check ((state = 'running') = (lease is not null and locked_until is not null)),
  check ((state in ('done', 'dead')) = (finished_at is not null))
);
comment on table public.jobs is 'What is to be done after a call, and what became of it. Services only.';
create index jobs_due on public.jobs (run_at, id) where state = 'queued';
create index jobs_held on public.jobs (locked_until) where state = 'running';
create index jobs_finished on public.jobs (finished_at) where state in ('done', 'dead');

alter table public.jobs enable row level security;
alter table public.jobs force row level security;
revoke all on public.jobs from public, anon, authenticated, call_agent;
grant select, insert, update, delete on public.jobs to service_role;

-- The job that a token names, while its lease holds; null afterwards, whatever the token says.
create function private.my_job()
returns public.jobs
language sql stable security definer
set search_path = ''
as $$
  select jobs
  from public.jobs
  where id = (auth.jwt() ->> 'job_id')::uuid and lease = (auth.jwt() ->> 'lease')::uuid
    and state = 'running' and locked_until > now()
$$;

create function private.my_job_tenant()
returns uuid
language sql stable security definer
set search_path = ''
as $$
  select (private.my_job()).tenant_id
$$;

create function private.queue_job(p_tenant uuid, p_kind text, p_payload jsonb, p_dedupe_key text, p_run_at timestamptz)
returns void
language sql volatile security definer
set search_path = ''
as $$
  insert into public.jobs (tenant_id, kind, payload, dedupe_key, run_at)
  values (p_tenant, p_kind, p_payload, p_dedupe_key, p_run_at)
  on conflict (tenant_id, kind, dedupe_key) do nothing
$$;

-- Due jobs of these kinds, none to two workers at once. Those whose worker fell silent come back first, or are given up.
create function public.claim_jobs(p_worker text, p_kinds text[], p_limit integer, p_lease_seconds integer)
returns setof public.jobs
language plpgsql volatile security definer
set search_path = ''
as $$
begin
  update public.jobs
  set state = case when attempts >= max_attempts then 'dead' else 'queued' end::public.job_state,
    finished_at = case when attempts >= max_attempts then now() end,
    last_error = 'Its worker fell silent.', lease = null, locked_by = null, locked_until = null
  where id in (select id from public.jobs where state = 'running' and locked_until <= now() for update skip locked);

  return query
  update public.jobs
  set state = 'running', attempts = attempts + 1, lease = gen_random_uuid(), locked_by = left(p_worker, 120),
    locked_until = now() + make_interval(secs => p_lease_seconds)
  where id in (
    select id
    from public.jobs
    where state = 'queued' and run_at <= now() and kind = any (p_kinds)
    order by run_at, id
    limit p_limit
    for update skip locked
  )
  returning *;
end
$$;

-- Under the job's own token. False: the lease was lost, and with it the job.
create function public.renew_job(p_lease_seconds integer)
returns boolean
language sql volatile security definer
set search_path = ''
as $$
  with held as (
    update public.jobs set locked_until = now() + make_interval(secs => p_lease_seconds)
    where id = (private.my_job()).id and lease = (auth.jwt() ->> 'lease')::uuid
    returning 1
  )
  select exists (select from held)
$$;

-- Once; a lease that was lost finishes nothing.
create function public.finish_job()
returns boolean
language sql volatile security definer
set search_path = ''
as $$
  with finished as (
    update public.jobs
    set state = 'done', finished_at = now(), last_error = null, lease = null, locked_by = null, locked_until = null
    where id = (private.my_job()).id and lease = (auth.jwt() ->> 'lease')::uuid
    returning 1
  )
  select exists (select from finished)
$$;

-- Later again, or never when it has been tried often enough. Null: the lease was lost.
create function public.fail_job(p_error text, p_retry_after_seconds integer)
returns public.job_state
language sql volatile security definer
set search_path = ''
as $$
  update public.jobs
  set state = case when attempts >= max_attempts then 'dead' else 'queued' end::public.job_state,
    finished_at = case when attempts >= max_attempts then now() end,
    run_at = now() + make_interval(secs => p_retry_after_seconds), last_error = left(p_error, 500),
    lease = null, locked_by = null, locked_until = null
  where id = (private.my_job()).id and lease = (auth.jwt() ->> 'lease')::uuid
  returning state
$$;

revoke all on function private.my_job, private.my_job_tenant, private.queue_job from public;
grant execute on function private.my_job_tenant to job_worker;
revoke all on function public.claim_jobs, public.renew_job, public.finish_job, public.fail_job from public, anon, authenticated;
grant execute on function public.claim_jobs to service_role;
grant execute on function public.renew_job, public.finish_job, public.fail_job to job_worker;

-- What a job may read of its tenant by itself; what it writes, it writes by functions that end it in the same breath.
grant select on public.calls, public.turns, public.messages to job_worker;
create policy "a job reads its tenant's calls" on public.calls
  for select to job_worker
  using (tenant_id = (select private.my_job_tenant()));
create policy "a job reads what was said in its tenant's calls" on public.turns
  for select to job_worker
  using (tenant_id = (select private.my_job_tenant()));
create policy "a job reads its tenant's messages" on public.messages
  for select to job_worker
  using (tenant_id = (select private.my_job_tenant()));
