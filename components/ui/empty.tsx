import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { cn } from './cn';

type Props = { icon?: LucideIcon; title: string; children?: ReactNode; action?: ReactNode; className?: string };

/** Says what will be here and offers the one next step. */
export function Empty({ icon: Icon, title, children, action, className }: Props) {
  return (
    <div
      className={cn(
        'flex flex-col items-center gap-3 rounded-lg border border-dashed px-6 py-12 text-center',
        className,
      )}
    >
      {Icon && <Icon className="size-5 text-muted-foreground" aria-hidden />}
      <div className="flex max-w-md flex-col gap-1">
        <h2 className="font-semibold text-body">{title}</h2>
        {children && <div className="text-body text-muted-foreground">{children}</div>}
      </div>
      {action}
    </div>
  );
}
