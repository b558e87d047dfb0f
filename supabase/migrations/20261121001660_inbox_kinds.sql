-- More waits for a person than messages: appointments, texts, notices of ours, and promises that the agent did not keep.

alter type public.inbox_kind add value 'appointment';
alter type public.inbox_kind add value 'text';
alter type public.inbox_kind add value 'notice';
alter type public.inbox_kind add value 'promise';

alter table public.inbox_items
  alter column call_id drop not null,
  -- Whom to call back, where no call says it.
  add column phone_number text check (phone_number ~ '^\+[1-9][0-9]{7,14}$'),
  -- What the item is about: told twice, it stands there once.
  add column topic text check (length(topic) between 1 and 200),
  add constraint inbox_items_of_calls check (call_id is not null or kind::text in ('appointment', 'text', 'notice'));
create unique index inbox_items_one_a_topic on public.inbox_items (tenant_id, topic) where topic is not null;

-- For functions and triggers of ours. What a test call leaves waits for nobody.
create function private.add_inbox_item(
  p_tenant uuid, p_call uuid, p_kind public.inbox_kind, p_topic text, p_title text, p_detail text,
  p_urgent boolean default false, p_number text default null
)
returns void
language sql security definer
set search_path = ''
as $$
  insert into public.inbox_items (tenant_id, call_id, kind, topic, title, detail, urgent, phone_number)
  select p_tenant, p_call, p_kind, p_topic, left(p_title, 200), left(p_detail, 2000), p_urgent, p_number
  where p_call is null
    or exists (select from public.calls where calls.id = p_call and calls.tenant_id = p_tenant and not calls.is_test)
  on conflict (tenant_id, topic) where topic is not null do nothing
$$;
revoke all on function private.add_inbox_item from public;
