import type { Metadata } from 'next';
import Link from 'next/link';
import { notFound } from 'next/navigation';
import { z } from 'zod';
import { LearnedPage } from '@/components/knowledge/learned-page';
import { SourceState } from '@/components/knowledge/source-state';
import { UseSwitch } from '@/components/knowledge/use-switch';
import { Banner } from '@/components/ui/banner';
import { Button } from '@/components/ui/button';
import { Empty } from '@/components/ui/empty';
import { Page, PageHeader } from '@/components/ui/page-header';
import { findSource, listPages, listPassages } from '@/lib/knowledge/read';
import { requireMember } from '@/lib/portal/session';
import { whyReadOnly } from '../../read-only';
import { setUse } from '../actions';

export const metadata: Metadata = { title: 'What was learned' };

type Props = {
  params: Promise<{ tenant: string; source: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

const pagesAtOnce = 20;
const afterSchema = z.coerce.number().int().min(0).max(10_000).catch(0);

export default async function SourcePage({ params, searchParams }: Props) {
  const { tenant, source: sourceId } = await params;
  const member = await requireMember(tenant);
  const { db, tenantId } = member;
  if (!z.uuid().safeParse(sourceId).success) notFound();
  const source = await findSource(db, tenantId, sourceId);
  if (!source) notFound();

  const after = afterSchema.parse((await searchParams).after ?? 0);
  const pages = await listPages(db, tenantId, sourceId, { after, limit: pagesAtOnce });
  const passages = await Promise.all(pages.map(({ id }) => listPassages(db, tenantId, id)));
  const readOnly = whyReadOnly(member);
  const base = `/${encodeURIComponent(tenant)}/agent/knowledge`;
  const last = pages.at(-1)?.number ?? 0;
  const change = setUse.bind(null, tenant);

  return (
    <Page width="wide">
      <PageHeader
        back={<Link href={base}>Knowledge</Link>}
        title={source.title}
        help={source.kind === 'website' ? source.location : 'Every passage that was learned, and where it stands.'}
        badge={<SourceState source={source} />}
        actions={
          !readOnly &&
          source.kind !== 'answers' && (
            <UseSwitch label="Use in calls" target={{ sourceId }} inUse={source.inUse} change={change} />
          )
        }
      />
      {source.kind === 'website' && source.state === 'ready' && !source.inUse && (
        <Banner tone="waiting">
          Look over what was read, leave out what callers should not hear, then turn on “Use in calls”.
        </Banner>
      )}
      {pages.length === 0 ? (
        <Empty title="Nothing learned yet">{source.error ?? 'The passages appear here as they are read.'}</Empty>
      ) : (
        <ol className="flex flex-col gap-4">
          {pages.map((page, index) => (
            <LearnedPage
              key={page.id}
              page={page}
              passages={passages[index] ?? []}
              sourceId={sourceId}
              isAlone={source.progressTotal <= 1}
              change={readOnly || source.kind === 'answers' ? undefined : change}
            />
          ))}
        </ol>
      )}
      {(after > 0 || pages.length === pagesAtOnce) && (
        <nav aria-label="Pages of this source" className="flex justify-between gap-2">
          <Button asChild>
            <Link href={`${base}/${sourceId}`}>First pages</Link>
          </Button>
          {pages.length === pagesAtOnce && (
            <Button asChild>
              <Link href={`${base}/${sourceId}?after=${last}`}>Next pages</Link>
            </Button>
          )}
        </nav>
      )}
    </Page>
  );
}
