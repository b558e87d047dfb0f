-- Text messages: what the agent sends to the caller, what comes in, and who wants none.

create type public.text_direction as enum ('outbound', 'inbound');
create type public.text_status as enum ('queued', 'sent', 'delivered', 'failed', 'received');

create table public.texts (
  id uuid primary key default gen_random_uuid(),
  tenant_id uuid not null references public.tenants on delete cascade,
  -- Null for what belongs to no call.
  call_id uuid,
  direction public.text_direction not null,
  from_number text not null check (length(from_number) between 1 and 40),
  to_number text not null check (length(to_number) between 1 and 40),
  body text not null check (length(body) <= 1600),
  -- The name of the template; null for a text that came in, or that answers one.
  template text check (length(template) between 1 and 80),
  status public.text_status not null,
  -- The carrier's id: told twice, it is one text.
  provider_sid text unique check (length(provider_sid) <= 64),
  segments integer check (segments between 0 and 99),
  -- Null until the carrier has said what it takes.
  micro_dollars bigint check (micro_dollars >= 0),
  -- The model's id of its use of the tool: asked twice, it is one text.
  tool_call_id text check (length(tool_call_id) between 1 and 200),
  -- STOP, START or HELP, where the text said one of them.
  keyword text check (keyword in ('stop', 'start', 'help')),
  -- The text that this one answers.
  answers uuid,
  -- Handed to the carrier at least once: whoever tries again looks there first.
  tried_at timestamptz,
  problem text check (length(problem) <= 300),
  created_at timestamptz not null default now(),
  sent_at timestamptz,
  unique (call_id, tool_call_id),
  foreign key (call_id, tenant_id) references public.calls (id, tenant_id) on delete cascade,
  check ((status = 'received') = (direction = 'inbound'))
);
comment on table public.texts is 'Every text message, in either direction.';
create index texts_by_time on public.texts (tenant_id, created_at desc, id);
create index texts_to on public.texts (tenant_id, to_number, created_at desc) where direction = 'outbound';
create index texts_from on public.texts (tenant_id, from_number, created_at desc) where direction = 'inbound';
create index texts_sent_per_day on public.texts (tenant_id, created_at) where direction = 'outbound' and status <> 'failed';

create table public.text_opt_outs (
  tenant_id uuid not null references public.tenants on delete cascade,
  number text not null check (length(number) between 1 and 40),
  at timestamptz not null default now(),
  -- What was said, or that the carrier refused.
  keyword text not null check (length(keyword) <= 40),
  primary key (tenant_id, number)
);
comment on table public.text_opt_outs is 'Numbers that want no texts. Kept when a caller is erased: forgetting it would text them again.';

alter table public.texts enable row level security;
alter table public.texts force row level security;
alter table public.text_opt_outs enable row level security;
alter table public.text_opt_outs force row level security;
revoke all on public.texts, public.text_opt_outs from public, anon, authenticated, call_agent, job_worker;
grant select on public.texts, public.text_opt_outs to authenticated;
grant select on public.texts to call_agent;
grant select, insert, update, delete on public.texts, public.text_opt_outs to service_role;
create policy "members read their texts" on public.texts
  for select to authenticated
  using (tenant_id in (select private.tenants_where_i_am('viewer')));
create policy "a call reads its own texts" on public.texts
  for select to call_agent
  using (call_id = (select private.my_call_id()) and tenant_id = (select private.my_call_tenant()));
create policy "members read who wants no texts" on public.text_opt_outs
  for select to authenticated
  using (tenant_id in (select private.tenants_where_i_am('viewer')));

-- A section of a version's settings, or the platform's where the version has none.
create function private.section_of(p_tenant uuid, p_version integer, p_section text)
returns jsonb
language sql stable security definer
set search_path = ''
as $$
  select coalesce(
    (select config -> p_section from public.agent_versions where tenant_id = p_tenant and number = p_version),
    (select config -> p_section from public.platform_defaults),
    '{}'
  )
$$;

-- A whole number between 1 and `p_most`, or what stands for it where none is written.
create function private.cap_of(p_section jsonb, p_name text, p_usual integer, p_most integer)
returns integer
language sql immutable
set search_path = ''
as $$
  select case when p_section ->> p_name ~ '^\d{1,6}$'
    then greatest(least((p_section ->> p_name)::integer, p_most), 1) else p_usual end
