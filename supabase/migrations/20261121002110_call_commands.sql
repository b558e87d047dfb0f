-- What a member asks of a call in progress: its server reads it, does it and answers.

create type public.command_kind as enum ('end', 'note', 'transfer', 'take_over');
create type public.command_result as enum ('done', 'refused', 'call_over', 'failed');

create table public.call_commands (
  -- Chosen by whoever asks: the same one twice is one.
  id uuid primary key,
  call_id uuid not null,
  tenant_id uuid not null,
  kind public.command_kind not null,
  -- The words of a note, or the label of a person.
  text text not null default '' check (length(text) <= 500),
  asked_by uuid references identity.users on delete set null,
  asked_at timestamptz not null default now(),
  expires_at timestamptz not null default now() + interval '30 seconds',
  -- A server has it; it is never done twice.
  taken_at timestamptz,
  answered_at timestamptz,
  result public.command_result,
  detail text not null default '' check (length(detail) <= 300),
  foreign key (call_id, tenant_id) references public.calls (id, tenant_id) on delete cascade,
  check ((answered_at is null) = (result is null))
);
comment on table public.call_commands is 'End, transfer, take over, a note for the agent: asked of a live call, and what came of it.';
create index call_commands_open on public.call_commands (call_id) where taken_at is null and answered_at is null;
create index call_commands_by_call on public.call_commands (call_id, asked_at);
create index call_commands_by_tenant on public.call_commands (tenant_id);
create index call_commands_by_asker on public.call_commands (asked_by);

-- The calls that a server's token names: it may read what is asked of them, and nothing else.
create function private.my_call_ids()
returns setof uuid
language sql stable security definer
set search_path = ''
as $$
  select value::uuid
  from jsonb_array_elements_text(
    case jsonb_typeof(auth.jwt() -> 'call_ids') when 'array' then auth.jwt() -> 'call_ids' else '[]' end
  )
$$;

alter table public.call_commands enable row level security;
alter table public.call_commands force row level security;
revoke all on public.call_commands from public, anon, authenticated, call_agent;
grant select on public.call_commands to authenticated;
grant select, insert, update, delete on public.call_commands to service_role;
create policy "members read what was asked of calls" on public.call_commands
  for select to authenticated
  using (tenant_id in (select private.tenants_where_i_am('viewer')));

-- Asked again, it is the same command. A call that is over is an answer, not an error.
create function public.send_call_command(
  p_tenant uuid, p_call uuid, p_command uuid, p_kind public.command_kind, p_text text
)
returns void
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  this_call public.calls;
  is_over boolean;
begin
  perform private.require_change(p_tenant, 'staff', 'Only staff or above can step into a call.');
  if p_command is null or p_kind is null or length(coalesce(p_text, '')) > 500
    or (p_kind in ('note', 'transfer', 'take_over')) <> (coalesce(p_text, '') <> '') then
    raise exception using errcode = 'PT400', message = 'There is no such command.';
  end if;
  -- Whoever ends the call waits, or has ended it: no command falls between.
  select * into this_call from public.calls where id = p_call and tenant_id = p_tenant for key share;
  if this_call.id is null then
    raise exception using errcode = 'PT404', message = 'There is no such call.';
  end if;
  if exists (select from public.call_commands where id = p_command) then
    if not exists (
      select from public.call_commands
      where id = p_command and call_id = p_call and kind = p_kind and text = coalesce(p_text, '')
    ) then
      raise exception using errcode = 'PT409', message = 'This command was used for something else.';
    end if;
    return;
  end if;
  if (select count(*) from public.call_commands where call_id = p_call and asked_at > now() - interval '1 minute') >= 20 then
    raise exception using errcode = 'PT429', message = 'Too much was asked of this call. Wait a moment.';
  end if;

  is_over := this_call.status = 'ended';
  insert into public.call_commands (id, call_id, tenant_id, kind, text, asked_by, answered_at, result)
  values (
    p_command, p_call, p_tenant, p_kind, coalesce(p_text, ''), private.my_id(),
    case when is_over then now() end, case when is_over then 'call_over'::public.command_result end
  )
  on conflict (id) do nothing;
  if found then
    -- What a note says is between the team and the agent.
    perform private.append_audit(
      p_tenant, 'call.command', 'info', 'member', private.my_id(), null,
      jsonb_build_object('call', p_call, 'kind', p_kind)
    );
  end if;
end
$$;

-- Under a token that names the calls of one server: each command is given once.
create function public.take_call_commands()
returns table (id uuid, call_id uuid, kind public.command_kind, text text)
language sql volatile security definer
set search_path = ''
as $$
  with taken as (
    update public.call_commands c
    set taken_at = now()
    where c.call_id in (select private.my_call_ids()) and c.taken_at is null and c.answered_at is null
      and c.expires_at > now()
    returning c.id, c.call_id, c.kind, c.text, c.asked_at
  )
  select taken.id, taken.call_id, taken.kind, taken.text from taken order by taken.asked_at
$$;

-- Under the token of the call itself. The first answer counts.
create function public.answer_call_command(p_command uuid, p_result public.command_result, p_detail text)
returns void
language sql volatile security definer
set search_path = ''
as $$
  update public.call_commands
  set result = p_result, detail = left(coalesce(p_detail, ''), 300), answered_at = now()
  where id = p_command and call_id = private.my_call_id() and answered_at is null
$$;

-- A call that ends answers what nobody has done yet.
create function private.answer_ended_commands()
returns trigger
language plpgsql security definer
set search_path = ''
as $$
begin
  update public.call_commands
  set result = 'call_over', answered_at = now()
  where call_id = new.id and taken_at is null and answered_at is null;
  return null;
end
$$;
create trigger calls_commands_answered after update of status on public.calls
  for each row when (new.status = 'ended' and old.status <> 'ended') execute function private.answer_ended_commands();

-- When the words of a call are removed, so are those of notes about it.
create function private.forget_commands()
returns trigger
language plpgsql security definer
set search_path = ''
as $$
begin
  update public.call_commands set text = '' where call_id = new.id and text <> '';
  return null;
end
$$;
create trigger calls_commands_forgotten after update of words_removed_at on public.calls
  for each row when (new.words_removed_at is not null) execute function private.forget_commands();

revoke all on function private.my_call_ids, private.answer_ended_commands, private.forget_commands from public;
revoke all on function public.send_call_command, public.take_call_commands, public.answer_call_command
  from public, anon, authenticated;
grant execute on function public.send_call_command to authenticated;
grant execute on function public.take_call_commands, public.answer_call_command to call_agent;
