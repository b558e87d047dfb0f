-- The leases of all calls of one server, renewed in one go. A row that somebody is changing is left for the next time, so that
-- nobody who holds one call waits here for another.
create function public.renew_leases()
returns void
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  candidate uuid;
begin
  -- The revisions of each tenant stand under a lock of its own: whoever needs several takes them in one order.
  for candidate in
    select id from public.calls
    where id in (select private.my_call_ids()) and (status <> 'ended' or reaped)
    order by tenant_id, id
  loop
    perform from public.calls where id = candidate for no key update skip locked;
    continue when not found;
    update public.calls set lease_until = now() + interval '60 seconds'
    where id = candidate and (status <> 'ended' or reaped);
  end loop;
end
$$;
comment on function public.renew_leases is 'Under a token that names the calls of one server.';

revoke all on function public.renew_leases from public, anon, authenticated;
grant execute on function public.renew_leases to call_agent;