$$;

-- Texts of one tenant are counted one after the other, so that a cap is exact.
create function private.lock_texts(p_tenant uuid)
returns void
language sql volatile
set search_path = ''
as $$
  select pg_advisory_xact_lock(hashtextextended('texts ' || p_tenant, 0))
$$;

-- Under the call's own token, to the number that the call came from and to no other. The same tool call is one text.
create function public.queue_text(p_tool_call_id text, p_template text, p_body text)
returns jsonb
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  this_call public.calls;
  line text;
  texting jsonb;
  known uuid;
  refusal text;
  words text := btrim(coalesce(p_body, ''));
begin
  select * into this_call from public.calls
  where id = private.my_call_id() and tenant_id = private.my_call_tenant();
  if this_call.id is null then
    raise exception using errcode = 'PT403', message = 'This call sends no texts.';
  end if;
  if words = '' or length(words) > 1600 or coalesce(p_tool_call_id, '') = '' then
    raise exception using errcode = 'PT400', message = 'A text has words, and the tool call that asked for it.';
  end if;
  perform private.lock_texts(this_call.tenant_id);

  select id into known from public.texts where call_id = this_call.id and tool_call_id = p_tool_call_id;
  if known is not null then
    return jsonb_build_object('result', 'queued', 'textId', known, 'repeated', true);
  end if;

  texting := coalesce(
    this_call.draft_config -> 'texting', private.section_of(this_call.tenant_id, this_call.version_number, 'texting')
  );
  select e164 into line from public.phone_numbers
  where id = this_call.phone_number_id and tenant_id = this_call.tenant_id;
  refusal := case
    when texting -> 'enabled' is distinct from 'true'::jsonb then 'off'
    when this_call.caller_number is null or this_call.caller_number !~ '^\+[1-9][0-9]{7,14}$' then 'no_number'
    when line is null or this_call.is_test then 'no_line'
    when exists (
      select from public.text_opt_outs where tenant_id = this_call.tenant_id and number = this_call.caller_number
    ) then 'opted_out'
    when (
      select count(*) from public.texts where call_id = this_call.id and direction = 'outbound'
    ) >= private.cap_of(texting, 'perCall', 2, 10) then 'call_cap'
    when (
      select count(*) from public.texts
      where tenant_id = this_call.tenant_id and to_number = this_call.caller_number and direction = 'outbound'
        and answers is null and created_at > now() - interval '24 hours'
    ) >= private.cap_of(texting, 'perCallerPerDay', 5, 20) then 'caller_cap'
    when (
      select count(*) from public.texts
      where tenant_id = this_call.tenant_id and direction = 'outbound' and status <> 'failed'
        and created_at > now() - interval '24 hours'
    ) >= private.cap_of(texting, 'perDay', 200, 2000) then 'tenant_cap'
  end;
  if refusal is not null then
    return jsonb_build_object('result', 'refused', 'why', refusal);
  end if;

  -- The first text that somebody gets says how to end them.
  if words !~* '\mstop\M' and not exists (
    select from public.texts
    where tenant_id = this_call.tenant_id and to_number = this_call.caller_number and direction = 'outbound'
  ) then
    words := left(words, 1567) || ' Reply STOP to get no more texts.';
  end if;
  insert into public.texts (tenant_id, call_id, direction, from_number, to_number, body, template, status, tool_call_id)
  values (
    this_call.tenant_id, this_call.id, 'outbound', line, this_call.caller_number, words, left(p_template, 80), 'queued',
    left(p_tool_call_id, 200)
  )
  returning id into known;
  -- 30 tries, further and further apart, are a little more than a day.
  insert into public.jobs (tenant_id, kind, payload, dedupe_key, max_attempts)
  values (this_call.tenant_id, 'send_text', jsonb_build_object('textId', known), known::text, 30);
  return jsonb_build_object('result', 'queued', 'textId', known, 'repeated', false);
end
$$;

-- The text that the token's job sends; null when the lease is lost or the text is gone.
create function private.my_text()
returns uuid
language sql stable security definer
set search_path = ''
as $$
  select t.id
  from (select (private.my_job()).*) as job
  join public.texts t on t.tenant_id = job.tenant_id and t.id = (job.payload ->> 'textId')::uuid
  where job.kind = 'send_text'
