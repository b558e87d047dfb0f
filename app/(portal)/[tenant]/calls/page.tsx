import { Download } from 'lucide-react';
import type { Metadata } from 'next';
import { CallFigures } from '@/components/calls/call-figures';
import { CallFilters } from '@/components/calls/call-filters';
import { CallTable } from '@/components/calls/call-table';
import { NoCallsMatch, NoCallsYet } from '@/components/calls/calls-empty';
import { CallsPager } from '@/components/calls/calls-pager';
import { FoundCallers } from '@/components/calls/found-callers';
import { LiveCalls } from '@/components/calls/live-calls';
import { SearchResult } from '@/components/calls/search-result';
import { buttonStyle } from '@/components/ui/button';
import { listHref } from '@/components/ui/list-href';
import { Page, PageHeader } from '@/components/ui/page-header';
import { describeRange, type SearchParams } from '@/lib/call/filters';
import { localDay } from '@/lib/call/local-day';
import { formatPhone } from '@/lib/format/phone';
import { requireMember } from '@/lib/portal/session';
import { gatherCalls, hadAnyCall } from './gather';
import { gatherStory } from './gather-story';
import { OpenCall } from './open-call';
import { stepIn } from './step-in';

export const metadata: Metadata = { title: 'Calls' };

type Props = { params: Promise<{ tenant: string }>; searchParams: Promise<SearchParams> };

export default async function CallsPage({ params, searchParams }: Props) {
  const [{ tenant: slug }, asked] = await Promise.all([params, searchParams]);
  const member = await requireMember(slug);
  const now = new Date();
  const openCallId = [asked.call ?? ''].flat()[0] || null;
  const [gathered, story] = await Promise.all([
    gatherCalls(member, asked, now),
    openCallId ? gatherStory(member, openCallId, now) : null,
  ]);
  const { revision, timeZone, names, filters, page, found, foundCallers, inProgress, buckets, size, numbers } =
    gathered;

  const path = `/${slug}/calls`;
  const pinned = new Set(inProgress.map((call) => call.id));
  const calls = page.calls.filter((call) => !pinned.has(call.id));
  const nothingYet = page.calls.length === 0 && !(await hadAnyCall(member, now));
  const live = <LiveCalls tenantSlug={slug} inProgress={inProgress} revision={revision} nowMs={now.getTime()} />;

  if (nothingYet) {
    return (
      <Page>
        <PageHeader title="Calls" />
        {live}
        <NoCallsYet number={numbers[0]?.e164 ?? null} testHref={`/${slug}/test`} />
      </Page>
    );
  }

  return (
    <Page>
      <PageHeader
        title="Calls"
        help={`Times are in ${timeZone}.`}
        actions={
          !found && (
            <a href={listHref(`${path}/export`, asked, { call: null, page: null })} download className={buttonStyle()}>
              <Download aria-hidden /> Export
            </a>
          )
        }
      />
      {live}
      <CallFigures
        buckets={buckets}
        size={size}
        rangeWords={describeRange(filters)}
        testCalls={filters.kind === 'test'}
      />
      <section aria-label="All calls" className="flex flex-col gap-3">
        <CallFilters
          path={path}
          params={asked}
          filters={filters}
          numbers={numbers.map(({ e164, label }) => ({ value: e164, label: label || formatPhone(e164) }))}
          today={localDay(now, timeZone)}
        />
        <FoundCallers callers={foundCallers} path={`/${slug}/callers`} />
        {found ? (
          <SearchResult {...{ found, path, names, timeZone, now, words: filters.words, params: asked }} />
        ) : calls.length > 0 ? (
          <CallTable {...{ calls, path, params: asked, openCallId, timeZone, now }} showNumber={numbers.length > 1} />
        ) : (
          page.calls.length === 0 && (
            <NoCallsMatch clearHref={`${path}?range=all`} rangeWords={describeRange(filters)} />
          )
        )}
        {!found && <CallsPager page={page} path={path} params={asked} timeZone={timeZone} now={now} />}
      </section>
      {story && (
        <OpenCall story={{ ...story, stepIn: await stepIn(member, story.call) }} calls={calls} params={asked} />
      )}
    </Page>
  );
}
