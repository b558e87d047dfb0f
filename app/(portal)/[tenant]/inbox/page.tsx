import type { Metadata } from 'next';
import { InboxEmpty } from '@/components/inbox/inbox-empty';
import { InboxFilters } from '@/components/inbox/inbox-filters';
import { InboxList } from '@/components/inbox/inbox-list';
import { InboxLive } from '@/components/inbox/inbox-live';
import { MailChoice } from '@/components/inbox/mail-choice';
import { type ListParams, listHref } from '@/components/ui/list-href';
import { Page, PageHeader } from '@/components/ui/page-header';
import { Pager } from '@/components/ui/pager';
import { readRevision } from '@/lib/call/read';
import { isAtLeast } from '@/lib/contracts/member';
import { readNotifiedOf } from '@/lib/member/read';
import { readInboxFilter } from '@/lib/message/inbox';
import { inboxPerPage, readInbox } from '@/lib/message/read';
import { requireMember } from '@/lib/portal/session';
import { readWallClock } from '../calls/gather';
import { chooseMail, mark } from './actions';

export const metadata: Metadata = { title: 'Inbox' };

type Props = { params: Promise<{ tenant: string }>; searchParams: Promise<ListParams> };

export default async function InboxPage({ params, searchParams }: Props) {
  const [{ tenant: slug }, asked] = await Promise.all([params, searchParams]);
  const member = await requireMember(slug);
  const { db, tenantId, tenant, role } = member;
  const filter = readInboxFilter(asked);
  const revision = await readRevision(db, tenantId);
  const [{ items, total }, { timeZone }, notifiedOf] = await Promise.all([
    readInbox(db, tenantId, filter),
    readWallClock(member),
    readNotifiedOf(db, tenantId, member.userId),
  ]);
  const mayChange = isAtLeast(role, 'staff') && tenant.status === 'active';

  const path = `/${slug}/inbox`;
  const pages = Math.max(1, Math.ceil(total / inboxPerPage));
  const toPage = (page: number) => listHref(path, asked, { page: page > 1 ? String(page) : null });

  return (
    <Page>
      <PageHeader
        title="Inbox"
        help="What callers asked us to pass on, and what their calls left to do."
        actions={mayChange && <MailChoice chosen={notifiedOf} choose={chooseMail.bind(null, slug)} />}
      />
      <InboxLive tenantSlug={slug} revision={revision} />
      <InboxFilters path={path} params={asked} filter={filter} />
      <InboxList
        key={`${filter.view} ${filter.kind} ${filter.urgentOnly} ${filter.page}`}
        items={items}
        tenantSlug={slug}
        mark={mark.bind(null, slug)}
        mayChange={mayChange}
        timeZone={timeZone}
        nowMs={Date.now()}
        empty={<InboxEmpty filter={filter} path={path} />}
      />
      {pages > 1 && (
        <Pager
          previous={filter.page > 1 ? toPage(filter.page - 1) : null}
          next={filter.page < pages ? toPage(filter.page + 1) : null}
        >
          Page {filter.page} of {pages}
        </Pager>
      )}
    </Page>
  );
}
