-- A revision is drawn without waiting for anybody. Under a lock for each tenant, whoever changed a row and whoever wrote it
-- anew waited for each other for ever, since a changed row is locked before its triggers run; and every call of a business
-- waited for all its other calls. Whoever reads by revision looks back instead for what was committed late: lib/call/feed-window.ts.
create or replace function private.next_revision()
returns trigger
language plpgsql
set search_path = ''
as $$
begin
  new.revision := nextval('public.revisions');
  return new;
end
$$;
