-- What an agent can look up: where it was read, in pieces that keep their line.

create schema if not exists extensions;
create extension if not exists pg_trgm with schema extensions;
create extension if not exists btree_gin with schema extensions;

create type public.knowledge_kind as enum ('answers', 'text', 'file', 'website');
create type public.knowledge_state as enum ('queued', 'reading', 'ready', 'failed');
create type public.knowledge_page_state as enum ('waiting', 'read', 'skipped');

create table public.knowledge_sources (
  id uuid primary key default gen_random_uuid(),
  tenant_id uuid not null references public.tenants on delete cascade,
  kind public.knowledge_kind not null,
  title text not null check (length(title) between 1 and 200),
  -- The name of a file, or where a website begins.
  location text not null default '' check (length(location) <= 2000),
  -- Pasted words. A file lies in the bucket `knowledge` as tenant/source.
  content text check (length(content) <= 200000),
  state public.knowledge_state not null default 'queued',
  -- Nothing of it is found while this is false: a website waits for somebody to look over what was read.
  in_use boolean not null default true,
  -- Pages that are done, of those that are known.
  progress_done integer not null default 0 check (progress_done >= 0),
  progress_total integer not null default 0 check (progress_total >= 0),
  error text check (length(error) <= 500),
  chunk_count integer not null default 0 check (chunk_count >= 0),
  -- How often it was asked to be read.
  round integer not null default 1 check (round > 0),
  created_by uuid references identity.users on delete set null,
  created_at timestamptz not null default now(),
  -- When the reading of this round began and ended.
  reading_since timestamptz,
  read_at timestamptz,
  unique (id, tenant_id),
  check ((kind = 'text') = (content is not null))
);
comment on table public.knowledge_sources is 'Where the agent''s knowledge comes from, and how far it was read.';
create index knowledge_sources_by_time on public.knowledge_sources (tenant_id, created_at desc, id);
create index knowledge_sources_by_author on public.knowledge_sources (created_by);
create unique index knowledge_sources_one_of_answers on public.knowledge_sources (tenant_id) where kind = 'answers';

-- What is read in one go, and the checkpoint of a reading that is broken off: a page of a website or of a document.
create table public.knowledge_pages (
  id uuid primary key default gen_random_uuid(),
  source_id uuid not null,
  tenant_id uuid not null,
  number integer not null check (number > 0),
  url text check (length(url) <= 2000 and url ~ '^[!-~]+$'),
  depth integer not null default 0 check (depth >= 0),
  title text not null default '' check (length(title) <= 200),
  state public.knowledge_page_state not null default 'waiting',
  -- Why it was skipped.
  note text not null default '' check (length(note) <= 300),
  in_use boolean not null default true,
  chunk_count integer not null default 0 check (chunk_count >= 0),
  unique (source_id, number),
  unique (source_id, url),
  unique (id, source_id, tenant_id),
  foreign key (source_id, tenant_id) references public.knowledge_sources (id, tenant_id) on delete cascade
);
comment on table public.knowledge_pages is 'The pages of a source, and which of them were read.';
create index knowledge_pages_by_tenant on public.knowledge_pages (tenant_id);

create table public.knowledge_chunks (
  id uuid primary key default gen_random_uuid(),
  page_id uuid not null,
  source_id uuid not null,
  tenant_id uuid not null,
  number integer not null check (number > 0),
  -- Where it begins on its page.
  line integer not null check (line > 0),
  topic text not null default '' check (length(topic) <= 200),
  body text not null check (length(body) between 1 and 1600),
  in_use boolean not null default true,
  -- For the re-ranking in our code; null without a key.
  embedding real[] check (cardinality(embedding) <= 512),
  words tsvector not null generated always as (
    setweight(to_tsvector('pg_catalog.english', topic), 'A') || setweight(to_tsvector('pg_catalog.english', body), 'B')
  ) stored,
  unique (page_id, number),
  foreign key (page_id, source_id, tenant_id) references public.knowledge_pages (id, source_id, tenant_id) on delete cascade
);
comment on table public.knowledge_chunks is 'What the agent can look up, a passage a row.';
create index knowledge_chunks_by_source on public.knowledge_chunks (source_id, page_id, number);
create index knowledge_chunks_by_words on public.knowledge_chunks using gin (tenant_id, words) where in_use;
create index knowledge_chunks_by_spelling on public.knowledge_chunks
  using gin (tenant_id, (topic || ' ' || body) extensions.gin_trgm_ops) where in_use;

