import { CallSheet } from '@/components/calls/call-sheet';
import { CallStory, type CallStoryProps } from '@/components/calls/call-story';
import { callerName } from '@/components/calls/call-words';
import { type ListParams, listHref } from '@/components/ui/list-href';
import type { CallSummary } from '@/lib/call/summary';
import { formatMoment } from '@/lib/format/day';

type Props = { story: CallStoryProps; calls: CallSummary[]; params: ListParams };

/** The sheet beside the list; j and k walk the rows that are shown. */
export function OpenCall({ story, calls, params }: Props) {
  const path = `/${story.tenantSlug}/calls`;
  const place = calls.findIndex((call) => call.id === story.call.id);
  const hrefOf = (call: CallSummary | undefined) => (call ? listHref(path, params, { call: call.id }) : null);

  return (
    <CallSheet
      title={callerName(story.call)}
      help={formatMoment(story.call.startedAt, story.timeZone)}
      fullHref={`${path}/${story.call.id}`}
      closeHref={listHref(path, params, { call: null })}
      next={place < 0 ? null : hrefOf(calls[place + 1])}
      previous={place < 0 ? null : hrefOf(calls[place - 1])}
    >
      <CallStory {...story} />
    </CallSheet>
  );
}
