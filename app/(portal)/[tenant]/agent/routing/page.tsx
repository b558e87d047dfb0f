import type { Metadata } from 'next';
import { RoutingEditor } from '@/components/routing/routing-editor';
import { Page, PageHeader } from '@/components/ui/page-header';
import { localTime } from '@/lib/hours/local-time';
import { readNumbers } from '@/lib/number/read';
import { findPlanLines } from '@/lib/plan/read';
import { requireMember } from '@/lib/portal/session';
import { listCountries } from '@/lib/routing/countries';
import { readDraft } from '@/lib/version/read';
import { versionOf } from '@/lib/version/section-versions';
import { whyReadOnly } from '../read-only';
import { saveRouting } from './actions';

export const metadata: Metadata = { title: 'Routing' };

export default async function RoutingPage({ params }: { params: Promise<{ tenant: string }> }) {
  const { tenant } = await params;
  const member = await requireMember(tenant);
  const [{ config, versions }, numbers, plan] = await Promise.all([
    readDraft(member.db, member.tenantId),
    readNumbers(member.db, member.tenantId),
    findPlanLines(member.db, member.tenantId),
  ]);

  return (
    <Page width="wide">
      <PageHeader title="Routing" help="Where a call goes: to the receptionist, to your people, or to a recording." />
      <RoutingEditor
        tenant={tenant}
        config={config}
        version={versionOf(versions, 'routing')}
        numbers={numbers}
        countries={listCountries()}
        planLines={plan?.callsAtOnce ?? null}
        now={localTime(new Date(), config.identity.timeZone)}
        readOnly={whyReadOnly(member)}
        save={saveRouting.bind(null, tenant)}
      />
    </Page>
  );
}
