-- The calls at once of a plan, for everybody to whom a call's fate is shown, and for a server that has to admit by itself.

create function public.plan_lines(p_tenant uuid)
returns table (name text, calls_at_once integer)
language sql stable security definer
set search_path = ''
as $$
  select p.name, p.most_calls_at_once
  from private.plan_of(p_tenant) as p
  where p_tenant in (select private.tenants_where_i_am('viewer'))
$$;
revoke all on function public.plan_lines from public, anon, authenticated;
grant execute on function public.plan_lines to authenticated;

create or replace function private.admitted(p_call public.calls, p_repeated boolean)
returns jsonb
language sql stable security definer
set search_path = ''
as $$
  select private.admitted_as_configured(p_call, p_repeated) || jsonb_build_object(
    'knowsMore', exists (
      select from public.knowledge_sources
      where tenant_id = p_call.tenant_id and in_use and chunk_count > 0 and kind <> 'answers'
    ),
    'use', private.use_of(p_call.tenant_id),
    'planLines', (private.plan_of(p_call.tenant_id)).most_calls_at_once
  )
$$;
