-- Appointments that callers make, move and cancel. Two of one calendar never overlap, whatever two calls do at once.

create extension if not exists btree_gist with schema extensions;

create type public.appointment_status as enum ('booked', 'moved', 'cancelled');

create table public.appointments (
  id uuid primary key default gen_random_uuid(),
  tenant_id uuid not null references public.tenants on delete cascade,
  -- Short enough to say; the same through every move.
  reference text not null check (reference ~ '^[A-Z]{2}[2-9]{3}$'),
  status public.appointment_status not null default 'booked',
  -- What is booked and where, by the ids of the settings, with the names as they were then.
  calendar_id text not null check (calendar_id ~ '^[a-z0-9-]{1,40}$'),
  calendar_name text not null check (length(calendar_name) between 1 and 60),
  service_id text not null check (service_id ~ '^[a-z0-9-]{1,40}$'),
  service_name text not null check (length(service_name) between 1 and 60),
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  -- With the time that is kept free after it.
  blocked_until timestamptz not null,
  during tstzrange not null generated always as (tstzrange(starts_at, blocked_until, '[)')) stored,
  -- Of the business, when it was booked.
  time_zone text not null check (length(time_zone) between 1 and 60),
  caller_number text check (length(caller_number) <= 80),
  caller_name text not null default '' check (length(caller_name) <= 120),
  caller_email text check (length(caller_email) <= 254),
  note text not null default '' check (length(note) <= 1000),
  confirm_by text not null default 'none' check (confirm_by in ('text', 'mail', 'none')),
  -- Made in a test call: it keeps nobody else from the time.
  is_test boolean not null default false,
  call_id uuid,
  -- The model's id of the tool call: the same request twice is one appointment.
  tool_call_id text check (length(tool_call_id) <= 200),
  -- The one that was moved here.
  replaces uuid,
  changed_by uuid references identity.users on delete set null,
  created_at timestamptz not null default now(),
  -- When it was moved away or cancelled.
  ended_at timestamptz,
  unique (id, tenant_id),
  unique (call_id, tool_call_id),
  foreign key (call_id, tenant_id) references public.calls (id, tenant_id) on delete set null (call_id),
  foreign key (replaces, tenant_id) references public.appointments (id, tenant_id) on delete set null (replaces),
  check (starts_at < ends_at and ends_at <= blocked_until and blocked_until <= starts_at + interval '36 hours'),
  check ((status = 'booked') = (ended_at is null)),
  constraint appointments_never_overlap
    exclude using gist (tenant_id with =, calendar_id with =, during with &&) where (status = 'booked' and not is_test)
);
comment on table public.appointments is 'What callers have booked. A move leaves the old time as a row of its own.';
create index appointments_by_time on public.appointments (tenant_id, starts_at, id);
create unique index appointments_by_reference on public.appointments (tenant_id, reference) where status = 'booked';
create index appointments_by_caller on public.appointments (tenant_id, caller_number, starts_at);
create index appointments_by_origin on public.appointments (replaces);
create index appointments_by_changer on public.appointments (changed_by);

alter table public.appointments enable row level security;
alter table public.appointments force row level security;
revoke all on public.appointments from public, anon, authenticated, call_agent;
grant select on public.appointments to authenticated;
grant select, insert, update, delete on public.appointments to service_role;
create policy "members read their appointments" on public.appointments
  for select to authenticated
  using (tenant_id in (select private.tenants_where_i_am('viewer')));

-- Letters and digits that are not taken for one another on a telephone.
create function private.new_reference(p_tenant uuid)
returns text
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  letters constant text := 'ACDFGHJKLMPRTWXY';
  found text;
begin
  loop
    select string_agg(substr(letters, 1 + floor(random() * length(letters))::integer, 1), '')
      || (select string_agg((2 + floor(random() * 8)::integer)::text, '') from generate_series(1, 3))
    into found
    from generate_series(1, 2);
    exit when not exists (select from public.appointments where tenant_id = p_tenant and reference = found);
  end loop;
  return found;
end
$$;

-- The words of a name, for comparing what is said with what was written down.
create function private.name_words(p_name text)
returns text[]
language sql immutable
set search_path = ''
as $$
  select array_remove(regexp_split_to_array(lower(coalesce(p_name, '')), '[^[:alpha:]]+'), '')
$$;

