'use client';

import type { ComponentProps } from 'react';
import { cn } from './cn';
import { useFieldAria } from './field';
import { controlStyle } from './input';

export function Textarea({ className, rows = 4, ...rest }: ComponentProps<'textarea'>) {
  return (
    <textarea
      rows={rows}
      className={cn(controlStyle, 'field-sizing-content max-h-96 py-2', className)}
      {...useFieldAria()}
      {...rest}
    />
  );
}
