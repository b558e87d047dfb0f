-- What the tenant's own systems want to see before they answer: secret headers, sealed before they come here.

create table public.connection_secrets (
  tenant_id uuid not null references public.tenants on delete cascade,
  tool text not null check (tool ~ '^[a-z][a-z0-9_]{2,39}$'),
  -- In small letters.
  header text not null check (header ~ '^[a-z0-9!#$%&''*+.^_`|~-]{1,60}$'),
  -- The only server that it is ever sent to: whoever changes the address has to know the secret.
  origin text not null check (origin ~ '^https://[a-z0-9.-]{1,253}$'),
  -- version.key.nonce.ciphertext and tag; tenant, tool, header and origin are sealed with it.
  sealed text not null check (length(sealed) <= 4000 and sealed ~ '^v1\.[0-9a-f]{8}\.[A-Za-z0-9_-]{16}\.[A-Za-z0-9_-]{22,}$'),
  key_id text not null generated always as (split_part(sealed, '.', 2)) stored,
  last_four text not null default '' check (length(last_four) <= 4),
  set_by uuid references identity.users on delete set null,
  set_at timestamptz not null default now(),
  -- When it was sealed anew with another key.
  rotated_at timestamptz,
  primary key (tenant_id, tool, header)
);
comment on table public.connection_secrets is 'Sealed headers of connections. Nobody selects from it: a call gets its own by a function.';
create index connection_secrets_by_key on public.connection_secrets (key_id, tenant_id, tool, header);
create index connection_secrets_by_author on public.connection_secrets (set_by);

alter table public.connection_secrets enable row level security;
alter table public.connection_secrets force row level security;
revoke all on public.connection_secrets from public, anon, authenticated, call_agent, job_worker;
grant select, insert, update, delete on public.connection_secrets to service_role;

create function public.set_connection_secret(
  p_tenant uuid, p_tool text, p_header text, p_origin text, p_sealed text, p_last_four text
)
returns void
language plpgsql volatile security definer
set search_path = ''
as $$
begin
  perform private.require_change(p_tenant, 'manager', 'Only a manager or an owner can change secrets.');
  -- One at a time per tenant, so that the count below is exact.
  perform from public.tenants where id = p_tenant for no key update;
  if (
    select count(*) from public.connection_secrets
    where tenant_id = p_tenant and (tool, header) is distinct from (p_tool, lower(p_header))
  ) >= 50 then
    raise exception using errcode = 'PT429', message = 'There are 50 secrets already. Remove one first.';
  end if;
  insert into public.connection_secrets as s (tenant_id, tool, header, origin, sealed, last_four, set_by)
  values (p_tenant, p_tool, lower(p_header), p_origin, p_sealed, p_last_four, private.my_id())
  on conflict (tenant_id, tool, header) do update
  set origin = excluded.origin, sealed = excluded.sealed, last_four = excluded.last_four, set_by = excluded.set_by,
    set_at = now(), rotated_at = null;
  perform private.append_audit(
    p_tenant, 'connection.secret_set', 'info', 'member', private.my_id(), null,
    jsonb_build_object('tool', p_tool, 'header', lower(p_header), 'origin', p_origin)
  );
end
$$;

create function public.remove_connection_secret(p_tenant uuid, p_tool text, p_header text)
returns void
language plpgsql volatile security definer
set search_path = ''
as $$
begin
  perform private.require_change(p_tenant, 'manager', 'Only a manager or an owner can change secrets.');
  delete from public.connection_secrets where tenant_id = p_tenant and tool = p_tool and header = lower(p_header);
  if not found then
    raise exception using errcode = 'PT404', message = 'There is no such secret.';
  end if;
  perform private.append_audit(
    p_tenant, 'connection.secret_removed', 'info', 'member', private.my_id(), null,
    jsonb_build_object('tool', p_tool, 'header', lower(p_header))
  );
end
$$;

-- For members: that a secret is there, where it goes and how it ends.
create function public.list_connection_secrets(p_tenant uuid)
returns table (tool text, header text, origin text, last_four text, set_at timestamptz)
language sql stable security definer
set search_path = ''
as $$
  select s.tool, s.header, s.origin, s.last_four, s.set_at
  from private.tenants_where_i_am('viewer') as mine
  join public.connection_secrets s on s.tenant_id = mine
  where mine = p_tenant
  order by s.tool, s.header
$$;

-- For a call: its own tenant's, of one tool, still sealed.
create function public.my_connection_secrets(p_tool text)
returns table (header text, origin text, sealed text)
language sql stable security definer
set search_path = ''
as $$
  select s.header, s.origin, s.sealed
  from public.connection_secrets s
  where s.tenant_id = private.my_call_tenant() and s.tool = p_tool
$$;

-- For the rotation of keys: what was replaced in the meantime stays as it is. Gives how many were sealed anew.
create function public.reseal_connection_secrets(p_rows jsonb)
returns integer
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  changed integer;
begin
  update public.connection_secrets s
  set sealed = row.sealed_now, rotated_at = now()
  from jsonb_to_recordset(p_rows) as row (tenant_id uuid, tool text, header text, sealed_before text, sealed_now text)
  where s.tenant_id = row.tenant_id and s.tool = row.tool and s.header = row.header and s.sealed = row.sealed_before;
  get diagnostics changed = row_count;
  return changed;
end
$$;

revoke all on function public.set_connection_secret, public.remove_connection_secret, public.list_connection_secrets,
  public.my_connection_secrets, public.reseal_connection_secrets from public, anon, authenticated;
grant execute on function public.set_connection_secret, public.remove_connection_secret, public.list_connection_secrets
  to authenticated;
grant execute on function public.my_connection_secrets to call_agent;
grant execute on function public.reseal_connection_secrets to service_role;
