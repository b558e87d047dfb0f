'use client';

import { Input } from '@/components/ui/input';

type Props = { value: number; unit: string; min: number; max: number; onChange: (value: number) => void };

/** A whole number of something, nought included. What is out of bounds is told by the save. */
export function NumberInput({ value, unit, min, max, onChange }: Props) {
  return (
    <div className="flex items-center gap-2">
      <Input
        type="number"
        inputMode="numeric"
        min={min}
        max={max}
        className="w-24 tabular-nums"
        value={Number.isNaN(value) ? '' : value}
        onChange={(event) => onChange(event.target.value === '' ? Number.NaN : Math.trunc(Number(event.target.value)))}
      />
      <span className="text-meta text-muted-foreground">{unit}</span>
    </div>
  );
}
