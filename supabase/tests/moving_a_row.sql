-- A call's token is stolen: its holder wants to carry words into another business, or point at things there.
select tests.act_as_call('aaaaaaaa-0000-4000-8000-000000000100');
select tests.refused($$ update public.turns set tenant_id = 'bbbbbbbb-0000-4000-8000-000000000001', call_id = 'bbbbbbbb-0000-4000-8000-000000000100' $$, '42501');
select tests.refused($$ update public.turns set call_id = 'aaaaaaaa-0000-4000-8000-000000000101' $$, '42501');
select tests.refused(
  $$ insert into public.turns (call_id, tenant_id, sequence, speaker, started_ms, ended_ms)
     values ('bbbbbbbb-0000-4000-8000-000000000100', 'bbbbbbbb-0000-4000-8000-000000000001', 9, 'agent', 0, 1) $$, '42501');
select tests.refused(
  $$ insert into public.messages (call_id, tenant_id, tool_call_id, caller_name, message)
     values ('aaaaaaaa-0000-4000-8000-000000000100', 'bbbbbbbb-0000-4000-8000-000000000001', 'x', 'Eve', 'Hi') $$, '42501');
select tests.refused(
  $$ insert into public.call_events (call_id, tenant_id, kind) values ('bbbbbbbb-0000-4000-8000-000000000100', 'bbbbbbbb-0000-4000-8000-000000000001', 'x') $$, '42501');
select tests.reaches($$ select * from public.turns where tenant_id = 'bbbbbbbb-0000-4000-8000-000000000001' $$, 0);
select tests.reaches($$ select * from public.calls $$, 1);

-- What a call is never changes, whoever was granted the column.
reset role;
grant all on public.calls, public.turns to call_agent, authenticated;
select tests.act_as_call('aaaaaaaa-0000-4000-8000-000000000100');
select tests.refused($$ update public.calls set tenant_id = 'bbbbbbbb-0000-4000-8000-000000000001' $$, '42501');
select tests.refused($$ update public.calls set id = gen_random_uuid() $$, '42501');
select tests.refused($$ update public.calls set caller_number = '+12025550100' $$, '42501');
select tests.refused($$ update public.calls set is_test = true $$, '42501');
select tests.refused($$ update public.calls set draft_config = '{}' $$, '42501');
select tests.refused($$ update public.calls set started_by = tests.id_of('ownerelsewhere') $$, '42501');
select tests.refused(
  $$ update public.calls set phone_number_id = (select gen_random_uuid()) $$, '42501');
select tests.refused(
  $$ insert into public.calls (tenant_id, channel) values ('bbbbbbbb-0000-4000-8000-000000000001', 'phone') $$, '42501');
select tests.reaches($$ delete from public.calls $$, 0);

-- An owner wants a neighbour's row, or to give one away.
select tests.act_as_person('owner');
select tests.reaches($$ update public.calls set tenant_id = 'bbbbbbbb-0000-4000-8000-000000000001' $$, 0);
select tests.reaches($$ update public.turns set tenant_id = 'bbbbbbbb-0000-4000-8000-000000000001' $$, 0);

-- Not even the services make a row whose call is another tenant's.
select tests.act_as('{"role": "service_role"}');
select tests.refused(
  $$ insert into public.messages (call_id, tenant_id, tool_call_id, caller_name, message)
     values ('aaaaaaaa-0000-4000-8000-000000000100', 'bbbbbbbb-0000-4000-8000-000000000001', 'x', 'Eve', 'Hi') $$, '23503');
select tests.refused(
  $$ insert into public.calls (tenant_id, channel, version_number) values ('aaaaaaaa-0000-4000-8000-000000000001', 'phone', 99) $$, '23503');
