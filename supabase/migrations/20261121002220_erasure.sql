-- What erasing a caller, or clearing up the words of a call, has left behind elsewhere.

-- What a person was told before a caller was passed on goes with the words of the call.
create function private.forget_transfers()
returns trigger
language plpgsql security definer
set search_path = ''
as $$
begin
  update public.transfers set summary = '' where call_id = new.id and summary <> '';
  return null;
end
$$;
create trigger calls_transfers_forgotten after update of words_removed_at on public.calls
  for each row when (new.words_removed_at is not null) execute function private.forget_transfers();

-- What waits in the inbox about a number, whether or not a call stands for it; and letters that were written to the
-- caller, or name their number, or were delivered and name them. Before the appointments forget where to write to.
create function private.erase_inbox_and_mails()
returns trigger
language plpgsql security definer
set search_path = ''
as $$
begin
  delete from public.inbox_items where tenant_id = old.tenant_id and phone_number = old.e164;
  delete from identity.mails m
  where position(old.e164 in concat_ws(' ', m.to_address, m.subject, m.body_text, m.body_html)) > 0
    or m.to_address in (
      select a.caller_email from public.appointments a
      where a.tenant_id = old.tenant_id and a.caller_number = old.e164 and a.caller_email is not null
    )
    or length(old.display_name) >= 5 and m.state in ('sent', 'dead')
      and position(old.display_name in concat_ws(' ', m.subject, m.body_text, m.body_html)) > 0;
  return old;
end
$$;
create trigger callers_erase_inbox_and_mails before delete on public.callers
  for each row execute function private.erase_inbox_and_mails();

revoke all on function private.forget_transfers, private.erase_inbox_and_mails from public;

-- Letters that were delivered, or given up, are kept for a week. Forgetting them rides on the hour's clearing-up.
create function private.forget_mails()
returns trigger
language plpgsql security definer
set search_path = ''
as $$
begin
  delete from identity.mails where state in ('sent', 'dead') and created_at < now() - interval '7 days';
  return null;
end
$$;
revoke all on function private.forget_mails from public;
create trigger jobs_old_mails after update of state on public.jobs
  for each row when (new.state = 'done' and new.kind = 'apply_retention') execute function private.forget_mails();
