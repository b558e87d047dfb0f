import type { Metadata } from 'next';
import { VoiceAndGreeting } from '@/components/greeting/voice-and-greeting';
import { Page, PageHeader } from '@/components/ui/page-header';
import { requireMember } from '@/lib/portal/session';
import { readDraft } from '@/lib/version/read';
import { versionOf } from '@/lib/version/section-versions';
import { whyReadOnly } from '../read-only';
import { saveGreeting, saveVoice } from './actions';

export const metadata: Metadata = { title: 'Voice & greeting' };

export default async function VoiceAndGreetingPage({ params }: { params: Promise<{ tenant: string }> }) {
  const { tenant } = await params;
  const member = await requireMember(tenant);
  const { config, versions } = await readDraft(member.db, member.tenantId);

  return (
    <Page width="wide">
      <PageHeader title="Voice & greeting" help="What callers hear first, and who says it." />
      <VoiceAndGreeting
        tenant={tenant}
        config={config}
        versions={{ voice: versionOf(versions, 'voice'), greeting: versionOf(versions, 'greeting') }}
        sampleUrl={`/${encodeURIComponent(tenant)}/agent/voice-and-greeting/preview`}
        readOnly={whyReadOnly(member)}
        saveVoice={saveVoice.bind(null, tenant)}
        saveGreeting={saveGreeting.bind(null, tenant)}
      />
    </Page>
  );
}
