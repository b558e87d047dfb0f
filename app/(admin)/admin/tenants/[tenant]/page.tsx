import type { Metadata } from 'next';
import Link from 'next/link';
import { notFound } from 'next/navigation';
import { AuditTail } from '@/components/tenants/audit-tail';
import { TenantActions } from '@/components/tenants/tenant-actions';
import { TenantFacts } from '@/components/tenants/tenant-facts';
import { TenantMargin } from '@/components/tenants/tenant-margin';
import { TenantPlan } from '@/components/tenants/tenant-plan';
import { TenantStatus } from '@/components/tenants/tenant-status';
import { VersionList } from '@/components/tenants/version-list';
import { Banner } from '@/components/ui/banner';
import { Card } from '@/components/ui/card';
import { Page, PageHeader } from '@/components/ui/page-header';
import { monthWords } from '@/components/usage/month-words';
import { readAuditTail, readTenants, readTenantVersions } from '@/lib/admin/read';
import { listPlans, readTenantPlan } from '@/lib/plan/read';
import { requireAdmin } from '@/lib/portal/session';
import { type Month, monthOf } from '@/lib/usage/month';
import { readPaidByTenant } from '@/lib/usage/read';
import { restore, setPlan, suspend } from '../actions';

export const metadata: Metadata = { title: 'Tenant' };

export default async function TenantPage({ params }: { params: Promise<{ tenant: string }> }) {
  const [{ tenant: slug }, admin] = await Promise.all([params, requireAdmin()]);
  const tenant = (await readTenants(admin.db)).find((each) => each.slug === slug);
  if (!tenant) notFound();

  const month = monthOf(new Date().toISOString().slice(0, 10));
  const lastMonth = monthOf(`${month.previous}-01`);
  const paidIn = async ({ firstDay, endDay }: Month) => {
    const all = await readPaidByTenant(admin.db, { from: new Date(firstDay), until: new Date(endDay) });
    return all.find(({ tenantId }) => tenantId === tenant.id) ?? { microDollars: 0, unpriced: 0 };
  };
  const [taken, plans, paid, paidLastMonth] = await Promise.all([
    readTenantPlan(admin.db, tenant.id),
    listPlans(admin.db),
    paidIn(month),
    paidIn(lastMonth),
  ]);
  // The first writes down that an admin looked; the second shows it.
  const versions = await readTenantVersions(admin.db, tenant);
  const events = await readAuditTail(admin.db, tenant);

  return (
    <Page>
      <PageHeader
        back={
          <Link href="/admin/tenants" className="hover:underline">
            Tenants
          </Link>
        }
        title={tenant.name}
        badge={<TenantStatus status={tenant.status} />}
        help={`/${tenant.slug}`}
        actions={<TenantActions tenant={tenant} suspend={suspend} restore={restore} />}
      />
      {tenant.status === 'suspended' && (
        <Banner tone="danger">
          Suspended{tenant.suspendedReason ? `: ${tenant.suspendedReason}` : '.'} Callers hear a polite sentence.
        </Banner>
      )}
      <TenantFacts tenant={tenant} now={new Date()} />
      {taken && <TenantMargin month={monthWords(month.name)} plan={taken.plan} {...{ paid, paidLastMonth }} />}
      {taken && <TenantPlan key={taken.plan.id} tenant={tenant} taken={taken} plans={plans} setPlan={setPlan} />}
      <div className="grid items-start gap-4 lg:grid-cols-2">
        <Card title="Versions" help="What was published, latest first.">
          <VersionList versions={versions} liveVersion={tenant.liveVersion} />
        </Card>
        <Card title="Audit" help="What happened in this tenant, latest first. Its managers see the same.">
          <AuditTail events={events} nothing="Nothing has happened yet." />
        </Card>
      </div>
    </Page>
  );
}
