import type { Metadata } from 'next';
import { HoursEditor } from '@/components/hours/hours-editor';
import { Page, PageHeader } from '@/components/ui/page-header';
import { localTime } from '@/lib/hours/local-time';
import { readNumbers } from '@/lib/number/read';
import { findPlanLines } from '@/lib/plan/read';
import { requireMember } from '@/lib/portal/session';
import { readDraft } from '@/lib/version/read';
import { versionOf } from '@/lib/version/section-versions';
import { whyReadOnly } from '../read-only';
import { saveHours } from './actions';

export const metadata: Metadata = { title: 'Hours' };

export default async function HoursPage({ params }: { params: Promise<{ tenant: string }> }) {
  const { tenant } = await params;
  const member = await requireMember(tenant);
  const [{ config, versions }, numbers, plan] = await Promise.all([
    readDraft(member.db, member.tenantId),
    readNumbers(member.db, member.tenantId),
    findPlanLines(member.db, member.tenantId),
  ]);

  return (
    <Page width="wide">
      <PageHeader title="Hours" help="When you are open. What callers get when you are not is set under Routing." />
      <HoursEditor
        tenant={tenant}
        config={config}
        version={versionOf(versions, 'hours')}
        numbers={numbers.map(({ e164 }) => e164)}
        planLines={plan?.callsAtOnce ?? null}
        now={localTime(new Date(), config.identity.timeZone)}
        readOnly={whyReadOnly(member)}
        save={saveHours.bind(null, tenant)}
      />
    </Page>
  );
}
