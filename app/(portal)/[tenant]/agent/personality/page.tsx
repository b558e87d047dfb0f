import type { Metadata } from 'next';
import { PersonalityEditor } from '@/components/personality/personality-editor';
import { Page, PageHeader } from '@/components/ui/page-header';
import { requireMember } from '@/lib/portal/session';
import { readDraft } from '@/lib/version/read';
import { versionOf } from '@/lib/version/section-versions';
import { whyReadOnly } from '../read-only';
import { savePersonality } from './actions';

export const metadata: Metadata = { title: 'Personality' };

export default async function PersonalityPage({ params }: { params: Promise<{ tenant: string }> }) {
  const { tenant } = await params;
  const member = await requireMember(tenant);
  const { config, versions } = await readDraft(member.db, member.tenantId);

  return (
    <Page width="wide">
      <PageHeader
        title="Personality"
        help="Begin with a preset, then move what matters. Callers hear it after you publish."
      />
      <PersonalityEditor
        tenant={tenant}
        config={config}
        version={versionOf(versions, 'personality')}
        readOnly={whyReadOnly(member)}
        save={savePersonality.bind(null, tenant)}
      />
    </Page>
  );
}
