-- The platform suspends a business: its people may look and change nothing, its callers hear why, its admins are audited.
select tests.act_as_person('ownersuspended');
select tests.reaches($$ select * from public.calls $$, 1);
select tests.gives($$ select status::text from public.tenants $$, 'suspended');
select tests.refused($$ select public.save_draft_section('cccccccc-0000-4000-8000-000000000001', 'voice', '{}', 0) $$, 'PT403');
select tests.refused($$ select public.publish_agent('cccccccc-0000-4000-8000-000000000001', '{}', '', '{}') $$, 'PT403');
select tests.refused($$ select public.restore_version('cccccccc-0000-4000-8000-000000000001', 1) $$, 'PT403');
select tests.refused($$ select public.discard_draft('cccccccc-0000-4000-8000-000000000001') $$, 'PT403');
select tests.refused($$ select public.open_browser_call('cccccccc-0000-4000-8000-000000000001', 'wide') $$, 'PT403');
select tests.refused($$ select public.set_tenant_status('cccccccc-0000-4000-8000-000000000001', 'active', 'please') $$, 'PT403');

select tests.act_as('{"role": "service_role"}');
select tests.gives(
  $$ select public.answer_call('CA-suspended-new', '+12025550173', '+12025550100', 'hash') ->> 'decision' $$, 'suspended');
select tests.gives(
  $$ select outcome || ' ' || end_reason from public.calls where carrier_call_sid = 'CA-suspended-new' $$,
  'refused refused_suspended');
select tests.gives($$ select count(*) from public.call_tickets where hash = 'hash' $$, '0');

select tests.act_as_person('admin');
select tests.refused($$ select public.set_tenant_status('cccccccc-0000-4000-8000-000000000001', 'suspended', 'again') $$, 'PT409');
select tests.gives($$ select public.set_tenant_status('cccccccc-0000-4000-8000-000000000001', 'active', 'paid') $$, '');
select tests.gives($$ select public.set_tenant_status('aaaaaaaa-0000-4000-8000-000000000001', 'suspended', 'fraud') $$, '');

-- The tenant reads who did it and why; the same token works again, and the other one stops.
select tests.act_as_person('ownersuspended');
select tests.gives($$ select details ->> 'reason' from public.audit_events where event_type = 'tenant.restored' $$, 'paid');
select tests.gives($$ select public.save_draft_section('cccccccc-0000-4000-8000-000000000001', 'voice', '{}', 0) $$, '1');
select tests.act_as_person('owner');
select tests.refused($$ select public.save_draft_section('aaaaaaaa-0000-4000-8000-000000000001', 'voice', '{}', 0) $$, 'PT403');
select tests.gives($$ select suspended_reason from public.tenants $$, 'fraud');
