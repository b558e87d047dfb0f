'use client';

import type { ComponentProps } from 'react';
import { cn } from './cn';
import { useFieldAria } from './field';

export const controlStyle = cn(
  'w-full rounded-md border border-input bg-card px-3 text-base text-foreground placeholder:text-muted-foreground sm:text-body',
  'transition-colors focus-visible:border-ring focus-visible:outline-1 focus-visible:outline-offset-0',
  'disabled:cursor-not-allowed disabled:bg-muted disabled:text-muted-foreground aria-invalid:border-danger aria-invalid:outline-danger',
);

export function Input({ className, type = 'text', ...rest }: ComponentProps<'input'>) {
  return (
    <input
      type={type}
      className={cn(controlStyle, 'h-9 pointer-coarse:h-11', className)}
      {...useFieldAria()}
      {...rest}
    />
  );
}
