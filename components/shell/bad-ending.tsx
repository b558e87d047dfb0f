import type { ReactNode } from 'react';

/** What happened, what is safe, what to do. */
export function BadEnding({ title, children, action }: { title: string; children: ReactNode; action?: ReactNode }) {
  return (
    <div
      role="alert"
      className="mx-auto flex w-full max-w-md grow flex-col items-start justify-center gap-4 px-6 py-16"
    >
      <h1 className="text-title">{title}</h1>
      <p className="text-body text-muted-foreground">{children}</p>
      {action}
    </div>
  );
}
