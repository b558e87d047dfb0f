-- Costs outside of conversations: they stand in the same ledger, once each, and in every sum of it.

alter table public.usage_ledger
  alter column call_id drop not null,
  -- Our own number that it was for, where no call says so.
  add column line text check (length(line) between 1 and 40),
  add constraint usage_ledger_tenant foreign key (tenant_id) references public.tenants on delete cascade,
  drop constraint usage_ledger_micro_dollars_check,
  -- A text costs what the carrier says at last; where that is less than was noted, the difference is below zero.
  add constraint usage_ledger_micro_dollars_check check (micro_dollars >= 0 or kind = 'text');
comment on column public.usage_ledger.call_id is 'Null for what belongs to no call.';
comment on column public.usage_ledger.priced_by is
  'The first day of the price table in lib/billing/prices.ts, or the day on which the carrier said the price.';
create unique index usage_ledger_apart_once on public.usage_ledger (tenant_id, kind, provider_id) where call_id is null;
-- A text's cost is looked for when its price is said.
create unique index usage_ledger_texts on public.usage_ledger (tenant_id, provider_id) where kind = 'text';
create index usage_ledger_apart on public.usage_ledger (tenant_id, at) include (line, kind, micro_dollars)
  where call_id is null;
-- A price that is corrected after the business moved to another zone may fall on another day than what it corrects.
alter table public.usage_daily drop constraint usage_daily_micro_dollars_check;

create or replace function private.use_of(p_tenant uuid)
returns jsonb
language sql stable security definer
set search_path = ''
as $$
  select jsonb_build_object(
    'day', today.day,
    'dayMicroDollars', greatest(0, coalesce(sum(d.micro_dollars) filter (where d.day = today.day), 0)),
    'daySeconds', coalesce(sum(d.seconds) filter (where d.day = today.day), 0),
    'monthSeconds', coalesce(sum(d.seconds), 0),
    'liveSeconds', (
      select coalesce(sum(greatest(0, extract(epoch from now() - answered_at))), 0)::bigint
      from public.calls
      where tenant_id = p_tenant and status <> 'ended' and lease_until > now() and channel = 'phone'
    )
  )
  from (select (now() at time zone private.zone_of(p_tenant))::date as day) as today
  left join public.usage_daily d
    on d.tenant_id = p_tenant and d.day >= date_trunc('month', today.day)::date and d.day <= today.day
  group by today.day
$$;

-- Of the calls alone what their servers count themselves, for that is what they take it from: the rest is in the day's sum.
create or replace function public.call_use(p_calls uuid[])
returns jsonb
language sql stable security definer
set search_path = ''
as $$
  select private.use_of(mine.tenant_id) || jsonb_build_object(
    'calls', (
      select coalesce(jsonb_object_agg(of_call.call_id, of_call.spent), '{}')
      from (
        select u.call_id, jsonb_build_object(
          'microDollars', coalesce(sum(u.micro_dollars), 0),
          'todayMicroDollars', coalesce(sum(u.micro_dollars) filter (
            where (u.at at time zone mine.zone)::date = (now() at time zone mine.zone)::date), 0)
        ) as spent
        from public.usage_ledger u
        where u.call_id = any (p_calls[1:200]) and u.tenant_id = mine.tenant_id
          and u.kind in ('response', 'transcription', 'carrier_minutes')
        group by u.call_id
      ) as of_call
    )
  )
  from (
    select tenant_id, private.zone_of(tenant_id) as zone
    from (select private.my_call_tenant() as tenant_id) as named
    where tenant_id is not null
  ) as mine
$$;

-- What a job has paid for, under its own token, once each: [{kind, providerId, model, raw, at, callId, line,
-- microDollars, pricedBy}]. It is owed all the same when the lease was lost meanwhile. Gives how many were new.
create function public.note_job_usage(p_entries jsonb)
returns integer
language sql volatile security definer
set search_path = ''
as $$
  with noted as (
    insert into public.usage_ledger (
      call_id, tenant_id, kind, provider_id, model, raw, micro_dollars, priced_by, at, line
    )
    select
      (select c.id from public.calls c where c.id = (entry ->> 'callId')::uuid and c.tenant_id = job.tenant_id),
      job.tenant_id, (entry ->> 'kind')::public.usage_kind, entry ->> 'providerId', entry ->> 'model', entry -> 'raw',
      (entry ->> 'microDollars')::bigint, (entry ->> 'pricedBy')::date, (entry ->> 'at')::timestamptz,
      entry ->> 'line'
    from public.jobs job
    cross join lateral jsonb_array_elements(p_entries) as entry
    where job.id = (auth.jwt() ->> 'job_id')::uuid
    on conflict do nothing
    returning 1
  )
  select count(*)::integer from noted
