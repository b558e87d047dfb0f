-- Sign-in data, tickets and the inside of the house are for the services; a platform admin reads nobody's words.
select tests.act_as_person('admin');
select tests.reaches($$ select * from public.tenants $$, 3);
select tests.reaches($$ select * from public.list_tenants() $$, 3);
select tests.reaches($$ select * from public.calls $$, 0);
select tests.reaches($$ select * from public.turns $$, 0);
select tests.reaches($$ select * from public.messages $$, 0);
select tests.reaches($$ select * from public.agent_drafts $$, 0);
select tests.reaches($$ select * from public.members $$, 0);
select tests.refused($$ select * from identity.users $$, '42501');
select tests.reaches($$ select * from public.list_tenant_versions('aaaaaaaa-0000-4000-8000-000000000001') $$, 1);
select tests.reaches($$ select * from public.list_tenant_versions('aaaaaaaa-0000-4000-8000-000000000001') $$, 1);

-- The tenant reads that an admin looked.
select tests.act_as_person('owner');
select tests.gives(
  $$ select count(*) from public.audit_events
     where event_type = 'admin.versions_viewed' and actor_id = tests.id_of('admin') $$, '1');
select tests.refused($$ select password_hash from identity.users $$, '42501');
select tests.refused($$ select * from identity.sessions $$, '42501');
select tests.refused($$ select * from identity.tokens $$, '42501');
select tests.refused($$ select * from identity.mails $$, '42501');
select tests.refused($$ select * from public.claim_mails(5, 60) $$, '42501');
select tests.refused($$ select private.append_audit(null, 'a.b', 'info', 'system', null, null, null) $$, '42501');
select tests.refused($$ select private.publish('bbbbbbbb-0000-4000-8000-000000000001', '{}', '', 'agent.published') $$, '42501');
select tests.refused($$ select private.overwrite_draft('bbbbbbbb-0000-4000-8000-000000000001', '{}') $$, '42501');
select tests.refused($$ select private.admitted(null, true) $$, '42501');
select tests.refused($$ select * from private.audit_heads $$, '42501');

select tests.act_as('{"role": "anon"}');
select tests.refused($$ select * from public.tenants $$, '42501');
select tests.refused($$ select private.my_id() $$, '42501');
select tests.refused($$ select public.create_tenant('Shop', null) $$, '42501');

-- With everything granted, the forced policies of sign-in data still let nobody in.
reset role;
grant usage on schema identity to authenticated;
grant all on all tables in schema identity to authenticated;
select tests.act_as_person('owner');
select tests.reaches($$ select * from identity.users $$, 0);
select tests.reaches($$ update identity.users set session_version = 99 $$, 0);
select tests.refused(
  $$ insert into identity.tokens (hash, user_id, purpose, expires_at) values ('x', tests.id_of('owner'), 'reset', now()) $$, '42501');
