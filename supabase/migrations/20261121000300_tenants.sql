-- Businesses, the people in them, and the people who run the platform.

create type public.member_role as enum ('viewer', 'staff', 'manager', 'owner');
create type public.tenant_status as enum ('active', 'suspended');

create table public.tenants (
  id uuid primary key default gen_random_uuid(),
  slug text not null unique check (slug ~ '^[a-z0-9]([a-z0-9-]{1,46}[a-z0-9])$'),
  name text not null check (length(name) between 1 and 80),
  status public.tenant_status not null default 'active',
  suspended_reason text,
  -- The published version that the next call uses; null until the first publish.
  live_version integer,
  created_at timestamptz not null default now()
);
comment on table public.tenants is 'One row a business. Written only by functions.';

create table public.members (
  tenant_id uuid not null references public.tenants on delete cascade,
  user_id uuid not null references identity.users on delete cascade,
  role public.member_role not null,
  created_at timestamptz not null default now(),
  primary key (tenant_id, user_id)
);
comment on table public.members is 'Who belongs to which tenant, and as what.';
create index members_by_user on public.members (user_id, tenant_id);

create table public.platform_admins (
  user_id uuid primary key references identity.users on delete cascade,
  created_at timestamptz not null default now()
);
comment on table public.platform_admins is 'People who run the platform: rows, never environment variables.';

-- Security definer: reads members without re-entering the policy on members.
create function private.tenants_where_i_am(at_least public.member_role)
returns setof uuid
language sql stable security definer
set search_path = ''
as $$
  select tenant_id
  from public.members
  where user_id = (select private.my_id()) and role >= at_least
$$;

-- A suspended tenant may be read by its members and changed by none of them.
create function private.tenants_i_may_change(at_least public.member_role)
returns setof uuid
language sql stable security definer
set search_path = ''
as $$
  select members.tenant_id
  from public.members
  join public.tenants on tenants.id = members.tenant_id
  where members.user_id = (select private.my_id()) and members.role >= at_least and tenants.status = 'active'
$$;

create function private.is_platform_admin()
returns boolean
language sql stable security definer
set search_path = ''
as $$
  select exists (select from public.platform_admins where user_id = (select private.my_id()))
$$;

revoke all on function private.tenants_where_i_am, private.tenants_i_may_change, private.is_platform_admin from public;
grant execute on function private.tenants_where_i_am, private.tenants_i_may_change, private.is_platform_admin
  to authenticated;

alter table public.tenants enable row level security;
alter table public.tenants force row level security;
alter table public.members enable row level security;
alter table public.members force row level security;
alter table public.platform_admins enable row level security;
alter table public.platform_admins force row level security;

revoke all on public.tenants, public.members, public.platform_admins from public, anon, authenticated;
grant select on public.tenants, public.members, public.platform_admins to authenticated;
grant select, insert, update, delete on public.tenants, public.members, public.platform_admins to service_role;

create policy "members read their tenants" on public.tenants
  for select to authenticated
  using (id in (select private.tenants_where_i_am('viewer')) or (select private.is_platform_admin()));

create policy "members see who else is in" on public.members
  for select to authenticated
  using (tenant_id in (select private.tenants_where_i_am('viewer')));

create policy "an admin sees that they are one" on public.platform_admins
  for select to authenticated
  using (user_id = (select private.my_id()));
