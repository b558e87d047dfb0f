import type { Metadata } from 'next';
import { LimitsForm } from '@/components/advanced/limits-form';
import { Page, PageHeader } from '@/components/ui/page-header';
import { readUse } from '@/lib/limits/read';
import { findPlanLines } from '@/lib/plan/read';
import { requireMember } from '@/lib/portal/session';
import { findLiveVersion, readDraft } from '@/lib/version/read';
import { versionOf } from '@/lib/version/section-versions';
import { saveLimits } from '../advanced/actions';
import { whyReadOnly } from '../read-only';

export const metadata: Metadata = { title: 'Limits' };

export default async function LimitsPage({ params }: { params: Promise<{ tenant: string }> }) {
  const { tenant } = await params;
  const member = await requireMember(tenant);
  const [{ config, versions }, use, live, plan] = await Promise.all([
    readDraft(member.db, member.tenantId),
    readUse(member.db, member.tenantId),
    findLiveVersion(member.db, member.tenantId),
    findPlanLines(member.db, member.tenantId),
  ]);

  return (
    <Page width="wide">
      <PageHeader title="Limits" help="What calls may cost, how long they may be, and how many there may be at once." />
      <LimitsForm
        tenant={tenant}
        config={config}
        version={versionOf(versions, 'limits')}
        use={use}
        plan={plan}
        live={live?.config.limits ?? null}
        readOnly={whyReadOnly(member)}
        save={saveLimits.bind(null, tenant)}
      />
    </Page>
  );
}
