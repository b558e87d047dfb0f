-- A telephone of a member's own, in one business: it counts once a code that was sent to it has come back.

create table public.member_phones (
  tenant_id uuid not null references public.tenants on delete cascade,
  user_id uuid not null,
  e164 text not null check (e164 ~ '^\+[1-9][0-9]{7,14}$'),
  country text not null check (country ~ '^[A-Z]{2}$'),
  verified_at timestamptz,
  changed_at timestamptz not null default now(),
  primary key (tenant_id, user_id),
  foreign key (tenant_id, user_id) references public.members (tenant_id, user_id) on delete cascade
);
comment on table public.member_phones is 'The telephone by which a member takes calls over. Seen by that member alone; written only by functions.';
create index member_phones_by_user on public.member_phones (user_id);

create table public.phone_codes (
  id uuid primary key default gen_random_uuid(),
  tenant_id uuid not null,
  user_id uuid not null,
  e164 text not null,
  from_number text not null,
  -- Keyed outside of the database, and made when it is sent: whoever reads this cannot try all codes against it.
  code_hash text check (length(code_hash) <= 64),
  tries integer not null default 0 check (tries between 0 and 5),
  asked_at timestamptz not null default now(),
  expires_at timestamptz not null default now() + interval '10 minutes',
  sent_at timestamptz,
  used_at timestamptz,
  problem text check (length(problem) <= 300),
  -- Not of the telephone: whoever removes theirs and adds it again is still counted.
  foreign key (tenant_id, user_id) references public.members (tenant_id, user_id) on delete cascade
);
comment on table public.phone_codes is 'Codes that were sent to telephones of members. No people: a code is asked for and checked by functions.';
create index phone_codes_by_member on public.phone_codes (tenant_id, user_id, asked_at desc);
create index phone_codes_by_number on public.phone_codes (e164, asked_at);

alter table public.member_phones enable row level security;
alter table public.member_phones force row level security;
alter table public.phone_codes enable row level security;
alter table public.phone_codes force row level security;
revoke all on public.member_phones, public.phone_codes from public, anon, authenticated, call_agent, job_worker;
grant select on public.member_phones to authenticated;
grant select, insert, update, delete on public.member_phones, public.phone_codes to service_role;
create policy "a member sees their own telephone" on public.member_phones
  for select to authenticated
  using (user_id = (select private.my_id()) and tenant_id in (select private.tenants_where_i_am('viewer')));

-- Another number is another telephone: it has to be verified anew. Gives the code that will be sent, never what it says.
create function public.set_my_phone(p_tenant uuid, p_e164 text, p_country text)
returns uuid
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  me constant uuid := private.my_id();
  known public.member_phones;
  line text;
  new_code uuid;
begin
  perform private.require_change(p_tenant, 'staff', 'Only staff or above can take calls over.');
  if private.is_costly_number(coalesce(p_e164, '')) or coalesce(p_country, '') !~ '^[A-Z]{2}$' then
    raise exception using errcode = 'PT400', message = 'This number cannot be rung.';
  end if;
  if exists (select from public.phone_numbers where e164 = p_e164) then
    raise exception using errcode = 'PT400', message = 'This is a number that the receptionist answers. Use your own telephone.';
  end if;
  select e164 into line from public.phone_numbers where tenant_id = p_tenant order by created_at, id limit 1;
  if line is null then
    raise exception using errcode = 'PT409', message = 'The business has no number yet that a code could come from.';
  end if;
  if exists (select from public.text_opt_outs where tenant_id = p_tenant and number = p_e164) then
    raise exception using errcode = 'PT409',
      message = format('This telephone asked for no more texts. Text START from it to %s, then try again.', line);
  end if;

  -- One at a time, so that the counts below are exact.
  perform pg_advisory_xact_lock(hashtextextended('phone codes', 0));
  select * into known from public.member_phones where tenant_id = p_tenant and user_id = me;
  if known.e164 = p_e164 and known.verified_at is not null then
    raise exception using errcode = 'PT409', message = 'This telephone is verified already.';
  end if;
  if exists (
    select from public.phone_codes
    where tenant_id = p_tenant and user_id = me and asked_at > now() - interval '30 seconds'
  ) then
    raise exception using errcode = 'PT429', message = 'A code was sent just now. Wait half a minute before you ask for another.';
  end if;
  if (select count(*) from public.phone_codes where user_id = me and asked_at > now() - interval '1 hour') >= 5
    or (select count(*) from public.phone_codes where e164 = p_e164 and asked_at > now() - interval '1 day') >= 5
    or (select count(*) from public.phone_codes where tenant_id = p_tenant and asked_at > now() - interval '1 day') >= 20
  then
    raise exception using errcode = 'PT429', message = 'Too many codes were sent. Try again later.';
  end if;

  insert into public.member_phones (tenant_id, user_id, e164, country) values (p_tenant, me, p_e164, p_country)
  on conflict (tenant_id, user_id) do update
    set e164 = excluded.e164, country = excluded.country, verified_at = null, changed_at = now();
  update public.phone_codes set expires_at = now()
  where tenant_id = p_tenant and user_id = me and used_at is null and expires_at > now();
  insert into public.phone_codes (tenant_id, user_id, e164, from_number) values (p_tenant, me, p_e164, line)
  returning id into new_code;
  insert into public.jobs (tenant_id, kind, payload, dedupe_key, max_attempts)
  values (p_tenant, 'send_phone_code', jsonb_build_object('codeId', new_code), new_code::text, 4);
  -- The number is nobody's business but its owner's, the audit's neither.
  perform private.append_audit(
    p_tenant, 'member.phone_code_sent', 'info', 'member', me, null,
    jsonb_build_object('changed', known.e164 is distinct from p_e164)
  );
  return new_code;
