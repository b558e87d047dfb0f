import type { Metadata } from 'next';
import { VoiceAndGreeting } from '@/components/greeting/voice-and-greeting';
import { Page, PageHeader } from '@/components/ui/page-header';
import { listClipReports } from '@/lib/clip/read';
import { requireMember } from '@/lib/portal/session';
import { findLiveVersion, readDraft } from '@/lib/version/read';
import { versionOf } from '@/lib/version/section-versions';
import { whyReadOnly } from '../read-only';
import { saveGreeting, saveVoice } from './actions';

export const metadata: Metadata = { title: 'Voice & greeting' };

export default async function VoiceAndGreetingPage({ params }: { params: Promise<{ tenant: string }> }) {
  const { tenant } = await params;
  const member = await requireMember(tenant);
  const { db, tenantId } = member;
  const [{ config, versions }, live] = await Promise.all([readDraft(db, tenantId), findLiveVersion(db, tenantId)]);
  const clips = live ? await listClipReports(db, tenantId, live.number) : [];

  return (
    <Page width="wide">
      <PageHeader title="Voice & greeting" help="What callers hear first, and who says it." />
      <VoiceAndGreeting
        tenant={tenant}
        config={config}
        versions={{ voice: versionOf(versions, 'voice'), greeting: versionOf(versions, 'greeting') }}
        sampleUrl={`/${encodeURIComponent(tenant)}/agent/voice-and-greeting/preview`}
        clips={clips}
        readOnly={whyReadOnly(member)}
        saveVoice={saveVoice.bind(null, tenant)}
        saveGreeting={saveGreeting.bind(null, tenant)}
      />
    </Page>
  );
}
