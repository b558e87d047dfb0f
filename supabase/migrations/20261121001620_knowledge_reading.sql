-- Reading a source, page by page, under the token of its job: whoever takes the job over goes on where it stopped.

-- The source that the token's job reads; null when the lease is lost or the source is gone.
create function private.my_source()
returns uuid
language sql stable security definer
set search_path = ''
as $$
  select s.id
  from (select (private.my_job()).*) as job
  join public.knowledge_sources s on s.tenant_id = job.tenant_id and s.id = (job.payload ->> 'sourceId')::uuid
  where job.kind = 'read_knowledge'
$$;

create function private.count_pages(p_source uuid)
returns void
language sql volatile security definer
set search_path = ''
as $$
  update public.knowledge_sources
  set progress_done = counted.done, progress_total = greatest(counted.known, progress_total), chunk_count = counted.chunks
  from (
    select count(*) filter (where state <> 'waiting') as done, count(*) as known, coalesce(sum(chunk_count), 0) as chunks
    from public.knowledge_pages where source_id = p_source
  ) as counted
  where id = p_source
$$;

-- `p_url`: where a website begins; null for what has pages of its own, `p_total` of them.
create function public.begin_reading(p_total integer, p_url text default null)
returns boolean
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  this_source uuid := private.my_source();
begin
  if this_source is null then
    return false;
  end if;
  update public.knowledge_sources
  set state = 'reading', error = null, progress_total = greatest(p_total, 0), reading_since = coalesce(reading_since, now())
  where id = this_source;
  if p_url is not null then
    insert into public.knowledge_pages (source_id, tenant_id, number, url)
    select id, tenant_id, 1, p_url from public.knowledge_sources where id = this_source
    on conflict do nothing;
  end if;
  perform private.count_pages(this_source);
  return true;
end
$$;

-- One page, whole: its passages in place of those it had, and the pages it leads to, `p_most` of them altogether.
-- `p_chunks`: [{line, topic, body, embedding?}]. An empty `p_note` says that it was read.
create function public.save_knowledge_page(
  p_number integer, p_title text, p_note text, p_chunks jsonb, p_links jsonb, p_most integer
)
returns boolean
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  this_source public.knowledge_sources;
  this_page public.knowledge_pages;
begin
  select * into this_source from public.knowledge_sources where id = private.my_source() for no key update;
  if this_source.id is null then
    return false;
  end if;
  insert into public.knowledge_pages as p (source_id, tenant_id, number, title, state, note)
  values (
    this_source.id, this_source.tenant_id, p_number, left(p_title, 200),
    case when p_note = '' then 'read' else 'skipped' end::public.knowledge_page_state, left(p_note, 300)
  )
  on conflict (source_id, number) do update set title = excluded.title, state = excluded.state, note = excluded.note
  returning * into this_page;

  delete from public.knowledge_chunks where page_id = this_page.id;
  insert into public.knowledge_chunks (page_id, source_id, tenant_id, number, line, topic, body, in_use, embedding)
  select this_page.id, this_source.id, this_source.tenant_id, place, greatest((chunk ->> 'line')::integer, 1),
    left(coalesce(chunk ->> 'topic', ''), 200), left(chunk ->> 'body', 1600), this_source.in_use and this_page.in_use,
    case when jsonb_typeof(chunk -> 'embedding') = 'array'
      then array(select number::real from jsonb_array_elements_text(chunk -> 'embedding') as number) end
  from jsonb_array_elements(p_chunks) with ordinality as listed (chunk, place)
  where coalesce(chunk ->> 'body', '') <> '' and place <= 2000;
  update public.knowledge_pages
  set chunk_count = (select count(*) from public.knowledge_chunks where page_id = this_page.id)
  where id = this_page.id;

  insert into public.knowledge_pages (source_id, tenant_id, number, url, depth)
  select this_source.id, this_source.tenant_id, last.number + row_number() over (order by fresh.place), fresh.url, this_page.depth + 1
  from (
    select url, min(place) as place
    from jsonb_array_elements_text(p_links) with ordinality as listed (url, place)
    where length(url) <= 2000 and url ~ '^[!-~]+$'
      and not exists (select from public.knowledge_pages known where known.source_id = this_source.id and known.url = listed.url)
    group by url
    order by 2
    limit greatest(p_most - (select count(*) from public.knowledge_pages where source_id = this_source.id), 0)
  ) as fresh, (select max(number) as number from public.knowledge_pages where source_id = this_source.id) as last;
  perform private.count_pages(this_source.id);
  return true;
end
$$;

-- `p_error`: why it could not be read, for the people who see it; null when it was.
create function public.finish_reading(p_error text default null)
returns boolean
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  this_source uuid := private.my_source();
begin
  if this_source is null then
    return false;
  end if;
  -- What nobody came to: a page that a document no longer has, or one of a website past its limits.
  delete from public.knowledge_pages p
  using public.knowledge_sources s
  where p.source_id = this_source and p.state = 'waiting' and s.id = this_source and (s.kind <> 'website' or p_error is not null);
  delete from public.knowledge_chunks c
  using public.knowledge_pages p
  where p.source_id = this_source and p.state = 'waiting' and c.page_id = p.id;
  update public.knowledge_pages
  set state = 'skipped', note = 'Not read: the limit of one website was reached.', chunk_count = 0
  where source_id = this_source and state = 'waiting';
  perform private.count_pages(this_source);
  update public.knowledge_sources
  set state = case when p_error is null then 'ready' else 'failed' end::public.knowledge_state, error = left(p_error, 500),
    read_at = now()
  where id = this_source;
  return true;
end
$$;

-- Enough for now: the job goes back into the queue, as if it had not been tried. What has been saved stays.
create function public.rest_job()
returns boolean
language sql volatile security definer
set search_path = ''
as $$
  with rested as (
    update public.jobs
    set state = 'queued', attempts = 0, run_at = now(), lease = null, locked_by = null, locked_until = null
    where id = (private.my_job()).id and lease = (auth.jwt() ->> 'lease')::uuid
    returning 1
  )
  select exists (select from rested)
$$;

-- A reading that was given up does not look as if it went on.
create function private.fail_dead_reading()
returns trigger
language plpgsql security definer
set search_path = ''
as $$
begin
  update public.knowledge_sources
  set state = 'failed', error = 'Reading it failed several times. Try again later.'
  where id = (new.payload ->> 'sourceId')::uuid and tenant_id = new.tenant_id and state in ('queued', 'reading');
  return null;
end
$$;
create trigger jobs_dead_readings after update of state on public.jobs
  for each row when (new.state = 'dead' and new.kind = 'read_knowledge') execute function private.fail_dead_reading();

revoke all on function private.my_source, private.count_pages, private.fail_dead_reading from public;
revoke all on function public.begin_reading, public.save_knowledge_page, public.finish_reading, public.rest_job
  from public, anon, authenticated;
grant execute on function public.begin_reading, public.save_knowledge_page, public.finish_reading, public.rest_job
  to job_worker;
