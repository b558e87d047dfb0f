'use client';

import type { ReactNode } from 'react';
import { cn } from './cn';
import { FieldError, FieldScope, type FieldText, useField, useFieldError } from './field';
import { Label } from './label';

type Props = FieldText & { children: ReactNode; stacked?: boolean; className?: string };

/** Label and help on the left, control on the right; `stacked` puts a wide control below. */
export function SettingRow({ label, help, error: given, required, name, children, stacked, className }: Props) {
  const error = useFieldError(name, given);
  const { aria, helpId, errorId } = useField({ help, error, required });

  return (
    <div className={cn('grid gap-2', !stacked && 'sm:grid-cols-[minmax(0,1fr)_minmax(0,18rem)] sm:gap-8', className)}>
      <div className="flex flex-col gap-0.5">
        <Label htmlFor={aria.id}>{label}</Label>
        {help && (
          <p id={helpId} className="text-meta text-muted-foreground">
            {help}
          </p>
        )}
      </div>
      <div className={cn('flex flex-col gap-1.5', !stacked && '[&>[role=switch]]:sm:self-end')}>
        <FieldScope aria={aria}>{children}</FieldScope>
        <FieldError id={errorId}>{error}</FieldError>
      </div>
    </div>
  );
}
