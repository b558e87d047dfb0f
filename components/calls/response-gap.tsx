import { cn } from '@/components/ui/cn';
import { type GapKind, gapKind, gapWords } from '@/lib/call/gap';

const dots: Record<GapKind, string> = { quick: 'bg-input', slow: 'bg-waiting', long: 'bg-danger' };

/** How long the caller waited for this answer: a dot, and in words where it was too long. */
export function ResponseGap({ gapMs }: { gapMs: number }) {
  const kind = gapKind(gapMs);
  const words = gapWords(gapMs);

  return (
    <span
      title={`Answered after ${words}`}
      className={cn(
        'flex items-center gap-1.5 text-label tabular-nums',
        kind === 'long' ? 'text-danger-foreground' : 'text-waiting-foreground',
      )}
    >
      <span aria-hidden className={cn('size-1.5 shrink-0 rounded-full', dots[kind])} />
      {kind === 'quick' ? <span className="sr-only">Answered after {words}</span> : `after ${words}`}
    </span>
  );
}
