import type { ReactNode } from 'react';

/** One number that answers a question. */
export function Figure({ label, value, help }: { label: ReactNode; value: ReactNode; help?: ReactNode }) {
  return (
    <div className="flex flex-col gap-1 rounded-lg border bg-card p-4">
      <span className="text-label text-muted-foreground">{label}</span>
      <span className="text-figure tabular-nums">{value}</span>
      {help && <span className="text-meta text-muted-foreground">{help}</span>}
    </div>
  );
}

export function Figures({ children }: { children: ReactNode }) {
  return <div className="grid grid-cols-2 gap-3 lg:grid-cols-4">{children}</div>;
}
