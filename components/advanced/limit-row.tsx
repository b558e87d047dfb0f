'use client';

import { Input } from '@/components/ui/input';
import { SettingRow } from '@/components/ui/setting-row';

type Props = {
  label: string;
  help: string;
  name: string;
  unit: string;
  /** Null: no limit. */
  value: number | null;
  /** How much of the stored value one of the unit is: a dollar is a million micro-dollars. */
  scale?: number;
  disabled: boolean;
  onChange: (value: number | null) => void;
};

/** A limit that may be left empty. What is out of bounds is told by the save, not undone while typing. */
export function LimitRow({ label, help, name, unit, value, scale = 1, disabled, onChange }: Props) {
  return (
    <SettingRow label={label} help={help} name={name}>
      <div className="flex items-center gap-2">
        <Input
          type="number"
          min={0}
          step={scale === 1 ? 1 : 0.01}
          inputMode={scale === 1 ? 'numeric' : 'decimal'}
          placeholder="No limit"
          className="w-28 tabular-nums"
          value={value === null ? '' : value / scale}
          disabled={disabled}
          onChange={({ target }) => onChange(target.value === '' ? null : Math.round(Number(target.value) * scale))}
        />
        <span className="text-meta text-muted-foreground">{unit}</span>
      </div>
    </SettingRow>
  );
}
