-- A server's clock may be wrong, or be set in the middle of a call: no call is over before it began, or was answered.
create function private.order_call_times()
returns trigger
language plpgsql
set search_path = ''
as $$
begin
  new.ended_at := greatest(new.started_at, new.answered_at);
  return new;
end
$$;
create trigger calls_times before update on public.calls
  for each row when (new.ended_at < greatest(new.started_at, new.answered_at))
  execute function private.order_call_times();
revoke all on function private.order_call_times from public;