alter table public.knowledge_sources enable row level security;
alter table public.knowledge_sources force row level security;
alter table public.knowledge_pages enable row level security;
alter table public.knowledge_pages force row level security;
alter table public.knowledge_chunks enable row level security;
alter table public.knowledge_chunks force row level security;
revoke all on public.knowledge_sources, public.knowledge_pages, public.knowledge_chunks
  from public, anon, authenticated, call_agent;
grant select on public.knowledge_sources, public.knowledge_pages, public.knowledge_chunks to authenticated;
grant select on public.knowledge_sources, public.knowledge_pages to job_worker;
grant select, insert, update, delete on public.knowledge_sources, public.knowledge_pages, public.knowledge_chunks
  to service_role;

create policy "members read their sources" on public.knowledge_sources
  for select to authenticated
  using (tenant_id in (select private.tenants_where_i_am('viewer')));
create policy "a job reads its tenant's sources" on public.knowledge_sources
  for select to job_worker
  using (tenant_id = (select private.my_job_tenant()));
create policy "members read their pages" on public.knowledge_pages
  for select to authenticated
  using (tenant_id in (select private.tenants_where_i_am('viewer')));
create policy "a job reads its tenant's pages" on public.knowledge_pages
  for select to job_worker
  using (tenant_id = (select private.my_job_tenant()));
create policy "members read what was learned" on public.knowledge_chunks
  for select to authenticated
  using (tenant_id in (select private.tenants_where_i_am('viewer')));

create function private.queue_reading(p_source public.knowledge_sources)
returns void
language sql volatile security definer
set search_path = ''
as $$
  select private.queue_job(
    p_source.tenant_id, 'read_knowledge', jsonb_build_object('sourceId', p_source.id), p_source.id || ' ' || p_source.round, now()
  )
$$;

-- A source, and the job that reads it, at once. A file was stored under `p_id` before.
create function public.add_knowledge_source(
  p_tenant uuid, p_id uuid, p_kind public.knowledge_kind, p_title text, p_location text, p_content text default null
)
returns uuid
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  added public.knowledge_sources;
begin
  perform private.require_change(p_tenant, 'manager', 'Only a manager or an owner can change what the agent knows.');
  if p_kind is null or p_kind = 'answers' then
    raise exception using errcode = 'PT400', message = 'Questions and answers are written in the draft.';
  end if;
  -- One at a time per tenant, so that the count below is exact.
  perform from public.tenants where id = p_tenant for no key update;
  if (select count(*) from public.knowledge_sources where tenant_id = p_tenant) >= 100 then
    raise exception using errcode = 'PT429', message = 'There are 100 sources already. Remove one first.';
  end if;
  insert into public.knowledge_sources (id, tenant_id, kind, title, location, content, in_use, created_by)
  values (p_id, p_tenant, p_kind, p_title, p_location, p_content, p_kind <> 'website', private.my_id())
  on conflict (id) do nothing
  returning * into added;
  if added.id is null then
    raise exception using errcode = 'PT409', message = 'This source was added already.';
  end if;
  perform private.queue_reading(added);
  return added.id;
end
$$;

-- Everything is read anew; what was learned before stays until its page has been read.
create function public.read_knowledge_again(p_tenant uuid, p_source uuid)
returns void
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  again public.knowledge_sources;
begin
  perform private.require_change(p_tenant, 'manager', 'Only a manager or an owner can change what the agent knows.');
  update public.knowledge_sources
  set state = 'queued', error = null, progress_done = 0, round = round + 1, reading_since = null
  where id = p_source and tenant_id = p_tenant and kind <> 'answers' and state in ('ready', 'failed')
  returning * into again;
  if again.id is null then
    raise exception using errcode = 'PT409', message = 'This source is being read, or is no more.';
  end if;
  update public.knowledge_pages set state = 'waiting', note = '' where source_id = p_source;
  perform private.queue_reading(again);
end
$$;

create function public.remove_knowledge_source(p_tenant uuid, p_source uuid)
returns void
language plpgsql volatile security definer
set search_path = ''
as $$
begin
  perform private.require_change(p_tenant, 'manager', 'Only a manager or an owner can change what the agent knows.');
  delete from public.knowledge_sources where id = p_source and tenant_id = p_tenant and kind <> 'answers';
  if not found then
    raise exception using errcode = 'PT404', message = 'There is no such source.';
  end if;
end
$$;

