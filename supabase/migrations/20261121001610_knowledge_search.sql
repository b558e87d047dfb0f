-- Looking things up, and what callers asked in vain.

-- Passages that share words with what is asked, or are spelled nearly so; our code ranks them. One word is enough: callers
-- say much that no page says.
create function private.find_knowledge(p_tenant uuid, p_query text, p_limit integer)
returns table (
  chunk_id uuid, source_id uuid, kind public.knowledge_kind, title text, location text, page integer, page_title text, url text,
  line integer, topic text, body text, headline text, rank real, closeness real, embedding real[]
)
language plpgsql stable security definer
set search_path = ''
as $$
declare
  terms text[];
  asked tsquery;
  most integer := least(greatest(coalesce(p_limit, 20), 1), 60);
begin
  select coalesce(array_agg(term), '{}') into terms
  from (
    select distinct term
    from regexp_split_to_table(lower(left(p_query, 4000)), '[^[:alnum:]]+') as term
    where length(term) between 2 and 40
    limit 160
  ) as words;
  -- Lines make of a name whatever sounds like it; ours to say, until the end of the transaction.
  perform set_config('pg_trgm.word_similarity_threshold', '0.5', true);
  asked := replace(plainto_tsquery('pg_catalog.english', array_to_string(terms, ' '))::text, '&', '|')::tsquery;

  return query
  with by_words as (
    select c.id, ts_rank(c.words, asked) as rank
    from public.knowledge_chunks c
    where c.tenant_id = p_tenant and c.in_use and c.words @@ asked
    order by 2 desc, c.id
    limit most
  ), by_spelling as (
    select c.id, max(extensions.word_similarity(t.term, c.topic || ' ' || c.body)) as closeness
    from (select term from unnest(terms) as term where length(term) >= 5 limit 16) as t
    join public.knowledge_chunks c
      on c.tenant_id = p_tenant and c.in_use and t.term operator(extensions.<%) (c.topic || ' ' || c.body)
    group by c.id
    order by 2 desc, c.id
    limit most
  ), found as (
    select coalesce(w.id, s.id) as id, coalesce(w.rank, 0)::real as rank, coalesce(s.closeness, 0)::real as closeness
    from by_words w
    full join by_spelling s on s.id = w.id
    order by 2 desc, 3 desc, 1
    limit most
  )
  select c.id, c.source_id, s.kind, s.title, s.location, p.number, p.title, p.url, c.line, c.topic, c.body,
    ts_headline('pg_catalog.english', c.body, asked,
      'StartSel=' || chr(2) || ', StopSel=' || chr(3) || ', MaxWords=40, MinWords=15, MaxFragments=2'),
    f.rank, f.closeness, c.embedding
  from found f
  join public.knowledge_chunks c on c.id = f.id
  join public.knowledge_pages p on p.id = c.page_id
  join public.knowledge_sources s on s.id = c.source_id
  order by f.rank desc, f.closeness desc, c.id;
end
$$;

-- For a call: its own tenant, whatever it asks.
create function public.search_knowledge(p_query text, p_limit integer)
returns table (
  chunk_id uuid, source_id uuid, kind public.knowledge_kind, title text, location text, page integer, page_title text, url text,
  line integer, topic text, body text, headline text, rank real, closeness real, embedding real[]
)
language sql stable security definer
set search_path = ''
as $$
  select * from private.find_knowledge(private.my_call_tenant(), p_query, p_limit)
$$;

-- For members: what a call would find.
create function public.search_tenant_knowledge(p_tenant uuid, p_query text, p_limit integer)
returns table (
  chunk_id uuid, source_id uuid, kind public.knowledge_kind, title text, location text, page integer, page_title text, url text,
  line integer, topic text, body text, headline text, rank real, closeness real, embedding real[]
)
language sql stable security definer
set search_path = ''
as $$
  select found.*
  from private.tenants_where_i_am('viewer') as mine, private.find_knowledge(p_tenant, p_query, p_limit) as found
  where mine = p_tenant
$$;

create type public.knowledge_gap_status as enum ('open', 'answered', 'dismissed');

create table public.knowledge_gaps (
  id uuid primary key default gen_random_uuid(),
  tenant_id uuid not null references public.tenants on delete cascade,
  -- The words that matter, in the order of the alphabet: the same question asked otherwise is the same.
  normalized text not null check (length(normalized) between 1 and 300),
  question text not null check (length(question) between 1 and 400),
  asked_count integer not null default 0 check (asked_count >= 0),
  first_at timestamptz not null default now(),
  last_at timestamptz not null default now(),
  status public.knowledge_gap_status not null default 'open',
  settled_at timestamptz,
  settled_by uuid references identity.users on delete set null,
  unique (id, tenant_id),
  unique (tenant_id, normalized)
);
comment on table public.knowledge_gaps is 'What callers asked and the agent could not find, one row a question.';
create index knowledge_gaps_by_count on public.knowledge_gaps (tenant_id, status, asked_count desc, last_at desc);
create index knowledge_gaps_by_settler on public.knowledge_gaps (settled_by);

create table public.knowledge_gap_calls (
  gap_id uuid not null,
  call_id uuid not null,
  tenant_id uuid not null,
  -- Seconds after the answer of the call.
  second integer not null check (second >= 0),
  at timestamptz not null default now(),
  primary key (gap_id, call_id),
  foreign key (gap_id, tenant_id) references public.knowledge_gaps (id, tenant_id) on delete cascade,
  foreign key (call_id, tenant_id) references public.calls (id, tenant_id) on delete cascade
);
comment on table public.knowledge_gap_calls is 'In which calls a question was asked in vain, and when.';
create index knowledge_gap_calls_by_call on public.knowledge_gap_calls (call_id);
create index knowledge_gap_calls_by_tenant on public.knowledge_gap_calls (tenant_id, at desc);

