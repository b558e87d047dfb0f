'use client';

import { AlertDialog as Radix } from 'radix-ui';
import type { ReactNode } from 'react';
import { Button } from './button';
import { cn } from './cn';
import { backdropStyle, dialogStyle } from './overlay-style';

export const AlertDialog = Radix.Root;
export const AlertDialogTrigger = Radix.Trigger;

type Props = {
  title: ReactNode;
  help: ReactNode;
  /** The verb on the button that does it. */
  confirm: string;
  cancel?: string;
  danger?: boolean;
  busy?: boolean;
  onConfirm: () => void;
  children?: ReactNode;
};

/** Asks before something that cannot be undone. Focus starts on the harmless answer. */
export function AlertDialogContent({
  title,
  help,
  confirm,
  cancel = 'Cancel',
  danger,
  busy,
  onConfirm,
  children,
}: Props) {
  return (
    <Radix.Portal>
      <Radix.Overlay className={backdropStyle} />
      <Radix.Content className={cn(dialogStyle, 'max-w-md')}>
        <div className="flex flex-col gap-1">
          <Radix.Title className="font-semibold text-base">{title}</Radix.Title>
          <Radix.Description className="text-body text-muted-foreground">{help}</Radix.Description>
        </div>
        {children}
        <div className="flex flex-wrap justify-end gap-2">
          <Radix.Cancel asChild>
            <Button>{cancel}</Button>
          </Radix.Cancel>
          <Button variant={danger ? 'danger' : 'primary'} busy={busy} onClick={onConfirm}>
            {confirm}
          </Button>
        </div>
      </Radix.Content>
    </Radix.Portal>
  );
}