-- Whoever shows this number may touch it, and so may the very call that made it. A number is no proof: callers are asked for
-- the name or the reference besides.
create function private.is_theirs(p_appointment public.appointments, p_call public.calls)
returns boolean
language sql immutable
set search_path = ''
as $$
  select p_appointment.tenant_id = p_call.tenant_id and p_appointment.is_test = p_call.is_test
    and (
      p_appointment.call_id is not distinct from p_call.id
      or p_call.channel = 'phone' and p_call.caller_number ~ '^\+[1-9][0-9]{7,14}$'
        and p_appointment.caller_number is not distinct from p_call.caller_number
    )
$$;

-- The call of this token, one booking of its tenant at a time.
create function private.my_booking_call()
returns public.calls
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  mine public.calls;
begin
  select * into mine from public.calls where id = private.my_call_id() and tenant_id = private.my_call_tenant();
  if mine.id is null then
    raise exception using errcode = 'PT403', message = 'This call is over.';
  end if;
  perform pg_advisory_xact_lock(hashtextextended('appointments ' || mine.tenant_id, 0));
  return mine;
end
$$;

-- In the first of these calendars that is free then; null where none is. `p_calendars`: [{id, name}].
create function private.place_appointment(p_row public.appointments, p_calendars jsonb)
returns public.appointments
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  calendar jsonb;
  placed public.appointments;
begin
  for calendar in select value from jsonb_array_elements(p_calendars) loop
    -- The constraint leaves test calls out: here they give way to what is real, and to what the same call has booked.
    continue when p_row.is_test and exists (
      select from public.appointments a
      where a.tenant_id = p_row.tenant_id and a.calendar_id = calendar ->> 'id' and a.status = 'booked'
        and a.during && tstzrange(p_row.starts_at, p_row.blocked_until, '[)')
        and (not a.is_test or a.call_id = p_row.call_id)
    );
    insert into public.appointments (
      tenant_id, reference, calendar_id, calendar_name, service_id, service_name, starts_at, ends_at, blocked_until,
      time_zone, caller_number, caller_name, caller_email, note, confirm_by, is_test, call_id, tool_call_id, replaces,
      changed_by
    )
    values (
      p_row.tenant_id, p_row.reference, calendar ->> 'id', left(calendar ->> 'name', 60), p_row.service_id,
      left(p_row.service_name, 60), p_row.starts_at, p_row.ends_at, p_row.blocked_until, p_row.time_zone,
      p_row.caller_number, left(p_row.caller_name, 120), p_row.caller_email, left(p_row.note, 1000), p_row.confirm_by,
      p_row.is_test, p_row.call_id, p_row.tool_call_id, p_row.replaces, p_row.changed_by
    )
    on conflict do nothing
    returning * into placed;
    exit when placed.id is not null;
  end loop;
  return placed;
end
$$;

-- What the business and the caller are told of a change: `booked`, `moved` or `cancelled`.
create function private.tell_of_appointment(p_row public.appointments, p_change text)
returns void
language plpgsql volatile security definer
set search_path = ''
as $$
begin
  if p_row.is_test then
    return;
  end if;
  if p_row.changed_by is null then
    perform private.add_inbox_item(
      p_row.tenant_id, p_row.call_id, 'appointment', 'appointment ' || p_row.id || ' ' || p_change,
      case p_change when 'booked' then 'New appointment' when 'moved' then 'Appointment moved' else 'Appointment cancelled' end
        || ': ' || p_row.service_name || coalesce(' for ' || nullif(p_row.caller_name, ''), ''),
      to_char(p_row.starts_at at time zone p_row.time_zone, 'FMDay, FMDD FMMonth YYYY "at" FMHH12:MI am') || ', '
        || p_row.calendar_name || '. Reference ' || p_row.reference || '.' || coalesce(E'\n' || nullif(p_row.note, ''), ''),
      false, case when p_row.caller_number ~ '^\+[1-9][0-9]{7,14}$' then p_row.caller_number end
    );
  end if;
  -- A text goes out under the token of the call that made the change; mail is written later.
  if p_row.confirm_by = 'mail' and p_row.caller_email is not null then
    perform private.queue_job(
      p_row.tenant_id, 'confirm_appointment', jsonb_build_object('appointmentId', p_row.id, 'change', p_change), null, now()
    );
  end if;
end
$$;

create function private.told_appointment(p_row public.appointments)
returns jsonb
language sql stable
set search_path = ''
as $$
  select jsonb_build_object(
    'result', 'done', 'id', p_row.id, 'reference', p_row.reference, 'calendarId', p_row.calendar_id,
    'calendarName', p_row.calendar_name, 'serviceId', p_row.service_id, 'serviceName', p_row.service_name,
    'startsAt', p_row.starts_at
  )
