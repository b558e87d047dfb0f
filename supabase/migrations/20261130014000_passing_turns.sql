-- What is still being said on the calls of one server, told in one go: it costs the same for one call and for a hundred.
-- A turn that is over is never written over, however late its earlier words come.

create function public.tell_passing_turns(p_turns jsonb)
returns void
language plpgsql volatile security definer
set search_path = ''
as $$
begin
  if jsonb_typeof(p_turns) is distinct from 'array' or jsonb_array_length(p_turns) > 500 then
    raise exception using errcode = 'PT400', message = 'These are no turns.';
  end if;
  insert into public.turns as kept (
    call_id, tenant_id, sequence, speaker, text, unheard_text, started_ms, ended_ms, interrupted, final, gap_ms
  )
  select c.id, c.tenant_id, said.sequence, said.speaker, said.text, said.unheard_text, said.started_ms, said.ended_ms,
    said.interrupted, false, said.gap_ms
  from jsonb_to_recordset(p_turns) as said (
    call_id uuid, sequence integer, speaker public.turn_speaker, text text, unheard_text text, started_ms integer,
    ended_ms integer, interrupted boolean, gap_ms integer
  )
  join public.calls c on c.id = said.call_id
  where c.id in (select private.my_call_ids()) and c.status <> 'ended'
  -- The revisions of each tenant stand under a lock of its own: whoever needs several takes them in one order.
  order by c.tenant_id, c.id, said.sequence
  on conflict (call_id, sequence) do update
    set text = excluded.text, unheard_text = excluded.unheard_text, ended_ms = excluded.ended_ms,
      interrupted = excluded.interrupted, gap_ms = excluded.gap_ms
    where not kept.final;
end
$$;
comment on function public.tell_passing_turns is 'Under a token that names the calls of one server.';

revoke all on function public.tell_passing_turns from public, anon, authenticated;
grant execute on function public.tell_passing_turns to call_agent;