$$;

-- What is to be sent, and whether somebody may have sent it before. Null: there is nothing to send any more.
create function public.begin_text()
returns jsonb
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  mine public.texts;
  tried timestamptz;
begin
  select * into mine from public.texts where id = private.my_text() and status = 'queued' for no key update;
  if mine.id is null then
    return null;
  end if;
  if exists (select from public.text_opt_outs where tenant_id = mine.tenant_id and number = mine.to_number) then
    update public.texts set status = 'failed', problem = 'The number wants no texts.' where id = mine.id;
    return null;
  end if;
  tried := mine.tried_at;
  update public.texts set tried_at = coalesce(tried_at, now()) where id = mine.id;
  return jsonb_build_object(
    'id', mine.id, 'from', mine.from_number, 'to', mine.to_number, 'body', mine.body, 'triedAt', tried,
    'knownSids', coalesce((
      select jsonb_agg(provider_sid) from public.texts
      where tenant_id = mine.tenant_id and to_number = mine.to_number and provider_sid is not null
        and created_at > now() - interval '3 days'
    ), '[]')
  );
end
$$;

-- The carrier has it: the text and its job end together. False: another worker has the job now.
create function public.finish_text(p_sid text, p_segments integer)
returns boolean
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  mine constant uuid := private.my_text();
begin
  if mine is null then
    return false;
  end if;
  update public.texts
  set status = case when status = 'queued' then 'sent' else status end, provider_sid = coalesce(provider_sid, left(p_sid, 64)),
    segments = coalesce(p_segments, segments), sent_at = coalesce(sent_at, now()), problem = null
  where id = mine and status <> 'failed';
  return public.finish_job();
end
$$;

create function private.text_not_sent(p_text public.texts)
returns void
language sql volatile security definer
set search_path = ''
as $$
  select private.add_inbox_item(
    p_text.tenant_id, p_text.call_id, 'text', 'text not sent ' || p_text.id, 'A text did not reach the caller',
    coalesce(p_text.problem, 'It could not be sent.') || E'\nIt said: ' || left(p_text.body, 1600), false,
    case when p_text.to_number ~ '^\+[1-9][0-9]{7,14}$' then p_text.to_number end
  )
$$;

-- The carrier will never send it. `p_is_opt_out`: because that number wants none.
create function public.fail_text(p_problem text, p_is_opt_out boolean)
returns boolean
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  failed public.texts;
begin
  update public.texts set status = 'failed', problem = left(p_problem, 300)
  where id = private.my_text() and status = 'queued'
  returning * into failed;
  if failed.id is null then
    return false;
  end if;
  if p_is_opt_out then
    insert into public.text_opt_outs (tenant_id, number, keyword) values (failed.tenant_id, failed.to_number, 'carrier')
    on conflict do nothing;
  end if;
  perform private.text_not_sent(failed);
  return public.finish_job();
end
$$;

-- A text that was given up does not look as if it were on its way, and a person hears of it.
create function private.fail_dead_text()
returns trigger
language plpgsql security definer
set search_path = ''
as $$
declare
  failed public.texts;
begin
  update public.texts set status = 'failed', problem = 'It was tried for a day, and the carrier did not take it.'
  where id = (new.payload ->> 'textId')::uuid and tenant_id = new.tenant_id and status = 'queued'
  returning * into failed;
  if failed.id is not null then
    perform private.text_not_sent(failed);
  end if;
  return null;
end
$$;
create trigger jobs_dead_texts after update of state on public.jobs
  for each row when (new.state = 'dead' and new.kind = 'send_text') execute function private.fail_dead_text();

-- The carrier's account of a text, in any order and any number of copies: it only ever goes forward.
create function public.note_text_status(p_text uuid, p_sid text, p_status public.text_status, p_problem text)
returns boolean
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  noted public.texts;
begin
  update public.texts
  set status = p_status, provider_sid = left(p_sid, 64), sent_at = coalesce(sent_at, now()),
    problem = case when p_status = 'failed' then left(p_problem, 300) end
  where id = p_text and direction = 'outbound' and coalesce(provider_sid, p_sid) = p_sid
    and p_status in ('sent', 'delivered', 'failed')
    and (status = 'queued' or status = 'sent' and p_status in ('delivered', 'failed'))
  returning * into noted;
  if noted.id is null then
    return false;
  end if;
  if p_status = 'failed' then
    perform private.text_not_sent(noted);
  end if;
  return true;
