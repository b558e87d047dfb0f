-- What the platform's people may see and do. Counts and names, never anybody's words.

create function public.list_tenants()
returns table (
  id uuid, slug text, name text, status public.tenant_status, suspended_reason text, live_version integer,
  created_at timestamptz, numbers text[], live_calls bigint, calls bigint, call_seconds bigint, last_call_at timestamptz
)
language plpgsql stable security definer
set search_path = ''
as $$
begin
  if not private.is_platform_admin() then
    raise exception using errcode = 'PT403', message = 'Only for the platform''s admins.';
  end if;

  return query
  select
    tenants.id, tenants.slug, tenants.name, tenants.status, tenants.suspended_reason, tenants.live_version,
    tenants.created_at,
    array(select e164 from public.phone_numbers where tenant_id = tenants.id order by e164),
    coalesce(figures.live, 0), coalesce(figures.total, 0), coalesce(figures.seconds, 0), figures.last_at
  from public.tenants
  left join lateral (
    select
      count(*) filter (where c.status <> 'ended' and c.lease_until > now()) as live,
      count(*) as total,
      coalesce(sum(extract(epoch from c.ended_at - c.answered_at)) filter (where c.ended_at > c.answered_at), 0)::bigint
        as seconds,
      max(c.started_at) as last_at
    from public.calls c
    where c.tenant_id = tenants.id and not c.is_test and c.started_at > now() - interval '30 days'
  ) figures on true
  order by tenants.name, tenants.id;
end
$$;
comment on function public.list_tenants is 'Figures are of the last 30 days, test calls left out.';

create function public.set_tenant_status(p_tenant uuid, p_status public.tenant_status, p_reason text)
returns void
language plpgsql security definer
set search_path = ''
as $$
begin
  if not private.is_platform_admin() then
    raise exception using errcode = 'PT403', message = 'Only for the platform''s admins.';
  end if;
  update public.tenants
  set status = p_status, suspended_reason = case when p_status = 'suspended' then left(p_reason, 300) end
  where id = p_tenant and status <> p_status;
  if not found then
    raise exception using errcode = 'PT409', message = 'The tenant is in that state already, or is gone.';
  end if;
  perform private.append_audit(
    p_tenant, case p_status when 'suspended' then 'tenant.suspended' else 'tenant.restored' end, 'warning', 'admin',
    private.my_id(), null, jsonb_build_object('reason', p_reason)
  );
end
$$;

revoke all on function public.list_tenants, public.set_tenant_status from public, anon;
grant execute on function public.list_tenants, public.set_tenant_status to authenticated;
