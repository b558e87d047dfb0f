-- A viewer wants to be an owner, an owner wants a second tenant, and both want to run the platform.
select tests.act_as_person('viewer');
select tests.refused($$ update public.members set role = 'owner' where user_id = tests.id_of('viewer') $$, '42501');
select tests.refused(
  $$ insert into public.members (tenant_id, user_id, role) values ('bbbbbbbb-0000-4000-8000-000000000001', tests.id_of('viewer'), 'owner') $$, '42501');
select tests.refused($$ insert into public.platform_admins (user_id) values (tests.id_of('viewer')) $$, '42501');
select tests.refused($$ select public.save_draft_section('aaaaaaaa-0000-4000-8000-000000000001', 'voice', '{}', 0) $$, 'PT403');
select tests.refused($$ select public.publish_agent('aaaaaaaa-0000-4000-8000-000000000001', '{}', '', '{}') $$, 'PT403');
select tests.refused($$ select public.open_browser_call('aaaaaaaa-0000-4000-8000-000000000001', 'wide') $$, 'PT403');
select tests.refused($$ select public.set_tenant_status('bbbbbbbb-0000-4000-8000-000000000001', 'suspended', '') $$, 'PT403');
select tests.refused($$ select * from public.list_tenants() $$, 'PT403');
select tests.reaches($$ select * from public.audit_events $$, 0);

select tests.act_as_person('staff');
select tests.refused($$ select public.restore_version('aaaaaaaa-0000-4000-8000-000000000001', 1) $$, 'PT403');
select tests.refused($$ select public.discard_draft('aaaaaaaa-0000-4000-8000-000000000001') $$, 'PT403');

-- A demoted manager loses it at the next statement, under the same token.
select tests.act_as_person('manager');
select tests.gives($$ select public.save_draft_section('aaaaaaaa-0000-4000-8000-000000000001', 'voice', '{}', 0) $$, '1');
reset role;
update public.members set role = 'viewer' where user_id = tests.id_of('manager');
select tests.act_as_person('manager');
select tests.refused($$ select public.save_draft_section('aaaaaaaa-0000-4000-8000-000000000001', 'voice', '{}', 1) $$, 'PT403');
select tests.reaches($$ select * from public.audit_events $$, 0);
reset role;
delete from public.members where user_id = tests.id_of('manager');
select tests.act_as_person('manager');
select tests.reaches($$ select * from public.tenants $$, 0);

-- With every column granted, as a local API may do, the policies alone still say no.
reset role;
grant all on public.members, public.platform_admins, public.tenants to authenticated;
select tests.act_as_person('viewer');
select tests.reaches($$ update public.members set role = 'owner' $$, 0);
select tests.reaches($$ update public.tenants set status = 'active', live_version = null $$, 0);
select tests.refused($$ insert into public.platform_admins (user_id) values (tests.id_of('viewer')) $$, '42501');
