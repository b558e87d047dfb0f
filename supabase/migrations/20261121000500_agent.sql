-- What the agent is: a draft that people edit, and numbered versions that calls use.

create table public.platform_defaults (
  only_row boolean primary key default true check (only_row),
  -- Sections that override what is built in. Shape: a partial lib/contracts/agent-config.ts.
  config jsonb not null default '{}' check (jsonb_typeof(config) = 'object'),
  updated_at timestamptz not null default now()
);
comment on table public.platform_defaults is 'The fallback of every tenant value, section by section.';
insert into public.platform_defaults default values;

-- One column per form, so that two people saving two forms never overwrite each other. Null: the platform default.
create table public.agent_drafts (
  tenant_id uuid primary key references public.tenants on delete cascade,
  identity jsonb,
  greeting jsonb,
  voice jsonb,
  personality jsonb,
  knowledge jsonb,
  hours jsonb,
  routing jsonb,
  actions jsonb,
  privacy jsonb,
  limits jsonb,
  advanced jsonb,
  -- Section name to the number of times it was saved; a save names the one it has read.
  section_versions jsonb not null default '{}' check (jsonb_typeof(section_versions) = 'object'),
  updated_by uuid references identity.users on delete set null,
  updated_at timestamptz not null default now()
);
create index agent_drafts_by_editor on public.agent_drafts (updated_by);
comment on table public.agent_drafts is 'Shape: lib/contracts/agent-config.ts, a column a section.';

create table public.agent_versions (
  tenant_id uuid not null references public.tenants on delete cascade,
  number integer not null check (number > 0),
  config jsonb not null check (jsonb_typeof(config) = 'object'),
  note text not null default '' check (length(note) <= 300),
  author_id uuid references identity.users on delete set null,
  author_name text not null default '',
  published_at timestamptz not null default now(),
  primary key (tenant_id, number)
);
create index agent_versions_by_author on public.agent_versions (author_id);
comment on table public.agent_versions is 'Immutable. Shape of config: lib/contracts/agent-config.ts, whole.';

alter table public.tenants
  add constraint tenants_live_version_exists foreign key (id, live_version)
  references public.agent_versions (tenant_id, number) deferrable initially deferred;

create function private.draft_config(draft public.agent_drafts)
returns jsonb
language sql immutable
set search_path = ''
as $$
  select jsonb_build_object(
    'identity', draft.identity, 'greeting', draft.greeting, 'voice', draft.voice, 'personality', draft.personality,
    'knowledge', draft.knowledge, 'hours', draft.hours, 'routing', draft.routing, 'actions', draft.actions,
    'privacy', draft.privacy, 'limits', draft.limits, 'advanced', draft.advanced
  )
$$;

-- Saves one section if nobody saved it since it was read; gives the new number, or 409 with what stands there now.
create function public.save_draft_section(p_tenant uuid, p_section text, p_value jsonb, p_version integer)
returns integer
language plpgsql security definer
set search_path = ''
as $$
declare
  draft public.agent_drafts;
  standing integer;
begin
  if p_tenant not in (select private.tenants_i_may_change('manager')) then
    raise exception using errcode = 'PT403', message = 'Only a manager or an owner can change the agent.';
  end if;
  if p_section is null or not private.draft_config(draft) ? p_section then
    raise exception using errcode = 'PT400', message = 'There is no such section.';
  end if;
  if jsonb_typeof(p_value) not in ('object', 'null') then
    raise exception using errcode = 'PT400', message = 'A section is an object.';
  end if;
  if pg_column_size(p_value) > 262144 then
    raise exception using errcode = 'PT413', message = 'This section is too large.';
  end if;

  select * into strict draft from public.agent_drafts where tenant_id = p_tenant for update;
  standing := coalesce((draft.section_versions ->> p_section)::integer, 0);
  if standing is distinct from p_version then
    raise exception using errcode = 'PT409', message = 'Somebody else saved this in the meantime.',
      detail = jsonb_build_object('version', standing, 'value', private.draft_config(draft) -> p_section)::text;
  end if;

  execute format(
    'update public.agent_drafts
     set %I = $1, section_versions = section_versions || jsonb_build_object($2, $3::integer),
         updated_by = private.my_id(), updated_at = now()
     where tenant_id = $4',
    p_section
  ) using nullif(p_value, 'null'::jsonb), p_section, standing + 1, p_tenant;

  return standing + 1;
end
$$;

create function private.publish(p_tenant uuid, p_config jsonb, p_note text, p_event text)
returns integer
language plpgsql security definer
set search_path = ''
as $$
declare
  next_number integer;
