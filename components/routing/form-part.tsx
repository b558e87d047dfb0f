import type { ReactNode } from 'react';

type Props = { title: string; help?: ReactNode; children: ReactNode };

/** One concern within a form that is saved as a whole. */
export function FormPart({ title, help, children }: Props) {
  return (
    <section className="flex flex-col gap-4 border-t pt-5 first:border-t-0 first:pt-0">
      <div className="flex flex-col gap-0.5">
        <h3 className="font-semibold text-body">{title}</h3>
        {help && <p className="text-meta text-muted-foreground">{help}</p>}
      </div>
      {children}
    </section>
  );
}
