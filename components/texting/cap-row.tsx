import { Input } from '@/components/ui/input';
import { SettingRow } from '@/components/ui/setting-row';

type Props = { label: string; name: string; most: number; count: number; change: (count: number) => void };

export function CapRow({ label, name, most, count, change }: Props) {
  return (
    <SettingRow label={label} help={`At most; 1 to ${most.toLocaleString('en')}.`} name={name}>
      <Input
        type="number"
        min={1}
        max={most}
        inputMode="numeric"
        className="tabular-nums"
        value={count === 0 ? '' : count}
        onChange={(event) => change(Math.trunc(Number(event.target.value)) || 0)}
      />
    </SettingRow>
  );
}
