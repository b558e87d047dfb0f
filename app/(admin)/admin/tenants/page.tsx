import { SearchX } from 'lucide-react';
import type { Metadata } from 'next';
import { TenantTable } from '@/components/tenants/tenant-table';
import { Empty } from '@/components/ui/empty';
import { Figure, Figures } from '@/components/ui/figure';
import { ClearFilters, FilterBar, FilterChip } from '@/components/ui/filter-bar';
import { listHref } from '@/components/ui/list-href';
import { Page, PageHeader } from '@/components/ui/page-header';
import { SearchField } from '@/components/ui/search-field';
import { readTenants } from '@/lib/admin/read';
import { filterTenants, readTenantFilters } from '@/lib/admin/tenant';
import { formatMinutes } from '@/lib/format/duration';
import { formatNumber } from '@/lib/format/money';
import { requireAdmin } from '@/lib/portal/session';

export const metadata: Metadata = { title: 'Tenants' };

const path = '/admin/tenants';

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function TenantsPage({ searchParams }: Props) {
  const params = await searchParams;
  const { db } = await requireAdmin();
  const all = await readTenants(db);
  const filters = readTenantFilters(params);
  const tenants = filterTenants(all, filters);

  const sum = (of: (tenant: (typeof all)[number]) => number) => all.reduce((total, tenant) => total + of(tenant), 0);
  const suspended = all.filter((tenant) => tenant.status === 'suspended').length;
  const chip = (status: 'active' | 'suspended', label: string) => (
    <FilterChip
      active={filters.status === status}
      href={listHref(path, params, { status: filters.status === status ? null : status })}
    >
      {label}
    </FilterChip>
  );

  return (
    <Page>
      <PageHeader title="Tenants" help="Figures are of the last 30 days, without test calls. Times are in UTC." />
      <Figures>
        <Figure label="Tenants" value={formatNumber(all.length)} help={`${formatNumber(suspended)} suspended`} />
        <Figure label="Calls in progress" value={formatNumber(sum((tenant) => tenant.liveCalls))} />
        <Figure label="Calls" value={formatNumber(sum((tenant) => tenant.calls))} />
        <Figure label="Talk time" value={formatMinutes(sum((tenant) => tenant.callSeconds))} />
      </Figures>
      <section aria-label="All tenants" className="flex flex-col gap-3">
        <FilterBar>
          <SearchField path={path} params={params} label="Name or number" />
          {chip('active', 'Active')}
          {chip('suspended', 'Suspended')}
          {(filters.status || filters.text) && <ClearFilters href={path} />}
        </FilterBar>
        {tenants.length > 0 ? (
          <TenantTable tenants={tenants} now={new Date()} />
        ) : (
          <Empty icon={SearchX} title={all.length > 0 ? 'No tenants match' : 'No tenants yet'}>
            {all.length > 0
              ? 'Clear the filters to see all of them.'
              : 'Businesses appear here when somebody signs up.'}
          </Empty>
        )}
      </section>
    </Page>
  );
}
