'use client';

import { Maximize2 } from 'lucide-react';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import type { ReactNode } from 'react';
import { buttonStyle } from '@/components/ui/button';
import { Sheet, SheetContent } from '@/components/ui/sheet';
import { CallSteps } from './call-steps';

type Props = {
  title: string;
  help: string;
  fullHref: string;
  closeHref: string;
  next: string | null;
  previous: string | null;
  children: ReactNode;
};

/** One call beside its list; closing it goes back to the list's own address. */
export function CallSheet({ title, help, fullHref, closeHref, next, previous, children }: Props) {
  const router = useRouter();
  return (
    <Sheet open onOpenChange={(open) => !open && router.push(closeHref, { scroll: false })}>
      <SheetContent
        title={title}
        help={help}
        className="max-w-2xl"
        actions={
          <>
            <CallSteps next={next} previous={previous} />
            <Link
              href={fullHref}
              aria-label="Open the full page"
              title="Open the full page"
              className={buttonStyle({ variant: 'ghost', size: 'icon' })}
            >
              <Maximize2 aria-hidden />
            </Link>
          </>
        }
      >
        {children}
      </SheetContent>
    </Sheet>
  );
}
