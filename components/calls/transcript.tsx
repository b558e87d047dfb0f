import { CornerDownRight } from 'lucide-react';
import { cn } from '@/components/ui/cn';
import { callTime, describeTool, heardText, type ShownTurn } from '@/lib/call/transcript';

export type SpeakerNames = { agent: string; caller: string };

type Props = { turns: ShownTurn[]; names: SpeakerNames; live?: boolean; className?: string };

/** A script: who in the gutter, what was heard beside it, tools as quiet lines between. */
export function Transcript({ turns, names, live, className }: Props) {
  return (
    <ol
      aria-label="Transcript"
      aria-live={live ? 'polite' : undefined}
      className={cn('flex flex-col gap-3 text-body', className)}
    >
      {turns.map((turn) =>
        turn.speaker === 'tool' || turn.speaker === 'system' ? (
          <EventLine key={turn.sequence} turn={turn} />
        ) : (
          <SpokenLine key={turn.sequence} turn={turn} name={names[turn.speaker]} />
        ),
      )}
    </ol>
  );
}

const grid = 'grid grid-cols-[72px_1fr] gap-x-3 sm:grid-cols-[88px_1fr]';

function SpokenLine({ turn, name }: { turn: ShownTurn; name: string }) {
  const text = heardText(turn);
  return (
    <li className={grid}>
      <div className="flex flex-col">
        <span className={cn('truncate font-medium text-meta', turn.speaker === 'agent' && 'text-brand-foreground')}>
          {name}
        </span>
        <Time ms={turn.startedMs} />
      </div>
      <p className="max-w-[65ch] break-words">
        {text}
        {!turn.final && <span className="text-muted-foreground">{text ? ' …' : '…'}</span>}
        {turn.unheardText && (
          <>
            {' '}
            <s className="text-muted-foreground">{turn.unheardText.trim()}</s>{' '}
            <span className="whitespace-nowrap text-label text-muted-foreground">not heard</span>
          </>
        )}
      </p>
    </li>
  );
}

function EventLine({ turn }: { turn: ShownTurn }) {
  return (
    <li className={cn(grid, 'items-baseline text-meta text-muted-foreground')}>
      <Time ms={turn.startedMs} />
      <span className="flex gap-1.5">
        <CornerDownRight className="mt-1 size-3 shrink-0" aria-hidden />
        {turn.speaker === 'tool' ? describeTool(turn) : turn.text}
      </span>
    </li>
  );
}

function Time({ ms }: { ms: number }) {
  return <span className="text-label text-muted-foreground tabular-nums">{callTime(ms)}</span>;
}
