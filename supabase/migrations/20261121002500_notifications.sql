-- Mail to the team when something waits in the inbox: by what each member chose, and never with anybody's words in it.

alter table public.members
  add column notified_of text not null default 'urgent' check (notified_of in ('nothing', 'urgent', 'everything'));
comment on column public.members.notified_of is 'Which items of the inbox are told by mail.';

-- One's own choice, in one business.
create function public.choose_notifications(p_tenant uuid, p_notified_of text)
returns void
language plpgsql volatile security definer
set search_path = ''
as $$
begin
  if p_tenant not in (select private.tenants_i_may_change('staff')) then
    raise exception using errcode = 'PT403', message = 'Only staff or above are told by mail.';
  end if;
  if p_notified_of is null or p_notified_of not in ('nothing', 'urgent', 'everything') then
    raise exception using errcode = 'PT400', message = 'There is no such choice.';
  end if;
  update public.members set notified_of = p_notified_of where tenant_id = p_tenant and user_id = private.my_id();
end
$$;
revoke all on function public.choose_notifications from public, anon;
grant execute on function public.choose_notifications to authenticated;

-- At most one mail of a kind in ten minutes: a flood of calls is no flood of mail.
create function private.tell_team()
returns trigger
language plpgsql security definer
set search_path = ''
as $$
declare
  what constant text := case new.kind::text
    when 'message' then 'a message was left' when 'follow_up' then 'a call left something to do'
    when 'appointment' then 'an appointment was made or changed' when 'text' then 'a text message came in'
    when 'promise' then 'a promise to a caller was not kept' else 'something needs you' end;
  business text;
  headline text;
begin
  -- Limits write their own mail.
  if new.topic like 'cap %' then
    return null;
  end if;
  select name into business from public.tenants where id = new.tenant_id;
  headline := format('%s: %s%s', business, case when new.urgent then 'urgent, ' else '' end, what);

  insert into identity.mails (to_address, subject, body_text, body_html)
  select users.email, left(headline, 200),
    format(E'%s.\n\nIt waits in your inbox. What was said stays there; you choose in the inbox what is told by mail.', headline),
    format(
      '<p>%s.</p><p>It waits in your inbox. What was said stays there; you choose in the inbox what is told by mail.</p>',
      replace(replace(replace(headline, '&', '&amp;'), '<', '&lt;'), '>', '&gt;')
    )
  from public.members
  join identity.users on users.id = members.user_id and users.disabled_at is null
  where members.tenant_id = new.tenant_id and members.role >= 'staff'
    and (members.notified_of = 'everything' or members.notified_of = 'urgent' and new.urgent)
    and not exists (
      select from identity.mails as earlier
      where earlier.to_address = users.email and earlier.subject = left(headline, 200)
        and earlier.created_at > now() - interval '10 minutes'
    );
  return null;
end
$$;
revoke all on function private.tell_team from public;
create trigger inbox_items_told after insert on public.inbox_items
  for each row execute function private.tell_team();
