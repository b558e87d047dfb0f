import { cn } from './cn';

/** Give it the final shape; it stays invisible for the first 200 ms. */
export function Skeleton({ className }: { className?: string }) {
  return <div aria-hidden className={cn('h-4 animate-late rounded-sm bg-muted', className)} />;
}

export function TableSkeleton({ rows = 8 }: { rows?: number }) {
  return (
    <div className="animate-late overflow-hidden rounded-lg border bg-card" role="status" aria-label="Loading">
      <div className="h-9 border-b" />
      {Array.from({ length: rows }, (_, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: identical placeholders
        <div key={row} className="flex h-11 items-center gap-8 border-b px-4 last:border-0">
          <Skeleton className="w-40" />
          <Skeleton className="w-24" />
          <Skeleton className="ml-auto w-16" />
        </div>
      ))}
    </div>
  );
}
