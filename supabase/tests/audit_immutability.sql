-- What happened stays as it was written, and what a superuser bends is found.
select tests.act_as('{"role": "service_role"}');
select public.write_audit('matrix.first', 'info', 'system', 'aaaaaaaa-0000-4000-8000-000000000001', null, '127.0.0.1', '{"n": 1}');
select public.write_audit('matrix.second', 'high', 'visitor', 'aaaaaaaa-0000-4000-8000-000000000001');
select public.write_audit('matrix.third', 'warning', 'system', 'aaaaaaaa-0000-4000-8000-000000000001');
select public.write_audit('matrix.platform', 'warning', 'system');
select tests.reaches($$ select * from public.verify_audit('aaaaaaaa-0000-4000-8000-000000000001') $$, 0);
select tests.reaches($$ select * from public.verify_audit() $$, 0);
select tests.refused($$ update public.audit_events set severity = 'info' $$, '42501');
select tests.refused($$ delete from public.audit_events $$, '42501');
select tests.refused($$ insert into public.audit_events select * from public.audit_events limit 1 $$, '42501');
select tests.refused($$ delete from public.tenants where id = 'aaaaaaaa-0000-4000-8000-000000000001' $$, '23503');

select tests.act_as_person('owner');
select tests.reaches($$ select * from public.audit_events where tenant_id = 'aaaaaaaa-0000-4000-8000-000000000001' $$, 4);
select tests.reaches($$ select * from public.audit_events $$, 4);
select tests.refused($$ update public.audit_events set severity = 'info' $$, '42501');
select tests.refused($$ select public.write_audit('matrix.forged', 'info', 'system', 'aaaaaaaa-0000-4000-8000-000000000001') $$, '42501');
select tests.act_as_person('admin');
select tests.gives($$ select string_agg(event_type, ' ') from public.audit_events $$, 'matrix.platform');

-- The owner of the table is refused too, until the guard is taken away.
reset role;
select tests.refused($$ update public.audit_events set severity = 'info' $$, '42501');
select tests.refused($$ delete from public.audit_events $$, '42501');
select tests.refused($$ truncate public.audit_events $$, '42501');
set local session_replication_role = replica;

savepoint whole;
update public.audit_events set severity = 'info' where event_type = 'matrix.second';
select tests.gives($$ select sequence || ' ' || problem from public.verify_audit('aaaaaaaa-0000-4000-8000-000000000001') $$, '3 altered');
rollback to whole;
update public.audit_events set id = gen_random_uuid() where event_type = 'matrix.first';
select tests.gives($$ select sequence || ' ' || problem from public.verify_audit('aaaaaaaa-0000-4000-8000-000000000001') $$, '2 altered');
rollback to whole;
update public.audit_events set details = '{"n": 2}' where event_type = 'matrix.first';
select tests.gives($$ select sequence || ' ' || problem from public.verify_audit('aaaaaaaa-0000-4000-8000-000000000001') $$, '2 altered');
rollback to whole;
delete from public.audit_events where event_type = 'matrix.second';
select tests.gives($$ select sequence || ' ' || problem from public.verify_audit('aaaaaaaa-0000-4000-8000-000000000001') $$, '4 predecessor missing');
rollback to whole;
delete from public.audit_events where event_type = 'matrix.third';
select tests.gives($$ select sequence || ' ' || problem from public.verify_audit('aaaaaaaa-0000-4000-8000-000000000001') $$, '4 end missing');
rollback to whole;
delete from public.audit_events where tenant_id = 'aaaaaaaa-0000-4000-8000-000000000001';
select tests.gives($$ select sequence || ' ' || problem from public.verify_audit('aaaaaaaa-0000-4000-8000-000000000001') $$, '4 end missing');
rollback to whole;
-- Altered with its own hash made anew: the next link breaks, or the end does.
update public.audit_events set severity = 'info' where event_type = 'matrix.second';
update public.audit_events e set hash = private.audit_hash(e) where event_type = 'matrix.second';
select tests.gives($$ select sequence || ' ' || problem from public.verify_audit('aaaaaaaa-0000-4000-8000-000000000001') $$, '4 predecessor missing');
rollback to whole;
update public.audit_events set severity = 'info' where event_type = 'matrix.third';
update public.audit_events e set hash = private.audit_hash(e) where event_type = 'matrix.third';
select tests.gives($$ select (count(*) > 0)::text from public.verify_audit('aaaaaaaa-0000-4000-8000-000000000001') $$, 'true');
rollback to whole;
select tests.reaches($$ select * from public.verify_audit('aaaaaaaa-0000-4000-8000-000000000001') $$, 0);
