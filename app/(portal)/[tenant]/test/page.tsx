import type { Metadata } from 'next';
import { TestCall } from '@/components/test-call/test-call';
import { Badge } from '@/components/ui/badge';
import { Banner } from '@/components/ui/banner';
import { Page, PageHeader } from '@/components/ui/page-header';
import { isAtLeast } from '@/lib/contracts/member';
import { portalEnv } from '@/lib/platform/env';
import { requireMember } from '@/lib/portal/session';
import { readDraft } from '@/lib/version/read';
import { openTestCall } from './actions';

export const metadata: Metadata = { title: 'Test' };

export default async function TestPage({ params }: { params: Promise<{ tenant: string }> }) {
  const { tenant: slug } = await params;
  const member = await requireMember(slug);
  const { identity } = (await readDraft(member.db, member.tenantId)).config;

  return (
    <Page>
      <PageHeader
        title="Test call"
        badge={<Badge tone="brand">Draft</Badge>}
        help={`Talk to ${identity.agentName} as the draft stands now, published or not. Test calls are left out of your figures.`}
      />
      {isAtLeast(member.role, 'staff') ? (
        <TestCall
          tenantSlug={slug}
          agentName={identity.agentName}
          practice={portalEnv().practiceUrl !== null}
          open={openTestCall.bind(null, slug)}
        />
      ) : (
        <Banner role="status">
          Only staff, managers and owners can place test calls. Ask one of them to raise your role.
        </Banner>
      )}
    </Page>
  );
}
