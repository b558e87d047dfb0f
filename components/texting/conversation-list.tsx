import Link from 'next/link';
import { Status } from '@/components/ui/status';
import { formatWhen } from '@/lib/format/day';
import { formatPhone } from '@/lib/format/phone';
import type { Conversation } from '@/lib/text/conversation';
import { stateOf } from './text-words';

type Props = { conversations: Conversation[]; path: string; timeZone: string; now: Date };

export function ConversationList({ conversations, path, timeZone, now }: Props) {
  return (
    <ul className="flex flex-col divide-y rounded-lg border bg-card">
      {conversations.map(({ number, last, count, isOptedOut }) => (
        <li key={number}>
          <Link
            href={`${path}?number=${encodeURIComponent(number)}`}
            className="flex flex-col gap-1 px-4 py-3 hover:bg-muted/60 focus-visible:-outline-offset-2"
          >
            <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
              <span className="font-medium text-body tabular-nums">{formatPhone(number)}</span>
              {isOptedOut && <Status tone="danger">Wants no texts</Status>}
              {last.status === 'failed' && <Status tone={stateOf(last).tone}>{stateOf(last).word}</Status>}
              <span className="text-meta text-muted-foreground tabular-nums">
                {count === 1 ? '1 text' : `${count} texts`}
              </span>
              <time dateTime={last.at} className="ml-auto text-meta text-muted-foreground tabular-nums">
                {formatWhen(last.at, timeZone, now)}
              </time>
            </span>
            <span className="truncate text-meta text-muted-foreground">
              {last.direction === 'outbound' && 'You: '}
              {last.body}
            </span>
          </Link>
        </li>
      ))}
    </ul>
  );
}
