import type { ComponentProps } from 'react';
import { cn } from './cn';

type TableProps = ComponentProps<'table'> & {
  /** For a table without links in its rows: names what a keyboard scrolls on a narrow screen. */
  scrollLabel?: string;
};

export function Table({ className, scrollLabel, ...rest }: TableProps) {
  const region = scrollLabel ? { role: 'region', tabIndex: 0, 'aria-label': scrollLabel } : {};
  return (
    <div className="overflow-x-auto rounded-lg border bg-card" {...region}>
      <table className={cn('w-full border-collapse text-meta', className)} {...rest} />
    </div>
  );
}

export function TableHeader(props: ComponentProps<'thead'>) {
  return <thead {...props} />;
}

export function TableBody({ className, ...rest }: ComponentProps<'tbody'>) {
  return <tbody className={cn('[&>tr:last-child]:border-0', className)} {...rest} />;
}

/** Give `selected` to the row whose sheet is open. */
export function TableRow({ className, selected, ...rest }: ComponentProps<'tr'> & { selected?: boolean }) {
  return (
    <tr
      data-selected={selected || undefined}
      className={cn(
        'relative h-11 border-b [thead_&]:h-9 hover:bg-muted/60 data-selected:bg-brand-surface [thead_&]:hover:bg-transparent',
        className,
      )}
      {...rest}
    />
  );
}

export function TableHead({ className, numeric, ...rest }: ComponentProps<'th'> & { numeric?: boolean }) {
  return (
    <th
      scope="col"
      className={cn(
        'h-9 whitespace-nowrap px-4 text-left text-label text-muted-foreground',
        numeric && 'text-right',
        className,
      )}
      {...rest}
    />
  );
}

export function TableCell({ className, numeric, ...rest }: ComponentProps<'td'> & { numeric?: boolean }) {
  return <td className={cn('px-4 py-2 align-middle', numeric && 'text-right tabular-nums', className)} {...rest} />;
}
