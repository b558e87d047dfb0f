import type { TooltipContentProps } from 'recharts';

type Props = Partial<Pick<TooltipContentProps<number, string>, 'active' | 'payload' | 'label'>> & { unit: string };

export function ChartTooltip({ active, payload, label, unit }: Props) {
  if (!active || !payload?.length) return null;

  return (
    <div className="rounded-md border bg-card p-2 text-label shadow-float">
      <p className="mb-1 text-muted-foreground">{label}</p>
      {payload.map((entry) => (
        <p key={entry.name} className="flex items-center gap-2">
          <span aria-hidden className="size-2 rounded-full" style={{ background: entry.color }} />
          <span className="grow">{entry.name}</span>
          <span className="tabular-nums">
            {entry.value}
            {unit}
          </span>
        </p>
      ))}
    </div>
  );
}
