'use client';

import { NativeSelect } from '@/components/ui/native-select';
import { SettingRow } from '@/components/ui/setting-row';
import type { Routing } from '@/lib/contracts/routing';

type Props = { routing: Routing; readOnly: boolean; onChange: (routing: Routing) => void };

const perCall = [1, 2, 3, 4, 5, 10];
const perDay = [5, 10, 20, 50, 100, 200, 500, 1000];

/** How often callers may be passed on: nobody can run up a bill by asking again and again. */
export function TransferCaps({ routing, readOnly, onChange }: Props) {
  const { transferCaps } = routing;
  const set = (changes: Partial<Routing['transferCaps']>) =>
    onChange({ ...routing, transferCaps: { ...transferCaps, ...changes } });

  return (
    <div className="flex flex-col gap-5">
      <SettingRow
        label="In one call"
        name="transferCaps.perCall"
        help="After that the receptionist takes a message instead."
      >
        <NativeSelect
          choices={choicesOf(perCall, transferCaps.perCall, 'time')}
          value={String(transferCaps.perCall)}
          disabled={readOnly}
          onChange={(event) => set({ perCall: Number(event.target.value) })}
        />
      </SettingRow>
      <SettingRow label="In a day, over all calls" name="transferCaps.perDay" help="Counted over the last 24 hours.">
        <NativeSelect
          choices={choicesOf(perDay, transferCaps.perDay, 'time')}
          value={String(transferCaps.perDay)}
          disabled={readOnly}
          onChange={(event) => set({ perDay: Number(event.target.value) })}
        />
      </SettingRow>
    </div>
  );
}

/** What is stored is among them, whoever stored it. */
function choicesOf(usual: readonly number[], stored: number, unit: string) {
  return [...new Set([...usual, stored])]
    .sort((a, b) => a - b)
    .map((count) => ({ value: String(count), label: `${count} ${unit}${count === 1 ? '' : 's'}` }));
}
