-- A member's telephone is theirs alone: to see, to verify, to be rung at; and nobody gets far by guessing.
create function tests.wait_a_minute() returns void language sql security definer as $$
  update public.phone_codes set asked_at = asked_at - interval '1 minute'
$$;
create function tests.code_of(who text, hash text) returns uuid language sql security definer as $$
  update public.phone_codes set code_hash = hash
  where id = (select id from public.phone_codes where user_id = tests.id_of(who) order by asked_at desc limit 1)
  returning id
$$;
create function tests.is_verified(who text) returns boolean language sql security definer as $$
  select verified_at is not null from public.member_phones where user_id = tests.id_of(who)
$$;
create function tests.command_of(who text, kind public.command_kind, call uuid) returns uuid language sql security definer as $$
  insert into public.call_commands (id, call_id, tenant_id, kind, asked_by, text)
  select gen_random_uuid(), calls.id, calls.tenant_id, kind, tests.id_of(who), case kind when 'transfer' then 'Dana' else '' end
  from public.calls where calls.id = call returning id
$$;
grant execute on all functions in schema tests to public;

-- Seen by its member alone.
select tests.act_as_person('staff');
select tests.gives($$ select public.set_my_phone('aaaaaaaa-0000-4000-8000-000000000001', '+12025550147', 'US') is not null $$, 'true');
select tests.gives($$ select string_agg(e164, ',') from public.member_phones $$, '+12025550147');
select tests.refused($$ select * from public.phone_codes $$, '42501');
select tests.refused($$ update public.member_phones set verified_at = now() $$, '42501');
select tests.act_as_person('manager');
select tests.reaches($$ select * from public.member_phones $$, 0);
select tests.reaches($$ select * from public.my_phone_code('aaaaaaaa-0000-4000-8000-000000000001') $$, 0);
select tests.act_as_person('viewer');
select tests.refused($$ select public.set_my_phone('aaaaaaaa-0000-4000-8000-000000000001', '+12025550148', 'US') $$, 'PT403');

-- Neither the audit nor the job holds the number.
reset role;
select tests.gives($$ select count(*) from public.audit_events where details::text like '%2025550147%' $$, '0');
select tests.gives($$ select count(*) from public.jobs where payload::text like '%2025550147%' $$, '0');
select tests.gives($$ select count(*) from public.jobs where kind = 'send_phone_code' $$, '1');

-- A number that costs extra, one of ours, one too many.
select tests.act_as_person('staff');
select tests.refused($$ select public.set_my_phone('aaaaaaaa-0000-4000-8000-000000000001', '+19005551234', 'US') $$, 'PT400');
select tests.refused($$ select public.set_my_phone('aaaaaaaa-0000-4000-8000-000000000001', '+12025550172', 'US') $$, 'PT400');
select tests.refused($$ select public.set_my_phone('aaaaaaaa-0000-4000-8000-000000000001', '+12025550147', 'US') $$, 'PT429');

-- To remove it and begin anew is no way around what is counted.
select public.remove_my_phone('aaaaaaaa-0000-4000-8000-000000000001');
select tests.reaches($$ select * from public.member_phones $$, 0);
select tests.refused($$ select public.set_my_phone('aaaaaaaa-0000-4000-8000-000000000001', '+12025550147', 'US') $$, 'PT429');
select tests.wait_a_minute();
select public.set_my_phone('aaaaaaaa-0000-4000-8000-000000000001', '+12025550147', 'US');

-- Five guesses; the right one comes too late.
select tests.code_of('staff', 'right');
select tests.gives($$ select public.check_my_phone('aaaaaaaa-0000-4000-8000-000000000001', (select id from public.my_phone_code('aaaaaaaa-0000-4000-8000-000000000001')), 'wrong') $$, 'wrong')
from generate_series(1, 4);
select tests.gives($$ select public.check_my_phone('aaaaaaaa-0000-4000-8000-000000000001', (select id from public.my_phone_code('aaaaaaaa-0000-4000-8000-000000000001')), 'wrong') $$, 'over');
select tests.gives($$ select public.check_my_phone('aaaaaaaa-0000-4000-8000-000000000001', (select id from public.my_phone_code('aaaaaaaa-0000-4000-8000-000000000001')), 'right') $$, 'over');
select tests.gives($$ select tests.is_verified('staff') $$, 'false');

-- A code that has not been sent yet is opened by nothing, and one that is too old by nothing either.
select tests.wait_a_minute();
select public.set_my_phone('aaaaaaaa-0000-4000-8000-000000000001', '+12025550147', 'US');
select tests.gives($$ select public.check_my_phone('aaaaaaaa-0000-4000-8000-000000000001', (select id from public.my_phone_code('aaaaaaaa-0000-4000-8000-000000000001')), null) $$, 'wrong');
select tests.code_of('staff', 'right');
reset role;
update public.phone_codes set expires_at = now() where code_hash = 'right' and tries < 5;
select tests.act_as_person('staff');
select tests.gives($$ select public.check_my_phone('aaaaaaaa-0000-4000-8000-000000000001', (select id from public.my_phone_code('aaaaaaaa-0000-4000-8000-000000000001')), 'right') $$, 'over');