begin
  -- One publish at a time per tenant.
  perform from public.tenants where id = p_tenant for no key update;
  select coalesce(max(number), 0) + 1 into next_number from public.agent_versions where tenant_id = p_tenant;

  insert into public.agent_versions (tenant_id, number, config, note, author_id, author_name)
  select p_tenant, next_number, p_config, p_note, users.id, coalesce(nullif(users.name, ''), users.email)
  from identity.users
  where users.id = (select private.my_id());

  update public.tenants set live_version = next_number where id = p_tenant;
  perform private.append_audit(
    p_tenant, p_event, 'info', 'member', private.my_id(), null, jsonb_build_object('version', next_number, 'note', p_note)
  );
  return next_number;
end
$$;

-- Makes the config live for the next call, if the draft is still the one that was reviewed.
create function public.publish_agent(p_tenant uuid, p_config jsonb, p_note text, p_section_versions jsonb)
returns integer
language plpgsql security definer
set search_path = ''
as $$
declare
  standing jsonb;
begin
  if p_tenant not in (select private.tenants_i_may_change('manager')) then
    raise exception using errcode = 'PT403', message = 'Only a manager or an owner can publish.';
  end if;
  if jsonb_typeof(p_config) is distinct from 'object'
    or (select array_agg(section order by section) from jsonb_object_keys(p_config) as section)
      is distinct from (
        select array_agg(section order by section) from jsonb_object_keys(private.draft_config(null)) as section
      ) then
    raise exception using errcode = 'PT400', message = 'An agent has every section and no other.';
  end if;
  if pg_column_size(p_config) > 1048576 then
    raise exception using errcode = 'PT413', message = 'This agent is too large to publish.';
  end if;

  select section_versions into standing from public.agent_drafts where tenant_id = p_tenant for update;
  if standing is distinct from p_section_versions then
    raise exception using errcode = 'PT409', message = 'The draft changed since you reviewed it.';
  end if;

  return private.publish(p_tenant, p_config, left(coalesce(p_note, ''), 300), 'agent.published');
end
$$;

-- Takes an old version into the draft and makes it live, as a new version.
create function public.restore_version(p_tenant uuid, p_number integer)
returns integer
language plpgsql security definer
set search_path = ''
as $$
declare
  old jsonb;
begin
  if p_tenant not in (select private.tenants_i_may_change('manager')) then
    raise exception using errcode = 'PT403', message = 'Only a manager or an owner can restore a version.';
  end if;
  select config into old from public.agent_versions where tenant_id = p_tenant and number = p_number;
  if old is null then
    raise exception using errcode = 'PT404', message = 'There is no such version.';
  end if;

  perform private.overwrite_draft(p_tenant, old);
  return private.publish(p_tenant, old, 'Restored version ' || p_number, 'agent.restored');
end
$$;

-- Throws the draft's changes away: every section becomes what is live.
create function public.discard_draft(p_tenant uuid)
returns void
language plpgsql security definer
set search_path = ''
as $$
declare
  live jsonb;
begin
  if p_tenant not in (select private.tenants_i_may_change('manager')) then
    raise exception using errcode = 'PT403', message = 'Only a manager or an owner can discard the draft.';
  end if;
  select config into live
  from public.agent_versions
  join public.tenants on tenants.id = agent_versions.tenant_id and tenants.live_version = agent_versions.number
  where tenants.id = p_tenant;
  if live is null then
    raise exception using errcode = 'PT404', message = 'Nothing was published yet.';
  end if;
  perform private.overwrite_draft(p_tenant, live);
end
$$;

create function private.overwrite_draft(p_tenant uuid, p_config jsonb)
returns void
language sql security definer
set search_path = ''
as $$
  update public.agent_drafts
  set identity = p_config -> 'identity', greeting = p_config -> 'greeting', voice = p_config -> 'voice',
    personality = p_config -> 'personality', knowledge = p_config -> 'knowledge', hours = p_config -> 'hours',
    routing = p_config -> 'routing', actions = p_config -> 'actions', privacy = p_config -> 'privacy',
    limits = p_config -> 'limits', advanced = p_config -> 'advanced',
    section_versions = (
      select jsonb_object_agg(section, coalesce((section_versions ->> section)::integer, 0) + 1)
      from jsonb_object_keys(private.draft_config(agent_drafts)) as section
    ),
    updated_by = private.my_id(), updated_at = now()
  where tenant_id = p_tenant
$$;

