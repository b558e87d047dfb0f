-- Finding calls again by what was said in them, and by what they came to.

alter table public.turns
  add column words tsvector generated always as (
    case when speaker in ('caller', 'agent') then to_tsvector('pg_catalog.english', text) end
  ) stored;
-- What is still being said is left out, so that a sentence is indexed once.
create index turns_by_words on public.turns using gin (tenant_id, words) where final;

alter table public.call_summaries
  add column words tsvector generated always as (
    to_tsvector('pg_catalog.english', content - array['outcome', 'sentiment', 'urgency', 'facts'])
  ) stored;
create index call_summaries_by_words on public.call_summaries using gin (tenant_id, words);

-- As people type: "exact words", -without, or; the last word may be unfinished.
create function private.words_asked(p_query text)
returns tsquery
language sql immutable
set search_path = ''
as $$
  select case
    when numnode(asked) > 0 and left(p_query, 200) ~ '[[:alnum:]]$' then (asked::text || ':*')::tsquery
    else asked
  end
  from websearch_to_tsquery('pg_catalog.english', left(p_query, 200)) as asked
$$;

-- Whose calls these are is asked here: under row security no index of words would be used, for the comparison of words
-- is not proof against leaks. A row a hit: `sequence` is null where the summary has the words. Newest calls first, three
-- passages of each; `hits` counts them all.
create function public.search_calls(
  p_tenant uuid, p_query text, p_limit integer, p_from timestamptz default null, p_until timestamptz default null,
  p_outcome public.call_outcome default null, p_channel public.call_channel default null, p_test boolean default null,
  p_number text default null, p_before timestamptz default null, p_before_id uuid default null
)
returns table (
  call_id uuid, started_at timestamptz, channel public.call_channel, is_test boolean, caller_number text, caller_name text,
  title text, status public.call_status, outcome public.call_outcome, hits bigint, sequence integer,
  speaker public.turn_speaker, started_ms integer, headline text
)
language plpgsql stable security definer
set search_path = ''
as $$
declare
  asked constant tsquery := private.words_asked(p_query);
  marks constant text := 'StartSel=' || chr(2) || ', StopSel=' || chr(3) || ', MaxWords=30, MinWords=12, MaxFragments=1';
begin
  if numnode(asked) = 0 or not exists (select from private.tenants_where_i_am('viewer') as mine where mine = p_tenant) then
    return;
  end if;

  -- Planned for these words, however often others were searched for: a name is rarer than an appointment.
  perform set_config('plan_cache_mode', 'force_custom_plan', true);
  return query
  with matching as (
    select t.call_id as id, t.sequence
    from public.turns t
    where t.tenant_id = p_tenant and t.final and t.words @@ asked
    union all
    select s.call_id, null
    from public.call_summaries s
    where s.tenant_id = p_tenant and s.words @@ asked
  ), by_call as materialized (
    select m.id, array_agg(m.sequence order by m.sequence) as sequences, count(*) as hits from matching m group by m.id
  ), newest as (
    select found.*, c.started_at
    from by_call as found
    -- `offset 0`: what was found is looked up call by call, however many the planner expects; the others are not read.
    cross join lateral (select * from public.calls where id = found.id and tenant_id = p_tenant offset 0) as c
    where (p_from is null or c.started_at >= p_from) and (p_until is null or c.started_at < p_until)
      and (p_outcome is null or c.outcome = p_outcome) and (p_channel is null or c.channel = p_channel)
      and (p_test is null or c.is_test = p_test) and (p_number is null or c.dialed_number = p_number)
      and (p_before is null or c.started_at < p_before or c.started_at = p_before and c.id > p_before_id)
    order by c.started_at desc, c.id
    limit least(greatest(p_limit, 1), 100)
  )
  select c.id, c.started_at, c.channel, c.is_test, c.caller_number, coalesce(k.display_name, ''), c.title, c.status, c.outcome,
    n.hits, hit.sequence, hit.speaker, hit.started_ms, hit.headline
  from newest n
  cross join lateral (select * from public.calls where id = n.id offset 0) as c
  left join public.callers k on k.tenant_id = p_tenant and k.e164 = c.caller_number
  cross join lateral (
    select t.sequence, t.speaker, t.started_ms, ts_headline('pg_catalog.english', t.text, asked, marks) as headline
    from public.turns t
    where t.call_id = n.id and t.sequence = any (n.sequences[1:3])
    union all
    select null, null, null, ts_headline(
      'pg_catalog.english',
      (
        select string_agg(said #>> '{}', ' · ')
        from jsonb_path_query(s.content - array['outcome', 'sentiment', 'urgency', 'facts'], 'lax $.*[*]') as said
        where jsonb_typeof(said) = 'string'
      ),
      asked, marks
    )
    from public.call_summaries s
    where s.call_id = n.id and array_position(n.sequences, null) is not null
  ) as hit
  order by c.started_at desc, c.id, hit.sequence nulls first;
end
$$;

revoke all on function private.words_asked from public;
revoke all on function public.search_calls from public, anon, authenticated;
grant execute on function public.search_calls to authenticated;
