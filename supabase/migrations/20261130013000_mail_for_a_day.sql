-- Hands out mail for a limited time; what a crashed worker held comes back after its lease. A mail server may be away for
-- a day: 31 tries, further and further apart, are a little more than that.
create or replace function public.claim_mails(p_limit integer, p_lease_seconds integer)
returns setof identity.mails
language sql volatile security definer
set search_path = ''
as $$
  update identity.mails
  set state = 'dead', locked_until = null, last_error = coalesce(last_error, 'Every worker that took it went away.')
  where state = 'sending' and locked_until < now() and attempts >= 31;

  update identity.mails
  set state = 'sending', attempts = attempts + 1, locked_until = now() + make_interval(secs => p_lease_seconds)
  where id in (
    select id
    from identity.mails
    where (state = 'queued' and run_at <= now()) or (state = 'sending' and locked_until < now())
    order by run_at, id
    limit greatest(least(p_limit, 50), 0)
    for update skip locked
  )
  returning *
$$;
