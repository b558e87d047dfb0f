-- What happened in one tenant, for the platform's admins: the policy gives them the platform's own chain alone. The tenant
-- can read that they looked.
create function public.list_tenant_audit(p_tenant uuid)
returns table (
  id uuid, at timestamptz, event_type text, severity text, actor_kind text, actor_id uuid, details jsonb
)
language plpgsql volatile security definer
set search_path = ''
as $$
begin
  if not private.is_platform_admin() then
    raise exception using errcode = 'PT403', message = 'Only for the platform''s admins.';
  end if;

  if not exists (select from public.tenants where tenants.id = p_tenant) then
    raise exception using errcode = 'PT404', message = 'There is no such business.';
  end if;
  -- One look, whatever of the tenant was looked at in a quarter of an hour.
  if not exists (
    select from public.audit_events e
    where e.tenant_id = p_tenant and e.event_type in ('admin.versions_viewed', 'admin.audit_viewed')
      and e.actor_id = private.my_id() and e.at > now() - interval '15 minutes'
  ) then
    perform private.append_audit(p_tenant, 'admin.audit_viewed', 'info', 'admin', private.my_id(), null, '{}');
  end if;

  return query
  select e.id, e.at, e.event_type, e.severity, e.actor_kind, e.actor_id, e.details
  from public.audit_events e
  where e.tenant_id = p_tenant
  order by e.at desc
  limit 50;
end
$$;
comment on function public.list_tenant_audit is 'The latest fifty events. Addresses of people stay with the tenant.';

revoke all on function public.list_tenant_audit from public, anon;
grant execute on function public.list_tenant_audit to authenticated;
