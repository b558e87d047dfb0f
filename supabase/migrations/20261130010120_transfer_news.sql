-- A live page is told of a call that changed: so does a call whose caller is being passed on.

create function private.tell_of_transfer()
returns trigger
language plpgsql security definer
set search_path = ''
as $$
begin
  update public.calls set lease_until = lease_until where id = new.call_id and status <> 'ended';
  return null;
end
$$;
revoke all on function private.tell_of_transfer from public;
create trigger transfers_told after insert or update of status on public.transfers
  for each row execute function private.tell_of_transfer();
