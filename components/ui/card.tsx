import type { ComponentProps, ReactNode } from 'react';
import { cn } from './cn';

type Props = Omit<ComponentProps<'section'>, 'title'> & { title?: ReactNode; help?: ReactNode; action?: ReactNode };

export function Card({ title, help, action, className, children, ...rest }: Props) {
  return (
    <section className={cn('rounded-lg border bg-card p-4 sm:p-5', className)} {...rest}>
      {(title || action) && (
        <div className="mb-4 flex items-start justify-between gap-4">
          <div className="flex flex-col gap-0.5">
            <h2 className="font-semibold text-body">{title}</h2>
            {help && <p className="text-meta text-muted-foreground">{help}</p>}
          </div>
          {action}
        </div>
      )}
      {children}
    </section>
  );
}