-- A signed-in person opens a business and becomes its owner.
create function public.create_tenant(p_name text, p_identity jsonb)
returns text
language plpgsql security definer
set search_path = ''
as $$
declare
  me uuid := private.my_id();
  tidy_name text := trim(p_name);
  -- Accents fall off their letters: Söhne becomes sohne.
  plain_name text := regexp_replace(normalize(replace(lower(p_name), 'ß', 'ss'), nfd), '[\u0300-\u036f]', '', 'g');
  base text := trim(both '-' from regexp_replace(plain_name, '[^a-z0-9]+', '-', 'g'));
  candidate text;
  new_id uuid;
begin
  if me is null then
    raise exception using errcode = 'PT401', message = 'Sign in first.';
  end if;
  if coalesce(length(tidy_name), 0) not between 1 and 80 then
    raise exception using errcode = 'PT400', message = 'Give the business a name of at most 80 characters.';
  end if;
  if p_identity is not null and jsonb_typeof(p_identity) not in ('object', 'null') then
    raise exception using errcode = 'PT400', message = 'A section is an object.';
  end if;
  if pg_column_size(p_identity) > 262144 then
    raise exception using errcode = 'PT413', message = 'This section is too large.';
  end if;
  -- One at a time per person, so that the count below is exact.
  perform from identity.users where id = me for no key update;
  if (select count(*) from public.members where user_id = me and role = 'owner') >= 5 then
    raise exception using errcode = 'PT429', message = 'You already own five businesses.';
  end if;

  base := trim(both '-' from left(base, 38));
  if length(base) < 3 or base in (
    'about', 'account', 'admin', 'api', 'auth', 'confirm', 'demo', 'docs', 'forgot', 'forgot-password', 'health', 'help', 'home', 'icon-svg',
    'invitation',
    'legal', 'live', 'login', 'logout', 'mail', 'new', 'new-password', 'onboarding', 'password', 'practice', 'pricing', 'privacy',
    'reset', 'reset-password', 'settings', 'sign-in', 'sign-out', 'sign-up', 'start', 'static', 'status', 'support',
    'tenants', 'terms', 'welcome'
  ) then
    base := trim(both '-' from 'business-' || base);
  end if;
  candidate := base;
  loop
    insert into public.tenants (slug, name) values (candidate, tidy_name) on conflict (slug) do nothing
    returning id into new_id;
    exit when new_id is not null;
    candidate := base || '-' || substr(replace(gen_random_uuid()::text, '-', ''), 1, 5);
  end loop;

  insert into public.members (tenant_id, user_id, role) values (new_id, me, 'owner');
  insert into public.agent_drafts (tenant_id, identity, updated_by) values (new_id, nullif(p_identity, 'null'::jsonb), me);
  perform private.append_audit(new_id, 'tenant.created', 'info', 'member', me, null, jsonb_build_object('name', tidy_name));
  return candidate;
end
$$;

revoke all on function private.draft_config, private.publish, private.overwrite_draft from public;
revoke all on function public.save_draft_section, public.publish_agent, public.restore_version, public.discard_draft,
  public.create_tenant from public, anon;
grant execute on function public.save_draft_section, public.publish_agent, public.restore_version, public.discard_draft,
  public.create_tenant to authenticated;

-- A version stays as it was published; only its author may be forgotten.
create function private.keep_version()
returns trigger
language plpgsql
set search_path = ''
as $$
begin
  if (new.tenant_id, new.number, new.config, new.note, new.author_name, new.published_at)
      is distinct from (old.tenant_id, old.number, old.config, old.note, old.author_name, old.published_at)
    or new.author_id is not null and new.author_id is distinct from old.author_id then
    raise exception using errcode = '42501', message = 'A published version is never changed.';
  end if;
  return new;
end
$$;
revoke all on function private.keep_version from public;
create trigger agent_versions_stay before update on public.agent_versions
  for each row execute function private.keep_version();

alter table public.platform_defaults enable row level security;
alter table public.platform_defaults force row level security;
alter table public.agent_drafts enable row level security;
alter table public.agent_drafts force row level security;
alter table public.agent_versions enable row level security;
alter table public.agent_versions force row level security;

revoke all on public.platform_defaults, public.agent_drafts, public.agent_versions from public, anon, authenticated;
grant select on public.platform_defaults, public.agent_drafts, public.agent_versions to authenticated;
grant select, insert, update, delete on public.platform_defaults, public.agent_drafts, public.agent_versions
  to service_role;

create policy "people who are signed in read the platform defaults" on public.platform_defaults
  for select to authenticated
  using ((select private.my_id()) is not null);

create policy "members read their draft" on public.agent_drafts
  for select to authenticated
  using (tenant_id in (select private.tenants_where_i_am('viewer')));

create policy "members read their versions" on public.agent_versions
  for select to authenticated
  using (tenant_id in (select private.tenants_where_i_am('viewer')));
