'use client';

import { X } from 'lucide-react';
import { Dialog as Radix } from 'radix-ui';
import type { ReactNode } from 'react';
import { Button } from './button';
import { cn } from './cn';
import { backdropStyle, dialogStyle } from './overlay-style';

export const Dialog = Radix.Root;
export const DialogTrigger = Radix.Trigger;
export const DialogClose = Radix.Close;

type Props = { title: ReactNode; help?: ReactNode; children?: ReactNode; footer?: ReactNode; className?: string };

export function DialogContent({ title, help, children, footer, className }: Props) {
  return (
    <Radix.Portal>
      <Radix.Overlay className={backdropStyle} />
      <Radix.Content className={cn(dialogStyle, className)} {...(help ? {} : { 'aria-describedby': undefined })}>
        <div className="flex flex-col gap-1 pr-8">
          <Radix.Title className="font-semibold text-base">{title}</Radix.Title>
          {help && <Radix.Description className="text-body text-muted-foreground">{help}</Radix.Description>}
        </div>
        {children}
        {footer && <div className="flex flex-wrap justify-end gap-2">{footer}</div>}
        <Radix.Close asChild>
          <Button variant="ghost" size="icon" aria-label="Close" className="absolute top-3 right-3">
            <X aria-hidden />
          </Button>
        </Radix.Close>
      </Radix.Content>
    </Radix.Portal>
  );
}