-- The code of one opens nothing for another.
select tests.wait_a_minute();
select public.set_my_phone('aaaaaaaa-0000-4000-8000-000000000001', '+12025550147', 'US');
select set_config('tests.code', tests.code_of('staff', 'right')::text, true);
select tests.act_as_person('manager');
select tests.gives($$ select public.check_my_phone('aaaaaaaa-0000-4000-8000-000000000001', current_setting('tests.code')::uuid, 'right') $$, 'over');

-- Unverified, it takes over nothing; verified, it does; another number has to be verified anew.
select tests.act_as_person('staff');
select tests.refused($$ select public.send_call_command('aaaaaaaa-0000-4000-8000-000000000001', 'aaaaaaaa-0000-4000-8000-000000000100', gen_random_uuid(), 'take_over', '') $$, 'PT409');
select tests.gives($$ select public.check_my_phone('aaaaaaaa-0000-4000-8000-000000000001', current_setting('tests.code')::uuid, 'right') $$, 'verified');
select tests.gives($$ select public.check_my_phone('aaaaaaaa-0000-4000-8000-000000000001', current_setting('tests.code')::uuid, 'right') $$, 'over');
select tests.reaches($$ select public.send_call_command('aaaaaaaa-0000-4000-8000-000000000001', 'aaaaaaaa-0000-4000-8000-000000000100', 'f0000000-0000-4000-8000-000000000001', 'take_over', '') $$, 1);
select tests.refused($$ select public.send_call_command('aaaaaaaa-0000-4000-8000-000000000001', 'aaaaaaaa-0000-4000-8000-000000000100', gen_random_uuid(), 'take_over', 'Dana') $$, 'PT400');
select tests.act_as_person('owner');
select tests.refused($$ select public.send_call_command('aaaaaaaa-0000-4000-8000-000000000001', 'aaaaaaaa-0000-4000-8000-000000000100', 'f0000000-0000-4000-8000-000000000001', 'take_over', '') $$, 'PT409');
select tests.act_as_person('staff');
select tests.wait_a_minute();
select public.set_my_phone('aaaaaaaa-0000-4000-8000-000000000001', '+12025550149', 'US');
select tests.gives($$ select tests.is_verified('staff') $$, 'false');
select tests.refused($$ select public.send_call_command('aaaaaaaa-0000-4000-8000-000000000001', 'aaaaaaaa-0000-4000-8000-000000000100', gen_random_uuid(), 'take_over', '') $$, 'PT409');

-- Five codes an hour, whatever the number.
select tests.wait_a_minute();
select tests.refused($$ select public.set_my_phone('aaaaaaaa-0000-4000-8000-000000000001', '+12025550150', 'US') $$, 'PT429');

-- The call itself rings whoever asked and nobody else: not for another command, not of another call, not unverified.
reset role;
update public.calls set status = 'live';
delete from public.transfers;
select tests.act_as_call('aaaaaaaa-0000-4000-8000-000000000100');
select tests.gives($$ select public.ask_take_over('f0000000-0000-4000-8000-000000000001', '') ->> 'decision' $$, 'no_phone');
select tests.gives($$ select public.ask_take_over(tests.command_of('owner', 'transfer', 'aaaaaaaa-0000-4000-8000-000000000100'), '') ->> 'decision' $$, 'no_phone');
select tests.gives($$ select public.ask_take_over(tests.command_of('ownerelsewhere', 'take_over', 'bbbbbbbb-0000-4000-8000-000000000100'), '') ->> 'decision' $$, 'no_phone');
select tests.gives($$ select public.ask_take_over(tests.command_of('ownerelsewhere', 'take_over', 'aaaaaaaa-0000-4000-8000-000000000100'), '') ->> 'decision' $$, 'no_phone');
select tests.gives($$ select public.ask_take_over(tests.command_of('owner', 'take_over', 'aaaaaaaa-0000-4000-8000-000000000100'), '') - 'transferId' $$,
  '{"mode": "announced", "label": "owner", "phone": "+12025550341", "decision": "ring", "ringSeconds": 25}');
select tests.refused($$ select * from public.member_phones $$, '42501');

-- Whoever may not step in any more is not rung, and whoever leaves takes their number along.
reset role;
delete from public.transfers;
update public.member_phones set verified_at = now() where user_id = tests.id_of('staff');
update public.members set role = 'viewer' where user_id = tests.id_of('staff');
select tests.act_as_call('aaaaaaaa-0000-4000-8000-000000000100');
select tests.gives($$ select public.ask_take_over('f0000000-0000-4000-8000-000000000001', '') ->> 'decision' $$, 'no_phone');
reset role;
delete from public.members where user_id = tests.id_of('staff');
select tests.gives($$ select count(*) from public.member_phones where user_id = tests.id_of('staff') $$, '0');
select tests.gives($$ select count(*) from public.phone_codes where user_id = tests.id_of('staff') $$, '0');
