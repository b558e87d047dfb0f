import { MessageSquare } from 'lucide-react';
import type { Metadata } from 'next';
import Link from 'next/link';
import { ConversationList } from '@/components/texting/conversation-list';
import { TextBubbles } from '@/components/texting/text-bubbles';
import { viewWords } from '@/components/texting/text-words';
import { buttonStyle } from '@/components/ui/button';
import { Empty } from '@/components/ui/empty';
import { FilterBar, FilterChip } from '@/components/ui/filter-bar';
import { type ListParams, listHref } from '@/components/ui/list-href';
import { Page, PageHeader } from '@/components/ui/page-header';
import { SearchField } from '@/components/ui/search-field';
import { Status } from '@/components/ui/status';
import { formatPhone } from '@/lib/format/phone';
import { requireMember } from '@/lib/portal/session';
import { conversationsIn, readTextFilter } from '@/lib/text/conversation';
import { mostTexts, readOptOuts, readTexts, readTextsWith } from '@/lib/text/read';
import { readWallClock } from '../calls/gather';

export const metadata: Metadata = { title: 'Texts' };

type Props = { params: Promise<{ tenant: string }>; searchParams: Promise<ListParams> };
type Member = Awaited<ReturnType<typeof requireMember>>;

export default async function TextsPage({ params, searchParams }: Props) {
  const [{ tenant: slug }, asked] = await Promise.all([params, searchParams]);
  const member = await requireMember(slug);
  const { number } = readTextFilter(asked);
  return number ? <OneNumber {...{ slug, member, number }} /> : <AllNumbers {...{ slug, member, asked }} />;
}

async function AllNumbers({ slug, member, asked }: { slug: string; member: Member; asked: ListParams }) {
  const { db, tenantId } = member;
  const path = `/${slug}/texts`;
  const filter = readTextFilter(asked);
  const [texts, optedOut, { timeZone }] = await Promise.all([
    readTexts(db, tenantId, filter),
    readOptOuts(db, tenantId),
    readWallClock(member),
  ]);
  const all = conversationsIn(texts, optedOut);
  const conversations = filter.view === 'stopped' ? all.filter(({ isOptedOut }) => isOptedOut) : all;
  const isFiltered = filter.view !== 'all' || filter.search !== '';

  return (
    <Page>
      <PageHeader title="Texts" help="What your receptionist texted to callers, and what they wrote to your number." />
      {(conversations.length > 0 || isFiltered) && (
        <FilterBar>
          <SearchField path={path} params={asked} label="Number" />
          {(['received', 'failed', 'stopped'] as const).map((view) => (
            <FilterChip
              key={view}
              href={listHref(path, asked, { view: filter.view === view ? null : view })}
              active={filter.view === view}
            >
              {viewWords[view]}
            </FilterChip>
          ))}
        </FilterBar>
      )}
      {conversations.length > 0 ? (
        <ConversationList conversations={conversations} path={path} timeZone={timeZone} now={new Date()} />
      ) : (
        <Empty
          icon={MessageSquare}
          title={isFiltered ? 'Nothing matches' : 'No texts yet'}
          action={
            <Link href={isFiltered ? path : `/${slug}/agent/texts`} className={buttonStyle()}>
              {isFiltered ? 'Clear filters' : 'Write the first text'}
            </Link>
          }
        >
          {isFiltered
            ? 'There is no text of this kind here.'
            : 'Callers can be texted your address, a link or a price list, and what they write back comes here.'}
        </Empty>
      )}
      {texts.length === mostTexts && (
        <p className="text-meta text-muted-foreground">
          These are the latest {mostTexts} texts. Search for a number to see older ones.
        </p>
      )}
    </Page>
  );
}

async function OneNumber({ slug, member, number }: { slug: string; member: Member; number: string }) {
  const { db, tenantId } = member;
  const [texts, optedOut, { timeZone }] = await Promise.all([
    readTextsWith(db, tenantId, number),
    readOptOuts(db, tenantId),
    readWallClock(member),
  ]);
  const isOptedOut = optedOut.has(number);

  return (
    <Page width="settings">
      <PageHeader
        back={
          <Link href={`/${slug}/texts`} className="hover:underline">
            Texts
          </Link>
        }
        title={formatPhone(number)}
        badge={isOptedOut && <Status tone="danger">Wants no texts</Status>}
        help={
          isOptedOut
            ? 'This number asked for no more texts, and gets none until it texts START.'
            : 'The oldest first. Times are those of your business.'
        }
      />
      {texts.length > 0 ? (
        <TextBubbles texts={texts.toReversed()} callsPath={`/${slug}/calls`} timeZone={timeZone} />
      ) : (
        <Empty icon={MessageSquare} title="No texts with this number">
          What your receptionist sends to it, and what comes from it, will be here.
        </Empty>
      )}
    </Page>
  );
}
