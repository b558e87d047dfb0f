import type { Metadata } from 'next';
import { TextingEditor } from '@/components/texting/texting-editor';
import { Page, PageHeader } from '@/components/ui/page-header';
import { requireMember } from '@/lib/portal/session';
import { readDraft } from '@/lib/version/read';
import { versionOf } from '@/lib/version/section-versions';
import { whyReadOnly } from '../read-only';
import { saveTexting } from './actions';

export const metadata: Metadata = { title: 'Text messages' };

export default async function TextingPage({ params }: { params: Promise<{ tenant: string }> }) {
  const { tenant } = await params;
  const member = await requireMember(tenant);
  const { config, versions } = await readDraft(member.db, member.tenantId);

  return (
    <Page width="wide">
      <PageHeader
        title="Text messages"
        help="What your receptionist may text to whoever is calling. You write the words; it only picks which."
      />
      <TextingEditor
        tenant={tenant}
        config={config}
        version={versionOf(versions, 'texting')}
        readOnly={whyReadOnly(member)}
        save={saveTexting.bind(null, tenant)}
      />
    </Page>
  );
}
