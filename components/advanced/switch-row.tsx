'use client';

import { SettingRow } from '@/components/ui/setting-row';
import { Switch } from '@/components/ui/switch';

type Props = {
  label: string;
  help?: string;
  name: string;
  checked: boolean;
  disabled: boolean;
  onChange: (on: boolean) => void;
};

export function SwitchRow({ label, help, name, checked, disabled, onChange }: Props) {
  return (
    <SettingRow label={label} help={help} name={name}>
      <Switch checked={checked} disabled={disabled} onCheckedChange={onChange} />
    </SettingRow>
  );
}
