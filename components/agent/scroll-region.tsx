import type { ReactNode } from 'react';
import { cn } from '@/components/ui/cn';

type Props = { label: string; className?: string; children: ReactNode };

/** What scrolls by itself can be reached and scrolled by keyboard, too. */
export function ScrollRegion({ label, className, children }: Props) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: scrolling is the interaction.
    <section aria-label={label} tabIndex={0} className={cn('overflow-y-auto', className)}>
      {children}
    </section>
  );
}