$$;

-- What is taken in this call's business between two moments, by calendar and nothing else.
create function public.busy_times(p_from timestamptz, p_until timestamptz)
returns table (calendar_id text, starts_at timestamptz, blocked_until timestamptz)
language sql stable security definer
set search_path = ''
as $$
  select a.calendar_id, a.starts_at, a.blocked_until
  from public.appointments a
  where a.tenant_id = private.my_call_tenant() and a.status = 'booked'
    and (not a.is_test or a.call_id = private.my_call_id())
    and a.starts_at < p_until and a.starts_at > p_from - interval '36 hours' and a.blocked_until > p_from
  order by a.starts_at, a.calendar_id
$$;

-- `p_wish`: {calendars: [{id, name}], serviceId, serviceName, startsAt, endsAt, blockedUntil, timeZone, callerName,
-- callerEmail, note, confirmBy, mostOpen}. Gives {result: done, …}, {result: taken} or {result: too_many}.
create function public.book_appointment(p_tool_call_id text, p_wish jsonb)
returns jsonb
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  mine constant public.calls := private.my_booking_call();
  wanted public.appointments;
  placed public.appointments;
begin
  -- An answer that came too late does not make a second one either.
  select * into placed
  from public.appointments
  where call_id = mine.id and (
    tool_call_id = p_tool_call_id
    or status = 'booked' and service_id = p_wish ->> 'serviceId' and starts_at = (p_wish ->> 'startsAt')::timestamptz
      and private.name_words(caller_name) = private.name_words(p_wish ->> 'callerName')
  )
  order by tool_call_id = p_tool_call_id desc
  limit 1;
  if placed.id is not null then
    return private.told_appointment(placed);
  end if;
  if (
    select count(*)
    from public.appointments a
    where a.tenant_id = mine.tenant_id and a.status = 'booked' and a.starts_at > now() and private.is_theirs(a, mine)
  ) >= (p_wish ->> 'mostOpen')::integer then
    return '{"result": "too_many"}';
  end if;

  wanted.tenant_id := mine.tenant_id;
  wanted.reference := private.new_reference(mine.tenant_id);
  wanted.service_id := p_wish ->> 'serviceId';
  wanted.service_name := p_wish ->> 'serviceName';
  wanted.starts_at := (p_wish ->> 'startsAt')::timestamptz;
  wanted.ends_at := (p_wish ->> 'endsAt')::timestamptz;
  wanted.blocked_until := (p_wish ->> 'blockedUntil')::timestamptz;
  wanted.time_zone := p_wish ->> 'timeZone';
  wanted.caller_number := mine.caller_number;
  wanted.caller_name := p_wish ->> 'callerName';
  wanted.caller_email := p_wish ->> 'callerEmail';
  wanted.note := coalesce(p_wish ->> 'note', '');
  wanted.confirm_by := p_wish ->> 'confirmBy';
  wanted.is_test := mine.is_test;
  wanted.call_id := mine.id;
  wanted.tool_call_id := p_tool_call_id;
  placed := private.place_appointment(wanted, p_wish -> 'calendars');
  if placed.id is null then
    return '{"result": "taken"}';
  end if;
  perform private.tell_of_appointment(placed, 'booked');
  return private.told_appointment(placed);
end
$$;

-- Those to come of whoever calls, by the reference or by the name that they say. Nothing without one of the two.
create function public.find_my_appointments(p_reference text, p_name text)
returns table (
  id uuid, reference text, service_id text, service_name text, calendar_id text, starts_at timestamptz
)
language sql stable security definer
set search_path = ''
as $$
  select a.id, a.reference, a.service_id, a.service_name, a.calendar_id, a.starts_at
  from public.calls c
  join public.appointments a on a.tenant_id = c.tenant_id
  where c.id = private.my_call_id() and c.tenant_id = private.my_call_tenant()
    and a.status = 'booked' and a.starts_at > now() and private.is_theirs(a, c)
    and (
      a.reference = upper(regexp_replace(coalesce(p_reference, ''), '[^[:alnum:]]', '', 'g'))
      or cardinality(private.name_words(p_name)) > 0 and cardinality(private.name_words(a.caller_name)) > 0
        and (
          private.name_words(p_name) <@ private.name_words(a.caller_name)
          or private.name_words(a.caller_name) <@ private.name_words(p_name)
        )
    )
  order by a.starts_at
  limit 10
