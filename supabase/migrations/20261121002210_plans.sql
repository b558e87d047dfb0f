-- What a business has bought: how much is included, and how many of what can be counted. Prices are a month's, in
-- micro-dollars. Calls at once and money while calls run are limits of their own, and asked where calls are let in.

create table public.plans (
  id text primary key check (id ~ '^[a-z][a-z0-9_]{1,39}$'),
  name text not null check (length(name) between 1 and 60),
  place integer not null unique,
  micro_dollars bigint not null check (micro_dollars >= 0),
  included_minutes integer not null check (included_minutes >= 0),
  most_numbers integer not null check (most_numbers > 0),
  most_calls_at_once integer not null check (most_calls_at_once > 0),
  most_members integer not null check (most_members > 0),
  most_sources integer not null check (most_sources between 1 and 100)
);
comment on table public.plans is 'What can be bought. Whoever has no plan has the one whose place is 0.';

insert into public.plans (
  id, name, place, micro_dollars, included_minutes, most_numbers, most_calls_at_once, most_members, most_sources
)
values
  ('trial', 'Trial', 0, 0, 1000, 5, 10, 20, 100),
  ('solo', 'Solo', 1, 49000000, 300, 1, 3, 3, 20),
  ('team', 'Team', 2, 149000000, 1000, 5, 10, 20, 60),
  ('company', 'Company', 3, 499000000, 5000, 25, 50, 100, 100);

create table public.subscriptions (
  id uuid primary key default gen_random_uuid(),
  tenant_id uuid not null references public.tenants on delete cascade,
  plan_id text not null references public.plans,
  since timestamptz not null default now(),
  -- Null while it runs.
  until timestamptz check (until >= since),
  set_by uuid references identity.users on delete set null
);
comment on table public.subscriptions is 'Which plan a business has, and had.';
create unique index subscriptions_one_that_runs on public.subscriptions (tenant_id) where until is null;
create index subscriptions_by_tenant on public.subscriptions (tenant_id, since desc);
create index subscriptions_by_plan on public.subscriptions (plan_id);
create index subscriptions_by_setter on public.subscriptions (set_by);

alter table public.plans enable row level security;
alter table public.plans force row level security;
alter table public.subscriptions enable row level security;
alter table public.subscriptions force row level security;
revoke all on public.plans, public.subscriptions from public, anon, authenticated, call_agent, service_role;
grant select on public.plans, public.subscriptions to authenticated;
grant select, insert, update, delete on public.plans, public.subscriptions to service_role;
create policy "whoever is signed in reads what can be bought" on public.plans
  for select to authenticated
  using ((select private.my_id()) is not null);
create policy "managers read what they have" on public.subscriptions
  for select to authenticated
  using (tenant_id in (select private.tenants_where_i_am('manager')) or (select private.is_platform_admin()));

create function private.plan_of(p_tenant uuid)
returns public.plans
language sql stable security definer
set search_path = ''
as $$
  select plans
  from public.plans
  left join public.subscriptions s on s.plan_id = plans.id and s.tenant_id = p_tenant and s.until is null
  where s.id is not null or plans.place = 0
  order by s.id is null
  limit 1
$$;

-- The plan of a business and what of it is taken; minutes are summed where usage is.
create function public.tenant_plan(p_tenant uuid)
returns table (
  id text, name text, micro_dollars bigint, included_minutes integer, most_numbers integer, most_calls_at_once integer,
  most_members integer, most_sources integer, since timestamptz, numbers bigint, members bigint, sources bigint
)
language sql stable security definer
set search_path = ''
as $$
  select p.id, p.name, p.micro_dollars, p.included_minutes, p.most_numbers, p.most_calls_at_once, p.most_members,
    p.most_sources, s.since,
    (select count(*) from public.phone_numbers n where n.tenant_id = t.id),
    (select count(*) from public.members m where m.tenant_id = t.id),
    (select count(*) from public.knowledge_sources k where k.tenant_id = t.id and k.kind <> 'answers')
  from public.tenants t
  cross join lateral private.plan_of(t.id) as p
  left join public.subscriptions s on s.tenant_id = t.id and s.until is null
  where t.id = p_tenant
    and (p_tenant in (select private.tenants_where_i_am('manager')) or private.is_platform_admin())
$$;

create function public.set_tenant_plan(p_tenant uuid, p_plan text)
returns void
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  before text;
begin
  if not private.is_platform_admin() then
    raise exception using errcode = 'PT403', message = 'Only for the platform''s admins.';
  end if;
  perform from public.tenants where id = p_tenant for no key update;
  if not found then
    raise exception using errcode = 'PT404', message = 'There is no such tenant.';
  end if;
  if not exists (select from public.plans where id = p_plan) then
    raise exception using errcode = 'PT400', message = 'There is no such plan.';
  end if;
  before := (private.plan_of(p_tenant)).id;
  if exists (select from public.subscriptions where tenant_id = p_tenant and plan_id = p_plan and until is null) then
    raise exception using errcode = 'PT409', message = 'The business has this plan already.';
  end if;
  update public.subscriptions set until = now() where tenant_id = p_tenant and until is null;
  insert into public.subscriptions (tenant_id, plan_id, set_by) values (p_tenant, p_plan, private.my_id());
  perform private.append_audit(
    p_tenant, 'tenant.plan_set', 'info', 'admin', private.my_id(), null, jsonb_build_object('plan', p_plan, 'before', before)
  );
end
$$;

revoke all on function private.plan_of from public;
revoke all on function public.tenant_plan, public.set_tenant_plan from public, anon, authenticated;
grant execute on function public.tenant_plan, public.set_tenant_plan to authenticated;

-- The one write door of what can be counted: whoever adds it, by whatever way. What is there already stays after a change
-- to a smaller plan.
create function private.keep_within_plan()
returns trigger
language plpgsql security definer
set search_path = ''
as $$
declare
  plan public.plans;
  taken bigint;
  most integer;
  things text;
begin
  -- One at a time per tenant, so that the count below is exact.
  perform pg_advisory_xact_lock(hashtextextended('plan ' || new.tenant_id, 0));
  plan := private.plan_of(new.tenant_id);
  if tg_table_name = 'knowledge_sources' then
    select count(*) into taken from public.knowledge_sources where tenant_id = new.tenant_id and kind <> 'answers';
    most := plan.most_sources;
    things := 'sources of knowledge';
  elsif tg_table_name = 'members' then
    select count(*) into taken from public.members where tenant_id = new.tenant_id;
    most := plan.most_members;
    things := 'members';
  else
    select count(*) into taken from public.phone_numbers where tenant_id = new.tenant_id;
    most := plan.most_numbers;
    things := 'numbers';
  end if;
  if taken >= most then
    raise exception using errcode = 'PT409', message = format(
      'The plan %s has room for %s %s, and all are taken. Remove one, or ask us for a larger plan.', plan.name, most,
      case when most = 1 then rtrim(things, 's') else things end
    );
  end if;
  return new;
end
$$;
revoke all on function private.keep_within_plan from public;
create trigger knowledge_sources_within_plan before insert on public.knowledge_sources
  for each row when (new.kind <> 'answers') execute function private.keep_within_plan();
create trigger members_within_plan before insert on public.members
  for each row execute function private.keep_within_plan();
create trigger phone_numbers_within_plan before insert on public.phone_numbers
  for each row execute function private.keep_within_plan();
