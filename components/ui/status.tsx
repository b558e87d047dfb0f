import type { ReactNode } from 'react';
import { Badge } from './badge';
import { cn } from './cn';
import { LiveDot } from './live-dot';

export type StatusTone = 'neutral' | 'brand' | 'live' | 'waiting' | 'danger';

const dots: Record<StatusTone, string> = {
  neutral: 'bg-muted-foreground',
  brand: 'bg-brand',
  live: 'bg-live',
  waiting: 'bg-waiting',
  danger: 'bg-danger',
};

/** Dot, word and tint together: a state is never told by colour alone. `pulse` is for a call in progress only. */
export function Status({
  tone = 'neutral',
  pulse,
  children,
}: {
  tone?: StatusTone;
  pulse?: boolean;
  children: ReactNode;
}) {
  return (
    <Badge tone={tone} className="gap-1.5">
      {pulse ? <LiveDot /> : <span aria-hidden className={cn('size-1.5 rounded-full', dots[tone])} />}
      {children}
    </Badge>
  );
}
