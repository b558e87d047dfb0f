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
import {
  type Conversation,
  conversationsIn,
  readTextFilter,
  type ShownText,
  type TextFilter,
} from '@/lib/text/conversation';
import { mostTexts, readOptOuts, readTexts, readTextsWith } from '@/lib/text/read';
import { readWallClock } from '../calls/gather';

export const metadata: Metadata = { title: 'Texts' };

type Props = { params: Promise<{ tenant: string }>; searchParams: Promise<ListParams> };

export default async function TextsPage({ params, searchParams }: Props) {
  const [{ tenant: slug }, asked] = await Promise.all([params, searchParams]);
  const member = await requireMember(slug);
  const { db, tenantId } = member;
  const filter = readTextFilter(asked);
  const { number } = filter;
  const [texts, optedOut, { timeZone }] = await Promise.all([
    number ? readTextsWith(db, tenantId, number) : readTexts(db, tenantId, filter),
    readOptOuts(db, tenantId),
    readWallClock(member),
  ]);

  if (number) return <OneNumber {...{ slug, number, texts, timeZone }} isOptedOut={optedOut.has(number)} />;
  const all = conversationsIn(texts, optedOut);
  const conversations = filter.view === 'stopped' ? all.filter(({ isOptedOut }) => isOptedOut) : all;
  return <AllNumbers {...{ slug, asked, filter, conversations, timeZone }} isCut={texts.length === mostTexts} />;
}

type AllProps = {
  slug: string;
  asked: ListParams;
  filter: TextFilter;
  conversations: Conversation[];
  timeZone: string;
  isCut: boolean;
};

function AllNumbers({ slug, asked, filter, conversations, timeZone, isCut }: AllProps) {
  const path = `/${slug}/texts`;
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
      {isCut && (
        <p className="text-meta text-muted-foreground">
          These are the latest {mostTexts} texts. Search for a number to see older ones.
        </p>
      )}
    </Page>
  );
}

type OneProps = { slug: string; number: string; texts: ShownText[]; timeZone: string; isOptedOut: boolean };

function OneNumber({ slug, number, texts, timeZone, isOptedOut }: OneProps) {
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
