import { ChevronLeft, ChevronRight } from 'lucide-react';
import Link from 'next/link';
import { buttonStyle } from '@/components/ui/button';
import { monthWords } from './month-words';

type Props = { path: string; previous: string; next: string | null };

/** To the month before, and back again; there is none after the present one. */
export function MonthSteps({ path, previous, next }: Props) {
  return (
    <nav aria-label="Months" className="flex items-center gap-1">
      <Link
        href={`${path}?month=${previous}`}
        aria-label={monthWords(previous)}
        className={buttonStyle({ variant: 'ghost', size: 'icon' })}
      >
        <ChevronLeft aria-hidden />
      </Link>
      {next ? (
        <Link
          href={`${path}?month=${next}`}
          aria-label={monthWords(next)}
          className={buttonStyle({ variant: 'ghost', size: 'icon' })}
        >
          <ChevronRight aria-hidden />
        </Link>
      ) : null}
    </nav>
  );
}
