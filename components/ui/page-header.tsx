import type { ReactNode } from 'react';
import { cn } from './cn';

/** `list` pages are at most 1120 wide, `settings` 720, `wide` takes two columns of settings. */
export function Page({
  width = 'list',
  children,
  className,
}: {
  width?: 'list' | 'settings' | 'wide';
  children: ReactNode;
  className?: string;
}) {
  const widths = { list: 'max-w-[1120px]', settings: 'max-w-[720px]', wide: 'max-w-[1120px]' };
  return (
    <div className={cn('mx-auto flex w-full flex-col gap-6 px-4 py-6 sm:px-6 lg:px-8', widths[width], className)}>
      {children}
    </div>
  );
}

type Props = { title: ReactNode; help?: ReactNode; badge?: ReactNode; back?: ReactNode; actions?: ReactNode };

export function PageHeader({ title, help, badge, back, actions }: Props) {
  return (
    <header className="flex flex-col gap-2">
      {back && <div className="text-meta text-muted-foreground">{back}</div>}
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
        <div className="flex min-w-0 flex-col gap-1">
          <div className="flex flex-wrap items-center gap-2">
            <h1 className="text-title">{title}</h1>
            {badge}
          </div>
          {help && <p className="max-w-prose text-body text-muted-foreground">{help}</p>}
        </div>
        {actions && <div className="flex flex-wrap items-center gap-2">{actions}</div>}
      </div>
    </header>
  );
}
