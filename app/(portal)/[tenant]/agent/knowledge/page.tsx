import { Waypoints } from 'lucide-react';
import type { Metadata } from 'next';
import Link from 'next/link';
import { AnswersEditor } from '@/components/knowledge/answers-editor';
import { AskBox } from '@/components/knowledge/ask-box';
import { GapList } from '@/components/knowledge/gap-list';
import { SourceList } from '@/components/knowledge/source-list';
import { buttonStyle } from '@/components/ui/button';
import { Page, PageHeader } from '@/components/ui/page-header';
import { listGaps, listSources } from '@/lib/knowledge/read';
import { requireMember } from '@/lib/portal/session';
import { readDraft } from '@/lib/version/read';
import { versionOf } from '@/lib/version/section-versions';
import { whyReadOnly } from '../read-only';
import { addText, addWebsite, answerGap, ask, dismissGap, readAgain, remove, saveKnowledge, setUse } from './actions';

export const metadata: Metadata = { title: 'Knowledge' };

export default async function KnowledgePage({ params }: { params: Promise<{ tenant: string }> }) {
  const { tenant } = await params;
  const member = await requireMember(tenant);
  const { db, tenantId } = member;
  const [{ config, versions }, sources, gaps] = await Promise.all([
    readDraft(db, tenantId),
    listSources(db, tenantId),
    listGaps(db, tenantId),
  ]);
  const readOnly = whyReadOnly(member);
  const base = `/${encodeURIComponent(tenant)}`;

  return (
    <Page width="wide">
      <PageHeader
        title="Knowledge"
        help="What your receptionist can answer, and where it learned it."
        actions={
          <Link href={`${base}/agent/knowledge/map`} className={buttonStyle()}>
            <Waypoints aria-hidden /> Map
          </Link>
        }
      />
      <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,1fr)_22rem]">
        <div className="flex min-w-0 flex-col gap-6">
          {gaps.length > 0 && (
            <GapList
              gaps={gaps}
              callsHref={`${base}/calls`}
              readOnly={readOnly}
              answer={answerGap.bind(null, tenant)}
              dismiss={dismissGap.bind(null, tenant)}
            />
          )}
          <SourceList
            sources={sources.filter(({ kind }) => kind !== 'answers')}
            base={`${base}/agent/knowledge`}
            readOnly={readOnly}
            addText={addText.bind(null, tenant)}
            addWebsite={addWebsite.bind(null, tenant)}
            remove={remove.bind(null, tenant)}
            readAgain={readAgain.bind(null, tenant)}
            setUse={setUse.bind(null, tenant)}
          />
          <AnswersEditor
            tenant={tenant}
            config={config}
            version={versionOf(versions, 'knowledge')}
            readOnly={readOnly}
            save={saveKnowledge.bind(null, tenant)}
          />
        </div>
        <div className="order-first lg:order-none">
          <AskBox ask={ask.bind(null, tenant)} />
        </div>
      </div>
    </Page>
  );
}