-- How often is how many calls. A question that no call stands for any more, and nobody has settled, is forgotten.
create function private.count_gap()
returns trigger
language plpgsql security definer
set search_path = ''
as $$
declare
  this_gap uuid := case when tg_op = 'DELETE' then old.gap_id else new.gap_id end;
  asked integer := (select count(*) from public.knowledge_gap_calls where gap_id = this_gap);
begin
  delete from public.knowledge_gaps where id = this_gap and asked = 0;
  update public.knowledge_gaps set asked_count = asked where id = this_gap;
  return null;
end
$$;
create trigger knowledge_gaps_counted after insert or delete on public.knowledge_gap_calls
  for each row execute function private.count_gap();

-- When the words of a call are removed, so is what it asked.
create function private.forget_gaps()
returns trigger
language plpgsql security definer
set search_path = ''
as $$
begin
  delete from public.knowledge_gap_calls where call_id = new.id;
  return null;
end
$$;
create trigger calls_gaps_forgotten after update of words_removed_at on public.calls
  for each row when (new.words_removed_at is not null) execute function private.forget_gaps();

alter table public.knowledge_gaps enable row level security;
alter table public.knowledge_gaps force row level security;
alter table public.knowledge_gap_calls enable row level security;
alter table public.knowledge_gap_calls force row level security;
revoke all on public.knowledge_gaps, public.knowledge_gap_calls from public, anon, authenticated, call_agent;
grant select on public.knowledge_gaps, public.knowledge_gap_calls to authenticated;
grant select, insert, update, delete on public.knowledge_gaps, public.knowledge_gap_calls to service_role;
create policy "members read what the agent did not know" on public.knowledge_gaps
  for select to authenticated
  using (tenant_id in (select private.tenants_where_i_am('viewer')));
create policy "members read where it was asked" on public.knowledge_gap_calls
  for select to authenticated
  using (tenant_id in (select private.tenants_where_i_am('viewer')));

-- Under the call's token. Nearly the same question is the same; one call counts once, however often it asks.
create function public.note_knowledge_gap(p_question text, p_normalized text, p_second integer)
returns void
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  this_tenant uuid := private.my_call_tenant();
  this_gap uuid;
begin
  if this_tenant is null then
    raise exception using errcode = 'PT403', message = 'This call is over.';
  end if;
  if coalesce(p_normalized, '') = '' or coalesce(p_question, '') = ''
    or exists (select from public.calls where id = private.my_call_id() and words_removed_at is not null)
    or (select count(*) from public.knowledge_gap_calls where call_id = private.my_call_id()) >= 20 then
    return;
  end if;

  select id into this_gap
  from public.knowledge_gaps
  where tenant_id = this_tenant
    and (normalized = left(p_normalized, 300) or extensions.similarity(normalized, left(p_normalized, 300)) > 0.8)
  order by normalized = left(p_normalized, 300) desc, asked_count desc
  limit 1;
  if this_gap is null then
    if (select count(*) from public.knowledge_gaps where tenant_id = this_tenant and status = 'open') >= 2000 then
      return;
    end if;
    insert into public.knowledge_gaps (tenant_id, normalized, question)
    values (this_tenant, left(p_normalized, 300), left(p_question, 400))
    on conflict (tenant_id, normalized) do update set last_at = now()
    returning id into this_gap;
  end if;

  -- An answer that is not found is none.
  update public.knowledge_gaps
  set last_at = now(), status = case status when 'answered' then 'open' else status end
  where id = this_gap;
  insert into public.knowledge_gap_calls (gap_id, call_id, tenant_id, second)
  values (this_gap, private.my_call_id(), this_tenant, greatest(coalesce(p_second, 0), 0))
  on conflict (gap_id, call_id) do nothing;
end
$$;

create function public.settle_knowledge_gap(p_tenant uuid, p_gap uuid, p_status public.knowledge_gap_status)
returns void
language plpgsql volatile security definer
set search_path = ''
as $$
begin
  perform private.require_change(p_tenant, 'manager', 'Only a manager or an owner can change what the agent knows.');
  update public.knowledge_gaps
  set status = p_status, settled_at = case when p_status <> 'open' then now() end,
    settled_by = case when p_status <> 'open' then private.my_id() end
  where id = p_gap and tenant_id = p_tenant;
  if not found then
    raise exception using errcode = 'PT404', message = 'This question is no more.';
  end if;
end
$$;

revoke all on function private.find_knowledge, private.count_gap, private.forget_gaps from public;
revoke all on function public.search_knowledge, public.search_tenant_knowledge, public.note_knowledge_gap,
  public.settle_knowledge_gap from public, anon, authenticated;
grant execute on function public.search_knowledge, public.note_knowledge_gap to call_agent;
grant execute on function public.search_tenant_knowledge, public.settle_knowledge_gap to authenticated;

-- Whoever lets a call in also says whether there is anything to look up beyond its instructions.
alter function private.admitted(public.calls, boolean) rename to admitted_as_configured;
create function private.admitted(p_call public.calls, p_repeated boolean)
returns jsonb
language sql stable security definer
set search_path = ''
as $$
  select private.admitted_as_configured(p_call, p_repeated) || jsonb_build_object(
    'knowsMore', exists (
      select from public.knowledge_sources
      where tenant_id = p_call.tenant_id and in_use and chunk_count > 0 and kind <> 'answers'
    )
  )
$$;
revoke all on function private.admitted from public;
