'use client';

import { Menu } from 'lucide-react';
import { usePathname } from 'next/navigation';
import { type ReactNode, useEffect, useState } from 'react';
import { Button } from '@/components/ui/button';
import { cn } from '@/components/ui/cn';
import { Sheet, SheetContent, SheetTrigger } from '@/components/ui/sheet';

type Props = { title: string; admin: boolean; children: ReactNode };

/** The sidebar of small screens: closes by itself when one has arrived. */
export function MobileBar({ title, admin, children }: Props) {
  const [open, setOpen] = useState(false);
  const path = usePathname();

  // biome-ignore lint/correctness/useExhaustiveDependencies: arriving somewhere is the event
  useEffect(() => setOpen(false), [path]);

  return (
    <header
      className={cn(
        'sticky top-0 z-40 flex h-13 items-center gap-2 border-b px-3 lg:hidden',
        admin ? 'border-transparent bg-admin-sidebar text-admin-sidebar-foreground' : 'bg-sidebar',
      )}
    >
      <Sheet open={open} onOpenChange={setOpen}>
        <SheetTrigger asChild>
          <Button
            variant="ghost"
            size="icon"
            aria-label="Open the menu"
            className={admin ? 'hover:bg-admin-sidebar-accent' : undefined}
          >
            <Menu aria-hidden />
          </Button>
        </SheetTrigger>
        <SheetContent side="left" title="Menu" bare className={admin ? 'bg-admin-sidebar' : 'bg-sidebar'}>
          {children}
        </SheetContent>
      </Sheet>
      <span className="truncate font-semibold text-body">{title}</span>
    </header>
  );
}
