-- A promise of the agent's that no tool kept is for a person to keep.
create function private.promise_to_inbox()
returns trigger
language plpgsql security definer
set search_path = ''
as $$
begin
  perform private.add_inbox_item(
    new.tenant_id, new.call_id, 'promise', 'promise ' || new.call_id || ' ' || coalesce(new.detail ->> 'kind', ''),
    case new.detail ->> 'kind'
      when 'transfer' then 'The agent said that it connects the caller, and did not'
      when 'booking' then 'The agent spoke of a booking that was not made'
      when 'text' then 'The agent spoke of a text that was not sent'
      else 'The agent promised something that was not done'
    end,
    coalesce(new.detail ->> 'said', ''), true
  );
  return null;
end
$$;
revoke all on function private.promise_to_inbox from public;
create trigger promises_to_inbox after insert on public.call_events
  for each row when (new.kind = 'promise_broken') execute function private.promise_to_inbox();
