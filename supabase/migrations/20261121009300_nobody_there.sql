-- A call in which nobody was there: not a word that could be heard, or a recorded message. It was answered, but it is not
-- one of the conversations that an owner reads.
alter type public.call_outcome add value 'nobody_there';

create or replace function public.call_figures(
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
    -- As text: a new value cannot be named in the transaction that adds it.
    count(*) filter (where c.outcome::text in ('answered', 'message_taken', 'nobody_there')),
    count(*) filter (where c.outcome = 'message_taken'),
    count(*) filter (where c.ended_at > c.answered_at),
    coalesce(sum(extract(epoch from c.ended_at - c.answered_at)) filter (where c.ended_at > c.answered_at), 0)::bigint
  from public.calls c
  where c.tenant_id = p_tenant and c.is_test = p_test
    and c.started_at >= coalesce(p_from, '-infinity') and c.started_at < coalesce(p_until, 'infinity')
  group by 1
  order by 1
$$;
