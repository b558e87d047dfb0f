'use client';

import { Switch as Radix } from 'radix-ui';
import type { ComponentProps } from 'react';
import { cn } from './cn';
import { useFieldAria } from './field';

export function Switch({ className, ...rest }: ComponentProps<typeof Radix.Root>) {
  return (
    <Radix.Root
      className={cn(
        'inline-flex h-5 w-9 shrink-0 items-center rounded-full bg-input p-0.5 transition-colors data-[state=checked]:bg-brand disabled:opacity-50',
        className,
      )}
      {...useFieldAria()}
      {...rest}
    >
      <Radix.Thumb className="size-4 rounded-full bg-white transition-transform data-[state=checked]:translate-x-4" />
    </Radix.Root>
  );
}