end
$$;

-- As renderText of lib/text/template.ts fills it in, for what is answered in the same breath.
create function private.render_text(p_template text, p_values jsonb)
returns text
language plpgsql immutable
set search_path = ''
as $$
declare
  rendered text := '';
  rest text := p_template;
  found text;
begin
  loop
    found := substring(rest from '\{(business|agent|caller_name|address|link)\}');
    exit when found is null;
    rendered := rendered || split_part(rest, '{' || found || '}', 1) || btrim(coalesce(p_values ->> found, ''));
    rest := substr(rest, strpos(rest, '{' || found || '}') + length(found) + 2);
  end loop;
  rendered := regexp_replace(rendered || rest, '[ \t\r\f\v]+', ' ', 'g');
  rendered := regexp_replace(rendered, ' +([.,!?])', '\1', 'g');
  return left(btrim(regexp_replace(rendered, ' *\n *', E'\n', 'g'), E' \n'), 1600);
end
$$;

-- A text that came in: whose number it is, what it asks for, and what it is answered, in one round trip.
-- `p_is_answered`: the carrier has answered the keyword itself.
create function public.receive_text(
  p_sid text, p_to text, p_from text, p_body text, p_keyword text, p_is_answered boolean
)
returns jsonb
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  line public.phone_numbers;
  tenant public.tenants;
  texting jsonb;
  identity jsonb;
  reply text;
  this_text uuid;
  changed boolean := false;
  is_out boolean;
  lately bigint;
begin
  select * into line from public.phone_numbers where e164 = p_to;
  select * into tenant from public.tenants where id = line.tenant_id;
  if tenant.id is null or coalesce(p_sid, '') = '' or coalesce(p_from, '') = '' then
    return jsonb_build_object('result', 'unknown_number');
  end if;
  perform private.lock_texts(tenant.id);
  if exists (select from public.texts where provider_sid = p_sid) then
    return jsonb_build_object('result', 'duplicate');
  end if;

  -- A wish to be left alone is obeyed whatever else is so.
  if p_keyword = 'stop' then
    insert into public.text_opt_outs (tenant_id, number, keyword) values (tenant.id, left(p_from, 40), 'stop')
    on conflict do nothing;
    changed := found;
    update public.texts set status = 'failed', problem = 'The number wants no texts.'
    where tenant_id = tenant.id and to_number = p_from and status = 'queued';
  elsif p_keyword = 'start' then
    delete from public.text_opt_outs where tenant_id = tenant.id and number = p_from;
    changed := found;
  end if;

  select count(*) into lately from public.texts
  where tenant_id = tenant.id and from_number = p_from and direction = 'inbound' and created_at > now() - interval '1 hour';
  if lately >= 20 and not changed then
    return jsonb_build_object('result', 'limited');
  end if;

  insert into public.texts (tenant_id, direction, from_number, to_number, body, status, provider_sid, keyword)
  values (tenant.id, 'inbound', left(p_from, 40), p_to, left(p_body, 1600), 'received', p_sid,
    -- "Yes" to somebody who gets our texts anyhow is an answer, not a wish.
    case when p_keyword = 'start' and not changed then null else p_keyword end)
  returning id into this_text;

  texting := private.section_of(tenant.id, tenant.live_version, 'texting');
  identity := private.section_of(tenant.id, tenant.live_version, 'identity');
  is_out := exists (select from public.text_opt_outs where tenant_id = tenant.id and number = p_from);
  if p_keyword = 'stop' or p_keyword = 'help' or changed then
    -- Once for each change, and HELP a few times a day: two machines do not keep each other awake.
    if not p_is_answered and (changed or p_keyword = 'help' and 3 > (
      select count(*) from public.texts
      where tenant_id = tenant.id and from_number = p_from and keyword = 'help' and id <> this_text
        and created_at > now() - interval '24 hours'
    )) then
      reply := tenant.name || ': ' || case p_keyword
        when 'stop' then 'You will get no more texts from this number. Reply START to get them again.'
        when 'start' then 'You will get our texts again. Reply HELP for help, STOP to end them.'
        else 'For help, call ' || p_to || '. Message and data rates may apply. Reply STOP to get no more texts.'
      end;
    end if;
  else
    perform private.add_inbox_item(
      tenant.id, null, 'text', 'text ' || this_text, 'Text from ' || left(p_from, 40), left(p_body, 1600), false,
      case when p_from ~ '^\+[1-9][0-9]{7,14}$' then p_from end
    );
    if texting -> 'enabled' = 'true'::jsonb and not is_out and tenant.status = 'active'
      and coalesce(texting ->> 'autoReply', '') <> '' and not exists (
        select from public.texts
        where tenant_id = tenant.id and to_number = p_from and answers is not null and template = 'auto-reply'
          and created_at > now() - interval '12 hours'
      ) and (
        select count(*) from public.texts
        where tenant_id = tenant.id and direction = 'outbound' and status <> 'failed'
          and created_at > now() - interval '24 hours'
      ) < private.cap_of(texting, 'perDay', 200, 2000)
    then
      reply := private.render_text(texting ->> 'autoReply', jsonb_build_object(
        'business', coalesce(nullif(identity ->> 'businessName', ''), tenant.name),
        'agent', coalesce(nullif(identity ->> 'agentName', ''), 'our team'),
        'caller_name', 'there', 'address', identity ->> 'address', 'link', texting ->> 'link'
      ));
    end if;
  end if;

  if coalesce(reply, '') <> '' then
    insert into public.texts (tenant_id, direction, from_number, to_number, body, template, status, answers, sent_at)
    values (tenant.id, 'outbound', p_to, left(p_from, 40), left(reply, 1600), coalesce(
      case when p_keyword = 'help' or changed then p_keyword end, 'auto-reply'), 'sent', this_text, now());
  end if;
  return jsonb_build_object('result', 'stored', 'textId', this_text, 'reply', nullif(reply, ''));