end
$$;

-- The last code of one's own that has not been used.
create function public.my_phone_code(p_tenant uuid)
returns table (id uuid, asked_at timestamptz, expires_at timestamptz, sent_at timestamptz, tries_left integer, problem text)
language sql stable security definer
set search_path = ''
as $$
  select c.id, c.asked_at, c.expires_at, c.sent_at, 5 - c.tries, c.problem
  from public.phone_codes c
  join public.member_phones p using (tenant_id, user_id)
  where c.tenant_id = p_tenant and c.user_id = (select private.my_id())
    and p_tenant in (select private.tenants_where_i_am('viewer')) and p.verified_at is null and c.e164 = p.e164
  order by c.asked_at desc
  limit 1
$$;

-- Five tries a code: `verified`, `wrong`, or `over` when the code opens nothing any more.
create function public.check_my_phone(p_tenant uuid, p_code uuid, p_code_hash text)
returns text
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  me constant uuid := private.my_id();
  tried public.phone_codes;
begin
  perform private.require_change(p_tenant, 'staff', 'Only staff or above can take calls over.');
  update public.phone_codes c set tries = c.tries + 1
  from public.member_phones p
  where c.id = p_code and c.tenant_id = p_tenant and c.user_id = me and c.used_at is null and c.tries < 5
    and c.expires_at > now() and p.tenant_id = c.tenant_id and p.user_id = c.user_id and p.e164 = c.e164
  returning c.* into tried;
  if tried.id is null then
    return 'over';
  end if;
  if tried.code_hash is null or tried.code_hash is distinct from p_code_hash then
    if tried.tries = 5 then
      perform private.append_audit(p_tenant, 'member.phone_code_guessed', 'warning', 'member', me, null, '{}');
      return 'over';
    end if;
    return 'wrong';
  end if;
  update public.phone_codes set used_at = now() where id = tried.id;
  update public.member_phones set verified_at = now() where tenant_id = p_tenant and user_id = me;
  perform private.append_audit(p_tenant, 'member.phone_verified', 'info', 'member', me, null, '{}');
  return 'verified';
end
$$;

create function public.remove_my_phone(p_tenant uuid)
returns void
language plpgsql volatile security definer
set search_path = ''
as $$
begin
  perform private.require_change(p_tenant, 'viewer', 'You are not a member of this business.');
  delete from public.member_phones where tenant_id = p_tenant and user_id = private.my_id();
  if found then
    perform private.append_audit(p_tenant, 'member.phone_removed', 'info', 'member', private.my_id(), null, '{}');
  end if;
end
$$;

-- The code that the token's job sends; null when the lease is lost or the code is gone.
create function private.my_code()
returns uuid
language sql stable security definer
set search_path = ''
as $$
  select c.id
  from (select (private.my_job()).*) as job
  join public.phone_codes c on c.tenant_id = job.tenant_id and c.id = (job.payload ->> 'codeId')::uuid
  where job.kind = 'send_phone_code'
$$;

-- A try that may have reached the carrier has sent a code that counts no more: the last one does.
create function public.begin_phone_code(p_code_hash text)
returns jsonb
language sql volatile security definer
set search_path = ''
as $$
  with begun as (
    update public.phone_codes set code_hash = p_code_hash
    where id = private.my_code() and used_at is null and problem is null and expires_at > now()
    returning id, tenant_id, e164, from_number
  )
  select jsonb_build_object('id', begun.id, 'from', from_number, 'to', e164, 'business', tenants.name)
  from begun join public.tenants on tenants.id = begun.tenant_id
$$;

create function public.finish_phone_code()
returns boolean
language plpgsql volatile security definer
set search_path = ''
as $$
begin
  update public.phone_codes set sent_at = now() where id = private.my_code();
  return public.finish_job();
end
$$;

create function public.fail_phone_code(p_problem text)
returns boolean
language plpgsql volatile security definer
set search_path = ''
as $$
begin
  update public.phone_codes set problem = left(p_problem, 300) where id = private.my_code();
  return public.finish_job();
end
$$;

create function private.fail_dead_code()
returns trigger
language plpgsql security definer
set search_path = ''
as $$
begin
  update public.phone_codes set problem = 'The code could not be sent.'
  where id = (new.payload ->> 'codeId')::uuid and tenant_id = new.tenant_id and sent_at is null;
  return null;
end
$$;
create trigger jobs_dead_codes after update of state on public.jobs
  for each row when (new.state = 'dead' and new.kind = 'send_phone_code') execute function private.fail_dead_code();

-- Codes are kept for as long as they are counted. Forgetting them rides on the hour's clearing-up.
create function private.forget_codes()
returns trigger
language plpgsql security definer
set search_path = ''
as $$
begin
  delete from public.phone_codes where tenant_id = new.tenant_id and asked_at < now() - interval '2 days';
  return null;
end
$$;
create trigger jobs_old_codes after update of state on public.jobs
  for each row when (new.state = 'done' and new.kind = 'apply_retention') execute function private.forget_codes();

revoke all on function private.my_code, private.fail_dead_code, private.forget_codes from public;
revoke all on function public.set_my_phone, public.my_phone_code, public.check_my_phone, public.remove_my_phone,
  public.begin_phone_code, public.finish_phone_code, public.fail_phone_code from public, anon, authenticated;
grant execute on function public.set_my_phone, public.my_phone_code, public.check_my_phone, public.remove_my_phone
  to authenticated;
grant execute on function public.begin_phone_code, public.finish_phone_code, public.fail_phone_code to job_worker;
