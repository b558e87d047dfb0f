import { X } from 'lucide-react';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { cn } from './cn';

export function FilterBar({ children }: { children: ReactNode }) {
  return <div className="flex flex-wrap items-center gap-2">{children}</div>;
}

type ChipProps = { href: string; active?: boolean; children: ReactNode };

/** A filter that is a link: on or off by its address, so it can be shared and needs no script. */
export function FilterChip({ href, active, children }: ChipProps) {
  return (
    <Link
      href={href}
      scroll={false}
      aria-current={active ? 'true' : undefined}
      className={cn(
        'inline-flex h-8 items-center gap-1.5 whitespace-nowrap rounded-md border px-3 text-meta transition-colors pointer-coarse:h-11',
        active
          ? 'border-brand bg-brand-surface text-brand-foreground'
          : 'bg-card text-muted-foreground hover:bg-muted hover:text-foreground',
      )}
    >
      {children}
      {active && (
        <>
          <X className="size-3.5" aria-hidden />
          <span className="sr-only">(on, press to remove)</span>
        </>
      )}
    </Link>
  );
}

export function ClearFilters({ href }: { href: string }) {
  return (
    <Link
      href={href}
      scroll={false}
      className="px-1 text-brand-foreground text-meta underline-offset-4 hover:underline"
    >
      Clear filters
    </Link>
  );
}
