import { SearchX } from 'lucide-react';
import Link from 'next/link';
import { buttonStyle } from '@/components/ui/button';
import { Empty } from '@/components/ui/empty';
import { type ListParams, listHref } from '@/components/ui/list-href';
import { Pager } from '@/components/ui/pager';
import { writeCursor } from '@/lib/call/cursor';
import type { FoundCalls as Found } from '@/lib/search/found';
import { FoundCalls } from './found-calls';
import type { SpeakerNames } from './transcript';

type Props = {
  found: Found;
  words: string;
  path: string;
  params: ListParams;
  names: SpeakerNames;
  timeZone: string;
  now: Date;
};

/** What a search for words has found, in steps towards the past. */
export function SearchResult({ found, words, path, params, names, timeZone, now }: Props) {
  const last = found.calls.at(-1);
  const isFirst = !params.page;
  if (!last) {
    return (
      <Empty
        icon={SearchX}
        title="Nobody said this"
        action={
          <Link href={listHref(path, params, { range: 'all', from: null, to: null })} className={buttonStyle()}>
            Search all calls
          </Link>
        }
      >
        No transcript and no summary has “{words}” in the chosen time. Fewer words find more.
      </Empty>
    );
  }

  const older = writeCursor({ direction: 'older', startedAt: last.startedAt, id: last.id });
  return (
    <>
      <FoundCalls {...{ calls: found.calls, path, names, timeZone, now }} />
      {(found.hasOlder || !isFirst) && (
        <Pager
          previous={isFirst ? null : listHref(path, params, { page: null })}
          next={found.hasOlder ? listHref(path, params, { page: older }) : null}
        >
          Newest first
        </Pager>
      )}
    </>
  );
}
