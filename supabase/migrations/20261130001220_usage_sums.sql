-- The sums that a tenant sees, with what belongs to no call. Calls that are not billed are left out as before.

drop function public.usage_by_day(uuid, text, timestamptz, timestamptz);
create function public.usage_by_day(p_tenant uuid, p_zone text, p_from timestamptz, p_until timestamptz)
returns table (
  day date, calls bigint, seconds bigint, micro_dollars bigint, audio bigint, text bigint, cached bigint,
  transcription bigint, carrier bigint, clips bigint, texts bigint, summaries bigint, embeddings bigint,
  test_micro_dollars bigint, apart_micro_dollars bigint, unpriced bigint
)
language sql stable security invoker
set search_path = ''
as $$
  with spent as (
    select
      (u.at at time zone p_zone)::date as day,
      coalesce(sum(u.micro_dollars), 0)::bigint as micro_dollars,
      sum(u.audio_micro_dollars)::bigint as audio,
      sum(u.text_micro_dollars)::bigint as text,
      sum(u.cached_micro_dollars)::bigint as cached,
      coalesce(sum(u.micro_dollars) filter (where u.kind = 'transcription'), 0)::bigint as transcription,
      coalesce(sum(u.micro_dollars) filter (where u.kind = 'carrier_minutes'), 0)::bigint as carrier,
      coalesce(sum(u.micro_dollars) filter (where u.kind = 'clip'), 0)::bigint as clips,
      coalesce(sum(u.micro_dollars) filter (where u.kind = 'text'), 0)::bigint as texts,
      coalesce(sum(u.micro_dollars) filter (where u.kind = 'summary'), 0)::bigint as summaries,
      coalesce(sum(u.micro_dollars) filter (where u.kind = 'embedding'), 0)::bigint as embeddings,
      coalesce(sum(u.micro_dollars) filter (where c.is_test), 0)::bigint as test_micro_dollars,
      coalesce(sum(u.micro_dollars) filter (where u.call_id is null), 0)::bigint as apart_micro_dollars,
      count(*) filter (where u.micro_dollars is null) as unpriced
    from public.usage_ledger u
    left join public.calls c on c.id = u.call_id
    where u.tenant_id = p_tenant and u.at >= p_from and u.at < p_until and (u.call_id is null or u.call_id not in (
      select m.call_id from public.spam_marks m where m.tenant_id = p_tenant and m.undone_at is null
    ))
    group by 1
  ),
  talked as (
    select
      (c.started_at at time zone p_zone)::date as day,
      count(*) as calls,
      coalesce(sum(extract(epoch from c.ended_at - c.answered_at)) filter (where c.ended_at > c.answered_at), 0)::bigint
        as seconds
    from public.calls c
    where c.tenant_id = p_tenant and not c.is_test and c.started_at >= p_from and c.started_at < p_until
      and c.id not in (select m.call_id from public.spam_marks m where m.tenant_id = p_tenant and m.undone_at is null)
    group by 1
  )
  select
    day, coalesce(talked.calls, 0), coalesce(talked.seconds, 0), coalesce(spent.micro_dollars, 0),
    coalesce(spent.audio, 0), coalesce(spent.text, 0), coalesce(spent.cached, 0), coalesce(spent.transcription, 0),
    coalesce(spent.carrier, 0), coalesce(spent.clips, 0), coalesce(spent.texts, 0), coalesce(spent.summaries, 0),
    coalesce(spent.embeddings, 0), coalesce(spent.test_micro_dollars, 0), coalesce(spent.apart_micro_dollars, 0),
    coalesce(spent.unpriced, 0)
  from spent full join talked using (day)
  where p_tenant in (select private.tenants_where_i_am('manager'))
  order by day
$$;
comment on function public.usage_by_day is 'Days are those of the tenant''s own zone.';

drop function public.usage_by_number(uuid, timestamptz, timestamptz);
create function public.usage_by_number(p_tenant uuid, p_from timestamptz, p_until timestamptz)
returns table (number text, is_test boolean, is_apart boolean, calls bigint, seconds bigint, micro_dollars bigint)
language sql stable security invoker
set search_path = ''
as $$
  with spent as (
    select number, is_test, is_apart, sum(micro_dollars)::bigint as micro_dollars
    from (
      select c.dialed_number as number, c.is_test, false as is_apart, u.micro_dollars
      from public.usage_ledger u
      join public.calls c on c.id = u.call_id
      where u.tenant_id = p_tenant and u.at >= p_from and u.at < p_until and u.call_id not in (
        select m.call_id from public.spam_marks m where m.tenant_id = p_tenant and m.undone_at is null
      )
      union all
      select u.line, false, u.line is null, u.micro_dollars
      from public.usage_ledger u
      where u.tenant_id = p_tenant and u.at >= p_from and u.at < p_until and u.call_id is null
    ) as each_entry
    group by 1, 2, 3
  ),
  talked as (
    select
      c.dialed_number as number, c.is_test, false as is_apart, count(*) as calls,
      coalesce(sum(extract(epoch from c.ended_at - c.answered_at)) filter (where c.ended_at > c.answered_at), 0)::bigint
        as seconds
    from public.calls c
    where c.tenant_id = p_tenant and c.started_at >= p_from and c.started_at < p_until
      and c.id not in (select m.call_id from public.spam_marks m where m.tenant_id = p_tenant and m.undone_at is null)
    group by 1, 2
  )
  select
    coalesce(spent.number, talked.number), coalesce(spent.is_test, talked.is_test),
    coalesce(spent.is_apart, talked.is_apart), coalesce(talked.calls, 0), coalesce(talked.seconds, 0),
    coalesce(spent.micro_dollars, 0)
  from spent full join talked
    on coalesce(spent.number, '') = coalesce(talked.number, '') and spent.is_test = talked.is_test
    and spent.is_apart = talked.is_apart
  where p_tenant in (select private.tenants_where_i_am('manager'))
  order by 6 desc, 1
$$;
comment on function public.usage_by_number is
  'A browser''s calls have no number; test calls are told apart, and so is what belongs to no number at all.';

revoke all on function public.usage_by_day, public.usage_by_number from public, anon;
grant execute on function public.usage_by_day, public.usage_by_number to authenticated;
