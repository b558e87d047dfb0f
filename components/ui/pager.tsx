import { ChevronLeft, ChevronRight } from 'lucide-react';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { buttonStyle } from './button';

type Props = { previous?: string | null; next?: string | null; children: ReactNode };

/** `children` says where we are: "1–25 of 132". */
export function Pager({ previous, next, children }: Props) {
  return (
    <nav aria-label="Pages" className="flex items-center justify-between gap-4">
      <p className="text-meta text-muted-foreground tabular-nums">{children}</p>
      <div className="flex gap-2">
        <Step href={previous}>
          <ChevronLeft aria-hidden /> Previous
        </Step>
        <Step href={next}>
          Next <ChevronRight aria-hidden />
        </Step>
      </div>
    </nav>
  );
}

function Step({ href, children }: { href?: string | null; children: ReactNode }) {
  if (!href) {
    return (
      <span aria-disabled="true" className={buttonStyle()}>
        {children}
      </span>
    );
  }
  return (
    <Link href={href} className={buttonStyle()}>
      {children}
    </Link>
  );
}
