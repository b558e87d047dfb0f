-- What the calls of one server have said and used, written in one go: it costs the same for one call and for a hundred.
-- All of it or nothing. Written again, it changes nothing.
create function public.save_call_records(p_turns jsonb, p_usage jsonb)
returns void
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  mine uuid[];
begin
  if jsonb_typeof(p_turns) is distinct from 'array' or jsonb_array_length(p_turns) > 500
    or jsonb_typeof(p_usage) is distinct from 'array' or jsonb_array_length(p_usage) > 500 then
    raise exception using errcode = 'PT400', message = 'These are no records.';
  end if;

  -- Late words are let in for a day, as they are from a call's own token.
  select coalesce(array_agg(id), '{}') into mine
  from public.calls
  where id in (select private.my_call_ids()) and (status <> 'ended' or closed_at > now() - interval '1 day');
  if exists (
    select from jsonb_array_elements(p_turns || p_usage) as record
    where not coalesce((record ->> 'call_id')::uuid = any (mine), false)
  ) then
    raise exception using errcode = 'PT403', message = 'These are not the calls of this token.';
  end if;

  insert into public.turns as kept (
    call_id, tenant_id, sequence, speaker, text, unheard_text, started_ms, ended_ms, interrupted, final, gap_ms, detail
  )
  select c.id, c.tenant_id, said.sequence, said.speaker, said.text, said.unheard_text, said.started_ms, said.ended_ms,
    said.interrupted, said.final, said.gap_ms, said.detail
  from jsonb_to_recordset(p_turns) as said (
    call_id uuid, sequence integer, speaker public.turn_speaker, text text, unheard_text text, started_ms integer,
    ended_ms integer, interrupted boolean, final boolean, gap_ms integer, detail jsonb
  )
  join public.calls c on c.id = said.call_id
  -- The revisions of each tenant stand under a lock of its own: whoever needs several takes them in one order.
  order by c.tenant_id, c.id, said.sequence
  on conflict (call_id, sequence) do update
    set speaker = excluded.speaker, text = excluded.text, unheard_text = excluded.unheard_text,
      started_ms = excluded.started_ms, ended_ms = excluded.ended_ms, interrupted = excluded.interrupted,
      final = excluded.final, gap_ms = excluded.gap_ms, detail = excluded.detail;

  insert into public.usage_ledger (
    call_id, tenant_id, kind, provider_id, model, raw, micro_dollars, audio_micro_dollars, text_micro_dollars,
    cached_micro_dollars, priced_by, at
  )
  select c.id, c.tenant_id, used.kind, used.provider_id, used.model, used.raw, used.micro_dollars,
    used.audio_micro_dollars, used.text_micro_dollars, used.cached_micro_dollars, used.priced_by, used.at
  from jsonb_to_recordset(p_usage) as used (
    call_id uuid, kind public.usage_kind, provider_id text, model text, raw jsonb, micro_dollars bigint,
    audio_micro_dollars bigint, text_micro_dollars bigint, cached_micro_dollars bigint, priced_by date, at timestamptz
  )
  join public.calls c on c.id = used.call_id
  order by c.tenant_id, c.id
  on conflict (call_id, kind, provider_id) do nothing;
exception
  -- Told so that it is not taken for a database that is away: whoever asked writes each call's alone.
  when data_exception or integrity_constraint_violation then
    raise exception using errcode = 'PT422', message = 'One of these records cannot be kept.';
end
$$;
comment on function public.save_call_records is 'Under a token that names the calls of one server.';

revoke all on function public.save_call_records from public, anon, authenticated;
grant execute on function public.save_call_records to call_agent;
