'use client';

import { useId } from 'react';
import { Badge } from '@/components/ui/badge';

type Props = {
  label: string;
  badge?: string | null;
  detail?: string;
  checked: boolean;
  disabled?: boolean;
  onChange: (checked: boolean) => void;
};

/** A line to tick: the whole line is the target. */
export function CheckRow({ label, badge, detail, checked, disabled, onChange }: Props) {
  const id = useId();

  return (
    <label
      htmlFor={id}
      className="flex min-h-9 items-center gap-3 rounded-md px-2 py-1 hover:bg-muted pointer-coarse:min-h-11"
    >
      <input
        id={id}
        type="checkbox"
        checked={checked}
        disabled={disabled}
        onChange={(event) => onChange(event.target.checked)}
        className="size-4 shrink-0 accent-brand"
      />
      <span className="flex min-w-0 grow flex-wrap items-center justify-between gap-x-3">
        <span className="flex flex-wrap items-center gap-x-2">
          {label}
          {badge && <Badge tone="outline">{badge}</Badge>}
        </span>
        {detail && <span className="text-meta text-muted-foreground tabular-nums">{detail}</span>}
      </span>
    </label>
  );
}
