import { Waypoints } from 'lucide-react';
import type { Metadata } from 'next';
import Link from 'next/link';
import { KnowledgeList } from '@/components/knowledge/knowledge-list';
import { KnowledgeMap } from '@/components/knowledge/knowledge-map';
import { buttonStyle } from '@/components/ui/button';
import { Empty } from '@/components/ui/empty';
import { Page, PageHeader } from '@/components/ui/page-header';
import { layOut } from '@/lib/knowledge/map-layout';
import { readKnowledgeGraph } from '@/lib/knowledge/read';
import { requireMember } from '@/lib/portal/session';

export const metadata: Metadata = { title: 'Map of knowledge' };

export default async function KnowledgeMapPage({ params }: { params: Promise<{ tenant: string }> }) {
  const { tenant } = await params;
  const { db, tenantId } = await requireMember(tenant);
  const graph = await readKnowledgeGraph(db, tenantId);
  const base = `/${encodeURIComponent(tenant)}/agent/knowledge`;

  return (
    <Page width="wide">
      <PageHeader
        back={<Link href={base}>Knowledge</Link>}
        title="Map of knowledge"
        help="Where your receptionist learned what, and what callers asked in vain."
      />
      {graph.nodes.length === 0 ? (
        <Empty
          icon={Waypoints}
          title="Nothing to draw yet"
          action={
            <Link href={base} className={buttonStyle({ variant: 'primary' })}>
              Add knowledge
            </Link>
          }
        >
          Sources, their topics, and the questions nobody has answered appear here.
        </Empty>
      ) : (
        <>
          <KnowledgeMap map={layOut(graph)} base={base} />
          <KnowledgeList graph={graph} base={base} />
        </>
      )}
    </Page>
  );
}
