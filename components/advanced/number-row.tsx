'use client';

import type { ReactNode } from 'react';
import { Input } from '@/components/ui/input';
import { SettingRow } from '@/components/ui/setting-row';

type Props = {
  label: string;
  help?: ReactNode;
  name: string;
  unit: string;
  min: number;
  max: number;
  value: number;
  disabled: boolean;
  onChange: (value: number) => void;
};

/** A setting that is a whole number of something. What is out of bounds is told by the save, not undone while typing. */
export function NumberRow({ label, help, name, unit, min, max, value, disabled, onChange }: Props) {
  return (
    <SettingRow label={label} help={help} name={name}>
      <div className="flex items-center gap-2">
        <Input
          type="number"
          min={min}
          max={max}
          inputMode="numeric"
          className="w-24 tabular-nums"
          value={value === 0 ? '' : value}
          disabled={disabled}
          onChange={(event) => onChange(Math.trunc(Number(event.target.value)) || 0)}
        />
        <span className="text-meta text-muted-foreground">{unit}</span>
      </div>
    </SettingRow>
  );
}
