-- A ticket opens one stream, of the call that it was made for, in time.
select tests.act_as('{"role": "service_role"}');
select tests.gives($$ select public.spend_call_ticket('ticket-here', 'CA-elsewhere') $$, null);
select tests.gives($$ select public.spend_call_ticket('ticket-here', null) $$, null);
select tests.gives($$ select public.spend_call_ticket('no such ticket', 'CA-here') $$, null);
select tests.gives($$ select public.spend_call_ticket(null, 'CA-here') $$, null);
select tests.gives($$ select public.spend_call_ticket('ticket-here', 'CA-here') ->> 'callId' $$, 'aaaaaaaa-0000-4000-8000-000000000100');
select tests.gives($$ select public.spend_call_ticket('ticket-here', 'CA-here') $$, null);

-- Copies of one webhook: whichever ticket is shown first wins, the others are void.
select tests.gives($$ select public.answer_call('CA-copies', '+12025550171', null, 'copy 1') ->> 'repeated' $$, 'false');
select tests.gives($$ select public.answer_call('CA-copies', '+12025550171', null, 'copy 2') ->> 'repeated' $$, 'true');
select tests.gives($$ select (public.spend_call_ticket('copy 2', 'CA-copies') ->> 'callId') is null $$, 'false');
select tests.gives($$ select public.spend_call_ticket('copy 1', 'CA-copies') $$, null);

-- A server that takes a broken call up again gets a ticket of its own.
select tests.gives($$ select public.answer_call('CA-copies', '+12025550171', null, 'resume') ->> 'repeated' $$, 'true');
select tests.gives($$ select (public.spend_call_ticket('resume', 'CA-copies') ->> 'callId') is null $$, 'false');

-- Late, and after the end.
select tests.gives($$ select public.answer_call('CA-late', '+12025550171', null, 'late') ->> 'decision' $$, 'admit');
update public.call_tickets set expires_at = now() where hash = 'late';
select tests.gives($$ select public.spend_call_ticket('late', 'CA-late') $$, null);
select tests.gives($$ select public.answer_call('CA-ended', '+12025550171', null, 'ended') ->> 'decision' $$, 'admit');
update public.calls set status = 'ended', end_reason = 'caller_hung_up' where carrier_call_sid = 'CA-ended';
select tests.gives($$ select public.spend_call_ticket('ended', 'CA-ended') $$, null);
select tests.gives($$ select public.answer_call('CA-ended', '+12025550171', null, 'again') ->> 'repeated' $$, 'true');
select tests.gives($$ select public.spend_call_ticket('again', 'CA-ended') $$, null);

-- A call of another business under a number of this one is nobody's call here.
select tests.gives($$ select public.answer_call('CA-elsewhere', '+12025550171', null, 'crossed') ->> 'decision' $$, 'unknown_number');
select tests.gives($$ select count(*) from public.call_tickets where hash = 'crossed' $$, '0');

-- People see no tickets.
select tests.act_as_person('owner');
select tests.refused($$ select * from public.call_tickets $$, '42501');
select tests.refused($$ select public.spend_call_ticket('ticket-elsewhere', 'CA-elsewhere') $$, '42501');
