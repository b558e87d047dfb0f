'use client';

import { ChevronDown } from 'lucide-react';
import type { ComponentProps } from 'react';
import { cn } from './cn';
import { useFieldAria } from './field';
import { controlStyle } from './input';
import type { Choice } from './select';

/** For long lists and forms that must work without script: the system's own list. */
export function NativeSelect({ choices, className, ...rest }: ComponentProps<'select'> & { choices: Choice[] }) {
  return (
    <span className="relative block">
      <select
        className={cn(controlStyle, 'h-9 appearance-none pr-9 pointer-coarse:h-11', className)}
        {...useFieldAria()}
        {...rest}
      >
        {choices.map(({ value, label, disabled }) => (
          <option key={value} value={value} disabled={disabled}>
            {label}
          </option>
        ))}
      </select>
      <ChevronDown
        className="pointer-events-none absolute top-1/2 right-3 size-4 -translate-y-1/2 text-muted-foreground"
        aria-hidden
      />
    </span>
  );
}
