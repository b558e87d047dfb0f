import type { ReactNode } from 'react';
import { DraftBar } from '@/components/agent/draft-bar';
import { describeChanges } from '@/lib/agent/changes';
import { lintConfig } from '@/lib/agent/lint';
import { findPlanLines } from '@/lib/plan/read';
import { requireMember } from '@/lib/portal/session';
import { findLiveVersion, readDraft } from '@/lib/version/read';
import { discard, publish } from './actions';
import { whyReadOnly } from './read-only';

type Props = { params: Promise<{ tenant: string }>; children: ReactNode };

export default async function AgentLayout({ params, children }: Props) {
  const { tenant } = await params;
  const member = await requireMember(tenant);
  const { db, tenantId } = member;
  const [draft, live, plan] = await Promise.all([
    readDraft(db, tenantId),
    findLiveVersion(db, tenantId),
    findPlanLines(db, tenantId),
  ]);

  return (
    <>
      <DraftBar
        draft={{
          tenant,
          liveNumber: live?.number ?? null,
          changes: live ? describeChanges(live.config, draft.config) : [],
          findings: lintConfig(draft.config, new Date(), plan),
          versions: draft.versions,
          canEdit: !whyReadOnly(member),
        }}
        publish={publish.bind(null, tenant)}
        discard={discard.bind(null, tenant, {})}
      />
      {children}
    </>
  );
}
