import { ChartColumn } from 'lucide-react';
import Link from 'next/link';
import { buttonStyle } from '@/components/ui/button';
import { Empty } from '@/components/ui/empty';

/** Says what will be here; a month that was quiet has no next step but the present one. */
export function UsageEmpty({ words, isPresent, path, testHref }: EmptyProps) {
  return (
    <Empty
      icon={ChartColumn}
      title={isPresent ? 'Nothing used yet this month' : `Nothing was used in ${words}`}
      action={
        isPresent ? (
          <Link href={testHref} className={buttonStyle({ variant: 'primary' })}>
            Talk to your receptionist
          </Link>
        ) : (
          <Link href={path} className={buttonStyle()}>
            See this month
          </Link>
        )
      }
    >
      {isPresent
        ? 'Minutes, calls and what they cost to the cent will be here after the first call, by day and by number.'
        : 'There were no calls in that month.'}
    </Empty>
  );
}

type EmptyProps = { words: string; isPresent: boolean; path: string; testHref: string };
