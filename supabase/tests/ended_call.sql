-- A call ends once; late words are let in, late changes are not.
select tests.act_as_call('aaaaaaaa-0000-4000-8000-000000000100');
select tests.reaches($$ update public.calls set status = 'live', answered_at = now() $$, 1);
select tests.gives($$ select public.finish_call('caller_hung_up', 'answered', now()) $$, 'true');
select tests.gives($$ select public.finish_call('error', 'failed', now()) $$, 'false');
select tests.reaches($$ update public.calls set status = 'live', outcome = null, ended_at = null $$, 0);
select tests.gives($$ select status || ' ' || outcome || ' ' || end_reason from public.calls $$, 'ended answered caller_hung_up');
select tests.reaches(
  $$ insert into public.turns (call_id, tenant_id, sequence, speaker, started_ms, ended_ms)
     values ('aaaaaaaa-0000-4000-8000-000000000100', 'aaaaaaaa-0000-4000-8000-000000000001', 50, 'agent', 0, 1) $$, 1);

-- A day later the token is worth nothing.
reset role;
set local session_replication_role = replica;
update public.calls set closed_at = now() - interval '25 hours' where id = 'aaaaaaaa-0000-4000-8000-000000000100';
set local session_replication_role = origin;
select tests.act_as_call('aaaaaaaa-0000-4000-8000-000000000100');
select tests.reaches($$ select * from public.turns $$, 0);
select tests.refused(
  $$ insert into public.turns (call_id, tenant_id, sequence, speaker, started_ms, ended_ms)
     values ('aaaaaaaa-0000-4000-8000-000000000100', 'aaaaaaaa-0000-4000-8000-000000000001', 51, 'agent', 0, 1) $$, '42501');

-- What it names may go away; the rest of it stays.
reset role;
delete from public.phone_numbers where tenant_id = 'aaaaaaaa-0000-4000-8000-000000000001';
select tests.gives(
  $$ select (phone_number_id is null) || ' ' || end_reason from public.calls where id = 'aaaaaaaa-0000-4000-8000-000000000100' $$, 'true caller_hung_up');

-- A call that nobody held is ended, and taken back by the server that still does.
update public.calls set status = 'live', lease_until = now() - interval '1 minute' where id = 'bbbbbbbb-0000-4000-8000-000000000100';
select tests.act_as('{"role": "service_role"}');
select tests.gives($$ select public.reap_calls() $$, 'bbbbbbbb-0000-4000-8000-000000000100');
select tests.gives($$ select status || ' ' || end_reason from public.calls where id = 'bbbbbbbb-0000-4000-8000-000000000100' $$, 'ended never_connected');
select tests.act_as_call('bbbbbbbb-0000-4000-8000-000000000100');
select tests.reaches($$ update public.calls set lease_until = now() + interval '30 seconds' $$, 1);
select tests.gives($$ select status || ' ' || (ended_at is null) || ' ' || (outcome is null) from public.calls $$, 'ringing true true');
select tests.gives($$ select public.finish_call('caller_hung_up', 'answered', now()) $$, 'true');
select tests.gives($$ select public.finish_call('caller_hung_up', 'answered', now()) $$, 'false');
select tests.act_as('{"role": "service_role"}');
select tests.reaches($$ select public.reap_calls() $$, 0);
