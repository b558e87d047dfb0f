import { Users } from 'lucide-react';
import type { Metadata } from 'next';
import Link from 'next/link';
import { CallerTable } from '@/components/callers/caller-table';
import { buttonStyle } from '@/components/ui/button';
import { Empty } from '@/components/ui/empty';
import { FilterBar } from '@/components/ui/filter-bar';
import { type ListParams, listHref } from '@/components/ui/list-href';
import { Page, PageHeader } from '@/components/ui/page-header';
import { Pager } from '@/components/ui/pager';
import { SearchField } from '@/components/ui/search-field';
import { callersPerPage, readCallers } from '@/lib/caller/read';
import { requireMember } from '@/lib/portal/session';
import { readWallClock } from '../calls/gather';

export const metadata: Metadata = { title: 'Callers' };

type Props = { params: Promise<{ tenant: string }>; searchParams: Promise<ListParams> };

export default async function CallersPage({ params, searchParams }: Props) {
  const [{ tenant: slug }, asked] = await Promise.all([params, searchParams]);
  const member = await requireMember(slug);
  const path = `/${slug}/callers`;
  const search = ([asked.q ?? ''].flat()[0] ?? '').trim().slice(0, 80);
  const page = Number(/^[1-9]\d{0,3}$/.exec([asked.page ?? ''].flat()[0] ?? '')?.[0] ?? 1);
  const [{ callers, total }, { timeZone }] = await Promise.all([
    readCallers(member.db, member.tenantId, { search, page }),
    readWallClock(member),
  ]);
  const pages = Math.max(1, Math.ceil(total / callersPerPage));
  const toPage = (to: number) => listHref(path, asked, { page: to > 1 ? String(to) : null });

  return (
    <Page>
      <PageHeader
        title="Callers"
        help="Everybody who has called, and what is remembered of them. Nobody else sees it."
      />
      {(callers.length > 0 || search) && (
        <FilterBar>
          <SearchField path={path} params={asked} label="Name or number" />
        </FilterBar>
      )}
      {callers.length > 0 ? (
        <CallerTable callers={callers} path={path} timeZone={timeZone} now={new Date()} />
      ) : search ? (
        <Empty
          icon={Users}
          title="Nobody matches"
          action={
            <Link href={path} className={buttonStyle()}>
              Clear the search
            </Link>
          }
        >
          No caller has this name or number.
        </Empty>
      ) : (
        <Empty
          icon={Users}
          title="No callers yet"
          action={
            <Link href={`/${slug}/calls`} className={buttonStyle()}>
              See the calls
            </Link>
          }
        >
          Whoever calls your number comes here by themselves, with what they wanted and what was promised.
        </Empty>
      )}
      {pages > 1 && (
        <Pager previous={page > 1 ? toPage(page - 1) : null} next={page < pages ? toPage(page + 1) : null}>
          Page {page} of {pages}
        </Pager>
      )}
    </Page>
  );
}
