import Link from 'next/link';
import { cn } from '@/components/ui/cn';
import { formatMoment } from '@/lib/format/day';
import type { ShownText } from '@/lib/text/conversation';
import { labelOf, stateOf } from './text-words';

type Props = { texts: ShownText[]; callsPath: string; timeZone: string };

/** One conversation, the oldest first: theirs on the left, ours on the right. */
export function TextBubbles({ texts, callsPath, timeZone }: Props) {
  return (
    <ol aria-label="Texts" className="flex flex-col gap-4 rounded-lg border bg-card p-4 sm:p-5">
      {texts.map((text) => {
        const isOurs = text.direction === 'outbound';
        return (
          <li key={text.id} className={cn('flex max-w-[34rem] flex-col gap-1', isOurs && 'items-end self-end')}>
            <p
              className={cn(
                'max-w-full whitespace-pre-line break-words rounded-lg px-3 py-2 text-body',
                isOurs ? 'rounded-br-none bg-brand-surface' : 'rounded-bl-none bg-muted',
              )}
            >
              <span className="sr-only">{isOurs ? 'From us: ' : 'From them: '}</span>
              {text.body}
            </p>
            <p className={cn('text-meta text-muted-foreground tabular-nums', isOurs && 'text-right')}>
              {[labelOf(text), isOurs && stateOf(text).word, formatMoment(text.at, timeZone)]
                .filter(Boolean)
                .join(' · ')}
              {text.callId && (
                <>
                  {' · '}
                  <Link href={`${callsPath}/${text.callId}`} className="text-brand-foreground hover:underline">
                    The call
                  </Link>
                </>
              )}
            </p>
            {text.problem && <p className="text-danger-foreground text-meta">{text.problem}</p>}
          </li>
        );
      })}
    </ol>
  );
}
