import { ChevronDown, ChevronUp } from 'lucide-react';
import Link from 'next/link';
import { buttonStyle } from '@/components/ui/button';
import { CallKeys } from './call-keys';

type Props = { next: string | null; previous: string | null };

/** To the calls on either side, by button or by j and k. */
export function CallSteps({ next, previous }: Props) {
  return (
    <div className="flex gap-1">
      <Step href={previous} label="Previous call (k)" Icon={ChevronUp} />
      <Step href={next} label="Next call (j)" Icon={ChevronDown} />
      <CallKeys next={next} previous={previous} />
    </div>
  );
}

function Step({ href, label, Icon }: { href: string | null; label: string; Icon: typeof ChevronUp }) {
  const style = buttonStyle({ variant: 'ghost', size: 'icon' });
  if (!href) {
    return (
      <span aria-disabled="true" className={style}>
        <Icon aria-hidden />
      </span>
    );
  }
  return (
    <Link href={href} scroll={false} aria-label={label} title={label} className={style}>
      <Icon aria-hidden />
    </Link>
  );
}