$$;

-- The old time is free and the new one taken in one step, or neither. `p_wish`: {calendars, startsAt, endsAt, blockedUntil}.
-- Gives {result: done, …}, {result: taken} or {result: unknown}.
create function public.move_appointment(p_tool_call_id text, p_appointment uuid, p_wish jsonb)
returns jsonb
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  mine constant public.calls := private.my_booking_call();
  moving public.appointments;
  placed public.appointments;
begin
  select * into placed from public.appointments where call_id = mine.id and tool_call_id = p_tool_call_id;
  if placed.id is not null then
    return private.told_appointment(placed);
  end if;
  select * into moving
  from public.appointments a
  where a.id = p_appointment and a.status = 'booked' and a.starts_at > now() and private.is_theirs(a, mine)
  for update;
  if moving.id is null then
    return '{"result": "unknown"}';
  end if;

  update public.appointments set status = 'moved', ended_at = now() where id = moving.id;
  moving.replaces := moving.id;
  moving.starts_at := (p_wish ->> 'startsAt')::timestamptz;
  moving.ends_at := (p_wish ->> 'endsAt')::timestamptz;
  moving.blocked_until := (p_wish ->> 'blockedUntil')::timestamptz;
  moving.call_id := mine.id;
  moving.tool_call_id := p_tool_call_id;
  moving.changed_by := null;
  placed := private.place_appointment(moving, p_wish -> 'calendars');
  if placed.id is null then
    update public.appointments set status = 'booked', ended_at = null where id = p_appointment;
    return '{"result": "taken"}';
  end if;
  perform private.tell_of_appointment(placed, 'moved');
  return private.told_appointment(placed);
end
$$;

create function public.cancel_appointment(p_appointment uuid)
returns jsonb
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  mine constant public.calls := private.my_booking_call();
  gone public.appointments;
begin
  update public.appointments a
  set status = 'cancelled', ended_at = now(), changed_by = null
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

-- What members do. The length stays; a null calendar keeps the present one. `p_calendar`: {id, name}.
create function public.reschedule_appointment(
  p_tenant uuid, p_appointment uuid, p_starts_at timestamptz, p_calendar jsonb default null
)
returns uuid
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  moving public.appointments;
  placed public.appointments;
begin
  perform private.require_change(p_tenant, 'staff', 'Only staff or above can change appointments.');
  perform pg_advisory_xact_lock(hashtextextended('appointments ' || p_tenant, 0));
  select * into moving
  from public.appointments where id = p_appointment and tenant_id = p_tenant and status = 'booked' for update;
  if moving.id is null then
    raise exception using errcode = 'PT404', message = 'This appointment was moved or cancelled in the meantime.';
  end if;

  update public.appointments set status = 'moved', ended_at = now() where id = moving.id;
  moving.replaces := moving.id;
  moving.ends_at := p_starts_at + (moving.ends_at - moving.starts_at);
  moving.blocked_until := p_starts_at + (moving.blocked_until - moving.starts_at);
  moving.starts_at := p_starts_at;
  moving.tool_call_id := null;
  moving.changed_by := private.my_id();
  placed := private.place_appointment(
    moving, jsonb_build_array(coalesce(p_calendar, jsonb_build_object('id', moving.calendar_id, 'name', moving.calendar_name)))
  );
  if placed.id is null then
    raise exception using errcode = 'PT409', message = 'Somebody else has that time. Choose another.';
  end if;
  perform private.tell_of_appointment(placed, 'moved');
  return placed.id;
end
$$;

create function public.call_off_appointment(p_tenant uuid, p_appointment uuid)
returns void
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  gone public.appointments;
begin
  perform private.require_change(p_tenant, 'staff', 'Only staff or above can change appointments.');
  update public.appointments
  set status = 'cancelled', ended_at = now(), changed_by = private.my_id()
  where id = p_appointment and tenant_id = p_tenant and status = 'booked'
  returning * into gone;
  if gone.id is null then
    raise exception using errcode = 'PT404', message = 'This appointment was moved or cancelled in the meantime.';
  end if;
  perform private.tell_of_appointment(gone, 'cancelled');
end
$$;