end
$$;

-- What a call wrote goes when its words go; what came in goes by its own age, when its tenant's words are cleared up.
create function private.remove_texts_of_call()
returns trigger
language plpgsql security definer
set search_path = ''
as $$
begin
  delete from public.texts where call_id = new.id and tenant_id = new.tenant_id;
  return null;
end
$$;
create trigger calls_words_removed_texts after update of words_removed_at on public.calls
  for each row when (new.words_removed_at is not null and old.words_removed_at is null)
  execute function private.remove_texts_of_call();

create function private.remove_old_texts()
returns trigger
language plpgsql security definer
set search_path = ''
as $$
declare
  until constant timestamptz := now() - make_interval(days => private.transcript_days(new.tenant_id));
begin
  delete from public.texts where tenant_id = new.tenant_id and call_id is null and created_at <= until;
  delete from public.inbox_items
  where tenant_id = new.tenant_id and call_id is null and kind = 'text' and created_at <= until;
  return null;
end
$$;
create trigger jobs_old_texts after update of state on public.jobs
  for each row when (new.state = 'done' and new.kind = 'apply_retention') execute function private.remove_old_texts();

create function private.remove_texts_of_caller()
returns trigger
language plpgsql security definer
set search_path = ''
as $$
begin
  delete from public.texts
  where tenant_id = old.tenant_id
    and (direction = 'outbound' and to_number = old.e164 or direction = 'inbound' and from_number = old.e164);
  delete from public.inbox_items where tenant_id = old.tenant_id and kind = 'text' and phone_number = old.e164;
  return null;
end
$$;
create trigger callers_erased_texts after delete on public.callers
  for each row execute function private.remove_texts_of_caller();

revoke all on function private.section_of, private.cap_of, private.lock_texts, private.my_text, private.text_not_sent,
  private.fail_dead_text, private.render_text, private.remove_texts_of_call, private.remove_old_texts,
  private.remove_texts_of_caller from public;
revoke all on function public.queue_text, public.begin_text, public.finish_text, public.fail_text, public.note_text_status,
  public.receive_text from public, anon, authenticated;
grant execute on function public.queue_text to call_agent;
grant execute on function public.begin_text, public.finish_text, public.fail_text to job_worker;
grant execute on function public.note_text_status, public.receive_text to service_role;
