import { Badge } from '@/components/ui/badge';
import { MarkedWords } from '@/components/ui/marked-words';
import { NearLink } from '@/components/ui/near-link';
import { callTime } from '@/lib/call/transcript';
import { formatWhen } from '@/lib/format/day';
import type { FoundCall, Passage } from '@/lib/search/found';
import { CallOutcome } from './call-outcome';
import { callerName } from './call-words';
import type { SpeakerNames } from './transcript';

type Props = { calls: FoundCall[]; path: string; names: SpeakerNames; timeZone: string; now: Date };

/** Calls in which the words were said, each with its passages; a passage leads to its moment. */
export function FoundCalls({ calls, path, names, timeZone, now }: Props) {
  return (
    <ol aria-label="Calls in which this was said" className="flex flex-col divide-y rounded-lg border bg-card">
      {calls.map((call) => {
        const href = `${path}/${call.id}`;
        const more = call.hits - call.passages.length;
        return (
          <li key={call.id} className="flex flex-col gap-2 p-4 sm:px-5">
            <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
              <NearLink href={href} className="font-medium text-body tabular-nums hover:underline">
                {call.callerName || callerName(call)}
              </NearLink>
              {call.title && <span className="min-w-0 truncate text-meta text-muted-foreground">{call.title}</span>}
              <span className="ml-auto flex items-center gap-2">
                {call.isTest && call.channel !== 'browser' && <Badge tone="outline">Test</Badge>}
                <CallOutcome call={call} />
                <time dateTime={call.startedAt} className="text-meta text-muted-foreground tabular-nums">
                  {formatWhen(call.startedAt, timeZone, now)}
                </time>
              </span>
            </div>
            <ul className="flex flex-col gap-1">
              {call.passages.map((passage) => (
                <FoundPassage
                  key={passage.turn?.sequence ?? 'summary'}
                  passage={passage}
                  name={passage.turn ? names[passage.turn.speaker] : 'Summary'}
                  href={href}
                />
              ))}
            </ul>
            {more > 0 && <p className="text-label text-muted-foreground">and {more} more in this call</p>}
          </li>
        );
      })}
    </ol>
  );
}

function FoundPassage({ passage: { turn, headline }, name, href }: { passage: Passage; name: string; href: string }) {
  return (
    <li>
      <NearLink
        href={turn ? `${href}#turn-${turn.sequence}` : href}
        className="-mx-2 grid grid-cols-[72px_1fr] gap-x-3 rounded-md px-2 py-1 hover:bg-muted sm:grid-cols-[120px_1fr]"
      >
        <span className="flex min-w-0 flex-wrap items-baseline gap-x-1.5 text-meta">
          <span className="truncate font-medium">{name}</span>
          {turn && <span className="text-label text-muted-foreground tabular-nums">{callTime(turn.startedMs)}</span>}
        </span>
        <span className="min-w-0 break-words text-body">
          <MarkedWords text={headline} />
        </span>
      </NearLink>
    </li>
  );
}
