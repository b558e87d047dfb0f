-- A call that is taken up again: what was heard to the moment of the break counts, and nothing of it stays open.

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
  where call_id = p_call
$$;

-- Nobody will say the rest of what was being said when its server died.
create function private.close_turns()
returns trigger
language plpgsql security definer
set search_path = ''
as $$
begin
  update public.turns set final = true where call_id = new.id and not final;
  return null;
end
$$;
revoke all on function private.close_turns from public;
create trigger calls_reaped after update of reaped on public.calls
  for each row when (new.reaped and not old.reaped) execute function private.close_turns();
