'use client';

import type { ReactNode } from 'react';
import { Select } from '@/components/ui/select';
import { SettingRow } from '@/components/ui/setting-row';

type Props<Value extends string> = {
  label: string;
  help?: ReactNode;
  name: string;
  choices: readonly { value: Value; label: string; help?: string }[];
  value: Value;
  disabled: boolean;
  onChange: (value: Value) => void;
};

/** A setting that is one of a few. */
export function ChoiceRow<Value extends string>({
  label,
  help,
  name,
  choices,
  value,
  disabled,
  onChange,
}: Props<Value>) {
  return (
    <SettingRow label={label} help={help} name={name}>
      <Select
        choices={[...choices]}
        value={value}
        disabled={disabled}
        onChange={(chosen) => {
          const known = choices.find((choice) => choice.value === chosen);
          if (known) onChange(known.value);
        }}
      />
    </SettingRow>
  );
}