-- Takes a cancellation back, where nobody else has the time by now.
create function public.restore_appointment(p_tenant uuid, p_appointment uuid)
returns void
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  back public.appointments;
begin
  perform private.require_change(p_tenant, 'staff', 'Only staff or above can change appointments.');
  begin
    update public.appointments
    set status = 'booked', ended_at = null, changed_by = private.my_id()
    where id = p_appointment and tenant_id = p_tenant and status = 'cancelled'
    returning * into back;
  exception when exclusion_violation or unique_violation then
    raise exception using errcode = 'PT409', message = 'Somebody else has that time by now.';
  end;
  if back.id is null then
    raise exception using errcode = 'PT404', message = 'There is no such cancelled appointment.';
  end if;
  perform private.tell_of_appointment(back, 'booked');
end
$$;

-- Under the token of a job that confirms: what there is to say, and to whom. Null: nothing any more.
create function public.appointment_to_confirm()
returns jsonb
language sql stable security definer
set search_path = ''
as $$
  select private.told_appointment(a) || jsonb_build_object(
    'change', j.payload ->> 'change', 'timeZone', a.time_zone, 'callerEmail', a.caller_email,
    'callerNumber', a.caller_number, 'confirmBy', a.confirm_by, 'businessName', t.name, 'callId', a.call_id
  )
  from private.my_job() as j
  join public.appointments a on a.id = (j.payload ->> 'appointmentId')::uuid and a.tenant_id = j.tenant_id
  join public.tenants t on t.id = j.tenant_id
  where j.kind = 'confirm_appointment' and (a.status = 'cancelled') = (j.payload ->> 'change' = 'cancelled')
    and a.status <> 'moved'
$$;

-- Into the outbox, to the address that the caller gave, and the end of the job, in one step. False: the lease was lost.
create function public.mail_appointment(p_subject text, p_text text, p_html text)
returns boolean
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  job public.jobs;
  address text;
begin
  select * into job from public.jobs where id = (private.my_job()).id for no key update;
  if job.id is null or job.lease is distinct from (auth.jwt() ->> 'lease')::uuid or job.kind <> 'confirm_appointment' then
    return false;
  end if;
  select caller_email into address
  from public.appointments where id = (job.payload ->> 'appointmentId')::uuid and tenant_id = job.tenant_id;
  if address is not null then
    insert into identity.mails (to_address, subject, body_text, body_html) values (address, left(p_subject, 200), p_text, p_html);
  end if;
  update public.jobs
  set state = 'done', finished_at = now(), last_error = null, lease = null, locked_by = null, locked_until = null
  where id = job.id;
  return true;
end
$$;

-- With the words of a call go the names in what it booked, once that lies in the past.
create function private.forget_past_appointments()
returns trigger
language plpgsql security definer
set search_path = ''
as $$
begin
  update public.appointments a
  set caller_name = '', caller_email = null, caller_number = null, note = ''
  from public.calls c
  where a.tenant_id = new.tenant_id and a.ends_at < now() and c.id = a.call_id and c.words_removed_at is not null
    and (a.caller_name, a.note) <> ('', '');
  return null;
end
$$;
create trigger calls_forget_appointments after update of words_removed_at on public.calls
  for each row when (new.words_removed_at is not null and old.words_removed_at is null)
  execute function private.forget_past_appointments();

-- Who is erased is erased from the appointments too; the time stays taken.
create function private.erase_from_appointments()
returns trigger
language plpgsql security definer
set search_path = ''
as $$
begin
  update public.appointments
  set caller_name = '', caller_email = null, caller_number = null, note = ''
  where tenant_id = old.tenant_id and caller_number = old.e164;
  return null;
end
$$;
create trigger callers_erase_from_appointments after delete on public.callers
  for each row execute function private.erase_from_appointments();

revoke all on function private.new_reference, private.name_words, private.is_theirs, private.my_booking_call,
  private.place_appointment, private.tell_of_appointment, private.told_appointment, private.forget_past_appointments,
  private.erase_from_appointments from public;
revoke all on function public.busy_times, public.book_appointment, public.find_my_appointments, public.move_appointment,
  public.cancel_appointment, public.reschedule_appointment, public.call_off_appointment, public.restore_appointment,
  public.appointment_to_confirm, public.mail_appointment from public, anon, authenticated;
grant execute on function public.busy_times, public.book_appointment, public.find_my_appointments, public.move_appointment,
  public.cancel_appointment to call_agent;
grant execute on function public.reschedule_appointment, public.call_off_appointment, public.restore_appointment
  to authenticated;
grant execute on function public.appointment_to_confirm, public.mail_appointment to job_worker;
