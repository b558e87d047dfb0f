import { type ListParams, listHref } from '@/components/ui/list-href';
import { Pager } from '@/components/ui/pager';
import { writeCursor } from '@/lib/call/cursor';
import type { CallSummary } from '@/lib/call/summary';
import { formatWhen } from '@/lib/format/day';

type Props = {
  page: { calls: CallSummary[]; hasOlder: boolean; hasNewer: boolean };
  path: string;
  params: ListParams;
  timeZone: string;
  now: Date;
};

/** Steps by the last row seen, so that new calls shift nothing. */
export function CallsPager({ page, path, params, timeZone, now }: Props) {
  const [first, last] = [page.calls.at(0), page.calls.at(-1)];
  if (!first || !last) return null;

  const hrefTo = (direction: 'older' | 'newer', call: CallSummary) =>
    listHref(path, params, {
      page: writeCursor({ direction, startedAt: call.startedAt, id: call.id }),
      call: null,
    });
  const when = (call: CallSummary) => formatWhen(call.startedAt, timeZone, now);

  return (
    <Pager previous={page.hasNewer ? hrefTo('newer', first) : null} next={page.hasOlder ? hrefTo('older', last) : null}>
      {first === last ? when(first) : `${when(first)} – ${when(last)}`}
    </Pager>
  );
}
