import type { ReactNode } from 'react';
import { cn } from './cn';

/** The facts of a detail page: pairs in a 13 px grid. */
export function Facts({ children, className }: { children: ReactNode; className?: string }) {
  return (
    <dl className={cn('grid grid-cols-2 gap-x-6 gap-y-4 text-meta sm:grid-cols-3 lg:grid-cols-4', className)}>
      {children}
    </dl>
  );
}

export function Fact({ label, children, mono }: { label: ReactNode; children: ReactNode; mono?: boolean }) {
  return (
    <div className="flex min-w-0 flex-col gap-0.5">
      <dt className="text-label text-muted-foreground">{label}</dt>
      <dd className={cn('break-words text-foreground tabular-nums', mono && 'font-mono')}>{children}</dd>
    </div>
  );
}
