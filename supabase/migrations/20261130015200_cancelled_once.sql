-- A call that is taken up by another server may ask for the same cancellation again: it is told that it is done.
alter table public.appointments
  -- The call that cancelled it, and the model's id of the tool call.
  add column cancelled_in uuid,
  add column cancelled_by text check (length(cancelled_by) <= 200),
  add foreign key (cancelled_in, tenant_id) references public.calls (id, tenant_id) on delete set null (cancelled_in);
create index appointments_by_canceller on public.appointments (cancelled_in, tenant_id);

drop function public.cancel_appointment(uuid);
create function public.cancel_appointment(p_tool_call_id text, p_appointment uuid)
returns jsonb
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  mine constant public.calls := private.my_booking_call();
  gone public.appointments;
begin
  update public.appointments a
  set status = 'cancelled', ended_at = now(), changed_by = null, cancelled_in = mine.id, cancelled_by = p_tool_call_id
  where a.id = p_appointment and a.status = 'booked' and a.starts_at > now() and private.is_theirs(a, mine)
  returning * into gone;
  if gone.id is null then
    return '{"result": "unknown"}';
  end if;
  gone.call_id := mine.id;
  perform private.tell_of_appointment(gone, 'cancelled');
  return private.told_appointment(gone);
end
$$;

-- What was put back since then is not cancelled.
create function public.was_cancelled_by(p_tool_call_id text)
returns boolean
language sql stable security definer
set search_path = ''
as $$
  select exists (
    select from public.appointments
    where cancelled_in = private.my_call_id() and tenant_id = private.my_call_tenant()
      and cancelled_by = p_tool_call_id and status = 'cancelled'
  )
$$;

revoke all on function public.cancel_appointment, public.was_cancelled_by from public, anon, authenticated;
grant execute on function public.cancel_appointment, public.was_cancelled_by to call_agent;