-- Whether calls may use a source, or one page of it where `p_page` names one.
create function public.use_knowledge(p_tenant uuid, p_source uuid, p_in_use boolean, p_page uuid default null)
returns void
language plpgsql volatile security definer
set search_path = ''
as $$
begin
  perform private.require_change(p_tenant, 'manager', 'Only a manager or an owner can change what the agent knows.');
  if p_page is null then
    update public.knowledge_sources set in_use = p_in_use where id = p_source and tenant_id = p_tenant and kind <> 'answers';
  else
    update public.knowledge_pages set in_use = p_in_use where id = p_page and source_id = p_source and tenant_id = p_tenant;
  end if;
  if not found then
    raise exception using errcode = 'PT404', message = 'There is no such source.';
  end if;
  update public.knowledge_chunks
  set in_use = sources.in_use and pages.in_use
  from public.knowledge_sources sources, public.knowledge_pages pages
  where sources.id = p_source and pages.source_id = p_source and (p_page is null or pages.id = p_page)
    and knowledge_chunks.page_id = pages.id and knowledge_chunks.in_use <> (sources.in_use and pages.in_use);
end
$$;

revoke all on function private.queue_reading from public;
revoke all on function public.add_knowledge_source, public.read_knowledge_again, public.remove_knowledge_source,
  public.use_knowledge from public, anon, authenticated;
grant execute on function public.add_knowledge_source, public.read_knowledge_again, public.remove_knowledge_source,
  public.use_knowledge to authenticated;

-- The answers of what is live can be looked up too, so that none is lost that the instructions have no room for.
create function private.learn_answers()
returns trigger
language plpgsql security definer
set search_path = ''
as $$
declare
  answers jsonb := new.config -> 'knowledge' -> 'answers';
  this_source uuid;
  this_page uuid;
  learned integer;
begin
  if jsonb_typeof(answers) is distinct from 'array' then
    answers := '[]';
  end if;
  insert into public.knowledge_sources as s (tenant_id, kind, title, state, read_at)
  values (new.tenant_id, 'answers', 'Questions and answers', 'ready', now())
  on conflict (tenant_id) where kind = 'answers' do update set read_at = excluded.read_at
  returning id into this_source;
  delete from public.knowledge_pages where source_id = this_source;
  insert into public.knowledge_pages (source_id, tenant_id, number, state)
  values (this_source, new.tenant_id, 1, 'read')
  returning id into this_page;

  insert into public.knowledge_chunks (page_id, source_id, tenant_id, number, line, topic, body)
  select this_page, this_source, new.tenant_id, place, place, left(coalesce(answer ->> 'question', ''), 200), left(answer ->> 'answer', 1600)
  from jsonb_array_elements(answers) with ordinality as listed (answer, place)
  where place <= 200 and coalesce(answer ->> 'answer', '') <> '';
  get diagnostics learned = row_count;
  update public.knowledge_sources set chunk_count = learned where id = this_source;
  update public.knowledge_pages set chunk_count = learned where id = this_page;
  return null;
end
$$;
revoke all on function private.learn_answers from public;
create trigger agent_versions_learned after insert on public.agent_versions
  for each row execute function private.learn_answers();

-- A database without Supabase Storage takes no files.
do $$
begin
  if to_regclass('storage.objects') is null then
    return;
  end if;

  insert into storage.buckets (id, name, public, file_size_limit)
  values ('knowledge', 'knowledge', false, 10485760)
  on conflict (id) do nothing;

  grant usage on schema storage to job_worker;
  grant select on storage.buckets, storage.objects to job_worker;

  create policy "members find the files of their sources" on storage.objects
    for select to authenticated
    using (
      bucket_id = 'knowledge'
      and (storage.foldername(name))[1] in (select mine::text from private.tenants_where_i_am('manager') as mine)
    );
  create policy "managers store files" on storage.objects
    for insert to authenticated
    with check (
      bucket_id = 'knowledge'
      and (storage.foldername(name))[1] in (select mine::text from private.tenants_i_may_change('manager') as mine)
    );
  create policy "managers remove files" on storage.objects
    for delete to authenticated
    using (
      bucket_id = 'knowledge'
      and (storage.foldername(name))[1] in (select mine::text from private.tenants_i_may_change('manager') as mine)
    );
  create policy "a job reads the files of its tenant" on storage.objects
    for select to job_worker
    using (bucket_id = 'knowledge' and (storage.foldername(name))[1] = (select private.my_job_tenant())::text);
end
$$;
