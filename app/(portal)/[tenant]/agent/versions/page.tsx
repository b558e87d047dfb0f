import { History } from 'lucide-react';
import type { Metadata } from 'next';
import { Empty } from '@/components/ui/empty';
import { Page, PageHeader } from '@/components/ui/page-header';
import { VersionCompare } from '@/components/versions/version-compare';
import { VersionList } from '@/components/versions/version-list';
import { requireMember } from '@/lib/portal/session';
import { listVersions, readDraft } from '@/lib/version/read';
import { whyReadOnly } from '../read-only';
import { restore } from './actions';
import { compareSides, sidesFrom } from './compare';

export const metadata: Metadata = { title: 'Versions' };

type Props = {
  params: Promise<{ tenant: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export default async function VersionsPage({ params, searchParams }: Props) {
  const { tenant } = await params;
  const member = await requireMember(tenant);
  const { db, tenantId } = member;
  const [versions, draft] = await Promise.all([listVersions(db, tenantId), readDraft(db, tenantId)]);
  const asked = await searchParams;
  const sides = sidesFrom(asked, versions);
  const compare = sides && (
    <VersionCompare
      versions={versions}
      {...sides}
      changes={await compareSides({ db, tenantId, draft: draft.config }, sides)}
    />
  );

  return (
    <Page>
      <PageHeader
        title="Versions"
        help="Everything that was ever published. Any version can be compared and brought back."
      />
      {versions.length === 0 ? (
        <Empty icon={History} title="Nothing published yet">
          Each time you publish the draft, it is kept here with its author and note.
        </Empty>
      ) : (
        <>
          {asked.from && compare}
          <VersionList
            versions={versions}
            timeZone={draft.config.identity.timeZone}
            canRestore={!whyReadOnly(member)}
            restore={restore.bind(null, tenant)}
          />
          {!asked.from && compare}
        </>
      )}
    </Page>
  );
}