$$;

-- Every text that the carrier took or brought is priced at once, and once more when the carrier says what it took.
create function private.queue_text_prices()
returns trigger
language plpgsql security definer
set search_path = ''
as $$
begin
  perform private.queue_job(new.tenant_id, 'price_text', jsonb_build_object('textId', new.id), new.id::text, now());
  if new.provider_sid is not null then
    -- Mostly known within minutes, at times after a day: 30 tries, further and further apart.
    insert into public.jobs (tenant_id, kind, payload, dedupe_key, max_attempts, run_at)
    values (
      new.tenant_id, 'correct_text_price', jsonb_build_object('textId', new.id, 'sid', new.provider_sid), new.id::text,
      30, now() + interval '10 minutes'
    )
    on conflict (tenant_id, kind, dedupe_key) do nothing;
  end if;
  return null;
end
$$;
create trigger texts_have_a_price after insert or update of sent_at, provider_sid on public.texts
  for each row when (new.direction = 'inbound' or new.sent_at is not null) execute function private.queue_text_prices();

-- For the job that prices it; null when the text is gone.
create function public.text_to_price()
returns jsonb
language sql stable security definer
set search_path = ''
as $$
  select jsonb_build_object(
    'id', t.id, 'callId', t.call_id, 'direction', t.direction, 'from', t.from_number, 'to', t.to_number,
    'body', t.body, 'segments', t.segments, 'sid', t.provider_sid, 'at', coalesce(t.sent_at, t.created_at)
  )
  from private.my_job() as job
  join public.texts t on t.tenant_id = job.tenant_id and t.id = (job.payload ->> 'textId')::uuid
  where job.kind = 'price_text'
$$;

-- What the carrier took for the text of the token's job. The ledger gets the difference to what it has, at the same
-- moment; where it has nothing yet, the whole. Null: it never said. False: nothing is known of that text any more.
create function public.note_text_price(p_micro_dollars bigint, p_raw jsonb)
returns boolean
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  job public.jobs := private.my_job();
  this_text constant text := job.payload ->> 'textId';
  today constant date := (now() at time zone 'UTC')::date;
  noted public.usage_ledger;
begin
  if job.kind is distinct from 'correct_text_price' or p_micro_dollars < 0 then
    return false;
  end if;
  update public.texts set micro_dollars = p_micro_dollars where id = this_text::uuid and tenant_id = job.tenant_id;

  insert into public.usage_ledger (call_id, tenant_id, kind, provider_id, model, raw, micro_dollars, priced_by, at, line)
  select t.call_id, t.tenant_id, 'text', this_text, 'sms-as-reported', p_raw, p_micro_dollars,
    case when p_micro_dollars is not null then today end, coalesce(t.sent_at, t.created_at),
    case t.direction when 'inbound' then t.to_number else t.from_number end
  from public.texts t
  where t.id = this_text::uuid and t.tenant_id = job.tenant_id
  on conflict do nothing;
  if found then
    return true;
  end if;

  select * into noted from public.usage_ledger
  where tenant_id = job.tenant_id and kind = 'text' and provider_id = this_text;
  if noted.id is null then
    return false;
  end if;
  if p_micro_dollars <> coalesce(noted.micro_dollars, 0) then
    insert into public.usage_ledger (call_id, tenant_id, kind, provider_id, model, raw, micro_dollars, priced_by, at, line)
    values (
      noted.call_id, job.tenant_id, 'text', this_text || ' price', 'sms-as-reported', p_raw,
      p_micro_dollars - coalesce(noted.micro_dollars, 0), today, noted.at, noted.line
    )
    on conflict do nothing;
  end if;
  return true;
end
$$;

revoke all on function private.queue_text_prices from public;
revoke all on function public.note_job_usage, public.text_to_price, public.note_text_price from public, anon, authenticated;
grant execute on function public.note_job_usage, public.text_to_price, public.note_text_price to job_worker;

-- For the job that brings a voicemail; its words are part of what the call cost. Null: it is not wanted any more.
create or replace function public.voicemail_work()
returns jsonb
language sql stable security definer
set search_path = ''
as $$
  select jsonb_build_object(
    'voicemailId', v.id, 'callId', v.call_id, 'accountSid', v.account_sid, 'recordingSid', v.recording_sid,
    'state', v.state, 'seconds', v.seconds, 'path', v.tenant_id || '/voicemail-' || v.id || '.wav'
  )
  from private.my_job() as job
  join public.voicemails v on v.tenant_id = job.tenant_id and v.id::text = job.payload ->> 'voicemailId'
  where job.kind = 'keep_voicemail'
$$;
