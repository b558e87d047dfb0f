-- "Sign out everywhere", a new password, a disabled person: every token made before is over at the next statement.
select tests.act_as_person('owner');
select tests.reaches($$ select * from public.tenants $$, 1);
select tests.act_as('{"role": "service_role"}');
select tests.gives($$ select public.end_all_sessions(tests.id_of('owner'), 'new hash') $$, '3');
select tests.gives($$ select password_hash from identity.users where id = tests.id_of('owner') $$, 'new hash');
select tests.gives(
  $$ select count(*) from identity.sessions where user_id = tests.id_of('owner') and ended_at is null $$, '0');
select tests.gives($$ select count(*) from identity.tokens where user_id = tests.id_of('owner') and used_at is null $$, '0');

select tests.act_as_person('owner', 2);
select tests.reaches($$ select * from public.tenants $$, 0);
select tests.reaches($$ select * from public.platform_defaults $$, 0);
select tests.refused($$ select public.save_draft_section('aaaaaaaa-0000-4000-8000-000000000001', 'voice', '{}', 0) $$, 'PT403');
select tests.refused($$ select public.create_tenant('Second Shop', null) $$, 'PT401');
select tests.act_as_person('owner', 3);
select tests.reaches($$ select * from public.tenants $$, 1);

-- A token without a version opens nothing, and neither does a version of the future.
select tests.act_as(jsonb_build_object('role', 'authenticated', 'sub', tests.id_of('owner')));
select tests.reaches($$ select * from public.tenants $$, 0);
select tests.act_as_person('owner', 4);
select tests.reaches($$ select * from public.tenants $$, 0);

reset role;
update identity.users set disabled_at = now() where id = tests.id_of('owner');
select tests.act_as_person('owner', 3);
select tests.reaches($$ select * from public.tenants $$, 0);

-- The same for an admin.
reset role;
update identity.users set session_version = 9 where id = tests.id_of('admin');
select tests.act_as_person('admin');
select tests.refused($$ select * from public.list_tenants() $$, 'PT403');
select tests.refused($$ select public.set_tenant_status('bbbbbbbb-0000-4000-8000-000000000001', 'suspended', '') $$, 'PT403');
