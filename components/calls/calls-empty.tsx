import { Phone, SearchX } from 'lucide-react';
import Link from 'next/link';
import { buttonStyle } from '@/components/ui/button';
import { CopyButton } from '@/components/ui/copy-button';
import { Empty } from '@/components/ui/empty';
import { formatPhone } from '@/lib/format/phone';

/** Says how to make the first call. */
export function NoCallsYet({ number, testHref }: { number: string | null; testHref: string }) {
  if (!number) {
    return (
      <Empty
        icon={Phone}
        title="No calls yet"
        action={
          <Link href={testHref} className={buttonStyle({ variant: 'primary' })}>
            Talk to your receptionist
          </Link>
        }
      >
        Every call will be listed here with what was said. Try your receptionist in the browser; no number is needed.
      </Empty>
    );
  }

  return (
    <Empty
      icon={Phone}
      title="No calls yet"
      action={
        <Link href={testHref} className={buttonStyle({ variant: 'primary' })}>
          Or talk in the browser
        </Link>
      }
    >
      <p>Ring your number to hear your receptionist. Every call will be listed here with what was said.</p>
      <p className="mt-2 flex items-center justify-center gap-1 font-medium text-foreground tabular-nums">
        {formatPhone(number)}
        <CopyButton text={number} label="Copy the number" />
      </p>
    </Empty>
  );
}

export function NoCallsMatch({ clearHref, rangeWords }: { clearHref: string; rangeWords: string }) {
  return (
    <Empty
      icon={SearchX}
      title="No calls match"
      action={
        <Link href={clearHref} className={buttonStyle()}>
          Clear filters
        </Link>
      }
    >
      There are calls, but none {rangeWords} with these filters.
    </Empty>
  );
}
