-- Who holds a call: for how long is the database's own time, and those that nobody holds are ended one by one.

-- Under the call's own token. A call that was ended for want of a holder lives again.
create function public.renew_lease()
returns timestamptz
language sql volatile security invoker
set search_path = ''
as $$
  update public.calls
  set lease_until = now() + interval '60 seconds'
  where id = (select private.my_call_id()) and (status <> 'ended' or reaped)
  returning lease_until
$$;

-- Ends calls that no server holds any more, until one does again. Gives their ids. Whoever changes a call locks its row and
-- then its tenant: a row that somebody holds is left for the next time, so that nobody waits for a row here.
create or replace function public.reap_calls()
returns setof uuid
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  candidate uuid;
  abandoned public.calls;
begin
  -- One at a time, whatever the number of servers: two that take tenants in turn could wait for each other.
  if not pg_try_advisory_xact_lock(hashtextextended('reap_calls', 0)) then
    return;
  end if;
  for candidate in
    select id from public.calls
    where status <> 'ended' and lease_until < now() - interval '15 seconds'
    order by tenant_id, id
  loop
    select * into abandoned from public.calls
    where id = candidate and status <> 'ended' and lease_until < now() - interval '15 seconds'
    for no key update skip locked;
    continue when not found;

    update public.calls
    set status = 'ended', reaped = true, ended_at = greatest(lease_until, started_at),
      end_reason = case when answered_at is null then 'never_connected' else 'carrier_lost' end,
      outcome = case when answered_at is null then 'missed' else 'failed' end::public.call_outcome
    where id = candidate;
    return next candidate;
  end loop;
end
$$;

revoke all on function public.renew_lease from public, anon, authenticated;
grant execute on function public.renew_lease to call_agent;

-- What a call that is taken up again is told: the words that were heard, and what tools were used for and gave.
create or replace function private.call_history(p_call uuid)
returns jsonb
language sql stable security definer
set search_path = ''
as $$
  select coalesce(
    jsonb_agg(
      jsonb_build_object('speaker', speaker, 'text', text)
        || case when speaker = 'tool' then jsonb_build_object('detail', detail) else '{}' end
      order by sequence
    ),
    '[]'
  )
  from public.turns
  where call_id = p_call and final
$$;
