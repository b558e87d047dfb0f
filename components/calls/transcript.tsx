'use client';

import { CornerDownRight } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { cn } from '@/components/ui/cn';
import { callTime, describeTool, heardText, type ShownTurn } from '@/lib/call/transcript';
import { ResponseGap } from './response-gap';

export type SpeakerNames = { agent: string; caller: string };

/** The place of a recording that is played, and the way to another. Null: nothing was played yet. */
export type Follow = { callMs: number | null; seek: (startedMs: number) => void };

type Props = { turns: ShownTurn[]; names: SpeakerNames; live?: boolean; follow?: Follow; className?: string };

/** A script: who in the gutter, what was heard beside it, tools as quiet lines between. */
export function Transcript({ turns, names, live, follow, className }: Props) {
  const current = follow && currentTurn(turns, follow.callMs);
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
          <SpokenLine
            key={turn.sequence}
            turn={turn}
            name={names[turn.speaker]}
            isCurrent={turn.sequence === current}
            seek={follow?.seek}
          />
        ),
      )}
    </ol>
  );
}

const grid = 'grid grid-cols-[72px_1fr] gap-x-3 sm:grid-cols-[88px_1fr]';

/** The last turn that had begun by then. */
function currentTurn(turns: ShownTurn[], callMs: number | null): number | undefined {
  if (callMs === null) return undefined;
  return turns.findLast(
    ({ speaker, startedMs }) => startedMs <= callMs && (speaker === 'caller' || speaker === 'agent'),
  )?.sequence;
}

type SpokenProps = { turn: ShownTurn; name: string; isCurrent: boolean; seek?: Follow['seek'] };

function SpokenLine({ turn, name, isCurrent, seek }: SpokenProps) {
  const text = heardText(turn);
  const line = useRef<HTMLLIElement>(null);

  useEffect(() => {
    if (isCurrent) line.current?.scrollIntoView({ block: 'nearest' });
  }, [isCurrent]);

  return (
    <li
      ref={line}
      id={`turn-${turn.sequence}`}
      aria-current={isCurrent || undefined}
      className={cn(
        grid,
        'scroll-my-20 rounded-md target:bg-muted',
        isCurrent && '-mx-2 rounded-md bg-brand-surface px-2 py-1',
      )}
    >
      <div className="flex flex-col">
        <span className={cn('truncate font-medium text-meta', turn.speaker === 'agent' && 'text-brand-foreground')}>
          {name}
        </span>
        <span className="flex flex-wrap items-center gap-x-1.5">
          {seek ? (
            <button
              type="button"
              onClick={() => seek(turn.startedMs)}
              aria-label={`Play from ${callTime(turn.startedMs)}, ${name}`}
              className="self-start hover:underline"
            >
              <Time ms={turn.startedMs} />
            </button>
          ) : (
            <Time ms={turn.startedMs} />
          )}
          {turn.gapMs !== null && <ResponseGap gapMs={turn.gapMs} />}
        </span>
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
        {turn.speaker === 'tool' ? describeTool(turn) : `Note from the team: ${turn.text}`}
      </span>
    </li>
  );
}

function Time({ ms }: { ms: number }) {
  return <span className="text-label text-muted-foreground tabular-nums">{callTime(ms)}</span>;
}
