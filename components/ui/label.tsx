import type { ComponentProps } from 'react';
import { cn } from './cn';

export function Label({ className, htmlFor, children, ...rest }: ComponentProps<'label'>) {
  return (
    <label htmlFor={htmlFor} className={cn('font-medium text-body', className)} {...rest}>
      {children}
    </label>
  );
}
