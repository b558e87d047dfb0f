import type { Metadata } from 'next';
import { PrivacyEditor } from '@/components/privacy/privacy-editor';
import { Page, PageHeader } from '@/components/ui/page-header';
import { requireMember } from '@/lib/portal/session';
import { readDraft } from '@/lib/version/read';
import { versionOf } from '@/lib/version/section-versions';
import { whyReadOnly } from '../read-only';
import { savePrivacy } from './actions';

export const metadata: Metadata = { title: 'Privacy' };

export default async function PrivacyPage({ params }: { params: Promise<{ tenant: string }> }) {
  const { tenant } = await params;
  const member = await requireMember(tenant);
  const { config, versions } = await readDraft(member.db, member.tenantId);

  return (
    <Page width="wide">
      <PageHeader title="Privacy" help="What is kept of a call, by whose leave, and for how long." />
      <PrivacyEditor
        tenant={tenant}
        config={config}
        version={versionOf(versions, 'privacy')}
        readOnly={whyReadOnly(member)}
        save={savePrivacy.bind(null, tenant)}
      />
    </Page>
  );
}
