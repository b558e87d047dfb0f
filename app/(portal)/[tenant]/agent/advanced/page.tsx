import type { Metadata } from 'next';
import { CallManners } from '@/components/advanced/call-manners';
import { Page, PageHeader } from '@/components/ui/page-header';
import { requireMember } from '@/lib/portal/session';
import { readDraft } from '@/lib/version/read';
import { versionOf } from '@/lib/version/section-versions';
import { whyReadOnly } from '../read-only';
import { saveAdvanced, saveIdentity, saveLimits } from './actions';

export const metadata: Metadata = { title: 'How calls run' };

export default async function AdvancedPage({ params }: { params: Promise<{ tenant: string }> }) {
  const { tenant } = await params;
  const member = await requireMember(tenant);
  const { config, versions } = await readDraft(member.db, member.tenantId);

  return (
    <Page width="wide">
      <PageHeader title="How calls run" help="Who speaks when, what a silence means, and when a call is over." />
      <CallManners
        tenant={tenant}
        config={config}
        versions={{
          advanced: versionOf(versions, 'advanced'),
          identity: versionOf(versions, 'identity'),
          limits: versionOf(versions, 'limits'),
        }}
        readOnly={whyReadOnly(member)}
        saveAdvanced={saveAdvanced.bind(null, tenant)}
        saveIdentity={saveIdentity.bind(null, tenant)}
        saveLimits={saveLimits.bind(null, tenant)}
      />
    </Page>
  );
}
