-- The counters over the list of calls. Runs as whoever asks, so their policies decide what is counted.
create function public.call_figures(
  p_tenant uuid, p_zone text, p_bucket text, p_from timestamptz default null, p_until timestamptz default null,
  p_test boolean default false
)
returns table (day date, calls bigint, answered bigint, messages bigint, connected bigint, seconds bigint)
language sql stable security invoker
set search_path = ''
as $$
  select
    date_trunc(p_bucket, c.started_at at time zone p_zone)::date,
    count(*),
    count(*) filter (where c.outcome in ('answered', 'message_taken')),
    count(*) filter (where c.outcome = 'message_taken'),
    count(*) filter (where c.ended_at > c.answered_at),
    coalesce(sum(extract(epoch from c.ended_at - c.answered_at)) filter (where c.ended_at > c.answered_at), 0)::bigint
  from public.calls c
  where c.tenant_id = p_tenant and c.is_test = p_test
    and c.started_at >= coalesce(p_from, '-infinity') and c.started_at < coalesce(p_until, 'infinity')
  group by 1
  order by 1
$$;
comment on function public.call_figures is 'By day, week or month of the tenant''s own zone; calls to the draft are counted apart.';

revoke all on function public.call_figures from public, anon;
grant execute on function public.call_figures to authenticated;
