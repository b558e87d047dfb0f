import { cva, type VariantProps } from 'class-variance-authority';
import type { ComponentProps } from 'react';
import { cn } from './cn';

const style = cva('inline-flex h-5 items-center gap-1 whitespace-nowrap rounded-sm px-1.5 text-label', {
  variants: {
    tone: {
      neutral: 'bg-muted text-muted-foreground',
      outline: 'border text-muted-foreground',
      brand: 'bg-brand-surface text-brand-foreground',
      live: 'bg-live-surface text-live-foreground',
      waiting: 'bg-waiting-surface text-waiting-foreground',
      danger: 'bg-danger-surface text-danger-foreground',
    },
  },
  defaultVariants: { tone: 'neutral' },
});

export function Badge({ tone, className, ...rest }: ComponentProps<'span'> & VariantProps<typeof style>) {
  return <span className={cn(style({ tone }), className)} {...rest} />;
}
