'use client';

import { X } from 'lucide-react';
import { Dialog as Radix } from 'radix-ui';
import type { ReactNode } from 'react';
import { Button } from './button';
import { cn } from './cn';
import { backdropStyle } from './overlay-style';

export const Sheet = Radix.Root;
export const SheetTrigger = Radix.Trigger;
export const SheetClose = Radix.Close;

type Props = {
  title: ReactNode;
  help?: ReactNode;
  /** Sits beside the title: links such as "Open full page". */
  actions?: ReactNode;
  side?: 'left' | 'right';
  bare?: boolean;
  children: ReactNode;
  className?: string;
};

export function SheetContent({ title, help, actions, side = 'right', bare, children, className }: Props) {
  return (
    <Radix.Portal>
      <Radix.Overlay className={backdropStyle} />
      <Radix.Content
        {...(help ? {} : { 'aria-describedby': undefined })}
        className={cn(
          'fixed inset-y-0 z-50 flex w-full flex-col bg-background shadow-float outline-none duration-200 ease-calm',
          'data-[state=closed]:animate-out data-[state=closed]:fade-out-0 data-[state=closed]:duration-120 data-[state=open]:animate-in data-[state=open]:fade-in-0',
          side === 'right'
            ? 'right-0 max-w-xl border-l data-[state=open]:slide-in-from-right-1'
            : 'left-0 max-w-72 border-r data-[state=open]:slide-in-from-left-1',
          className,
        )}
      >
        <div className={cn('flex items-start gap-3 border-b px-5 py-3', bare && 'sr-only')}>
          <div className="flex min-w-0 grow flex-col">
            <Radix.Title className="truncate font-semibold text-base">{title}</Radix.Title>
            {help && <Radix.Description className="text-meta text-muted-foreground">{help}</Radix.Description>}
          </div>
          {actions}
          <Radix.Close asChild>
            <Button variant="ghost" size="icon" aria-label="Close" className="-mr-2">
              <X aria-hidden />
            </Button>
          </Radix.Close>
        </div>
        <div className={cn('min-h-0 grow overflow-y-auto', !bare && 'p-5')}>{children}</div>
      </Radix.Content>
    </Radix.Portal>
  );
}
