-- The versions of one tenant for the platform's admins: when, by whom and why, not what they say. The tenant can read that
-- they looked.
create function public.list_tenant_versions(p_tenant uuid)
returns table (number integer, note text, author_name text, published_at timestamptz)
language plpgsql volatile security definer
set search_path = ''
as $$
begin
  if not private.is_platform_admin() then
    raise exception using errcode = 'PT403', message = 'Only for the platform''s admins.';
  end if;

  if not exists (select from public.tenants where id = p_tenant) then
    raise exception using errcode = 'PT404', message = 'There is no such business.';
  end if;
  -- Once a quarter of an hour: a page that is read again is one look.
  if not exists (
    select from public.audit_events
    where tenant_id = p_tenant and event_type = 'admin.versions_viewed' and actor_id = private.my_id()
      and at > now() - interval '15 minutes'
  ) then
    perform private.append_audit(p_tenant, 'admin.versions_viewed', 'info', 'admin', private.my_id(), null, '{}');
  end if;

  return query
  select v.number, v.note, v.author_name, v.published_at
  from public.agent_versions v
  where v.tenant_id = p_tenant
  order by v.number desc
  limit 50;
end
$$;
comment on function public.list_tenant_versions is 'Names and notes of versions; their configuration stays with the tenant.';

revoke all on function public.list_tenant_versions from public, anon;
grant execute on function public.list_tenant_versions to authenticated;
