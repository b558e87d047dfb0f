'use client';

import { CheckRow } from '@/components/hours/check-row';
import { Select } from '@/components/ui/select';
import { SettingRow } from '@/components/ui/setting-row';
import { Slider } from '@/components/ui/slider';
import { Switch } from '@/components/ui/switch';
import type { Routing } from '@/lib/contracts/routing';

type Props = { routing: Routing; agentName: string; readOnly: boolean; onChange: (routing: Routing) => void };

const times = [
  { value: 'open', label: 'In opening hours' },
  { value: 'always', label: 'At any time' },
];
const mostAtOnce = 5;

/** People first, the receptionist as their backup. */
export function StaffFirst({ routing, agentName, readOnly, onChange }: Props) {
  const { staffFirst } = routing;
  const set = (changes: Partial<Routing['staffFirst']>) =>
    onChange({ ...routing, staffFirst: { ...staffFirst, ...changes } });
  const named = routing.people.filter(({ label }) => label !== '');

  return (
    <div className="flex flex-col gap-5">
      <SettingRow label="Ring staff first" help={`When nobody picks up, ${agentName} answers.`}>
        <Switch checked={staffFirst.enabled} disabled={readOnly} onCheckedChange={(enabled) => set({ enabled })} />
      </SettingRow>
      {staffFirst.enabled && (
        <>
          <fieldset className="flex flex-col">
            <legend className="mb-1 font-medium text-body">Whose telephones ring, together</legend>
            {named.length === 0 && <p className="text-meta text-muted-foreground">Add people above first.</p>}
            {named.map(({ label, role }) => (
              <CheckRow
                key={label}
                label={label}
                detail={role}
                checked={staffFirst.people.includes(label)}
                disabled={readOnly || (staffFirst.people.length >= mostAtOnce && !staffFirst.people.includes(label))}
                onChange={(checked) =>
                  set({
                    people: checked
                      ? [...staffFirst.people, label]
                      : staffFirst.people.filter((known) => known !== label),
                  })
                }
              />
            ))}
          </fieldset>
          <Slider
            label="Ring for"
            low="5 seconds"
            high="60 seconds"
            min={5}
            max={60}
            step={5}
            neutral={15}
            value={staffFirst.ringSeconds}
            disabled={readOnly}
            onChange={(ringSeconds) => set({ ringSeconds })}
            valueText={`${staffFirst.ringSeconds} seconds`}
            sentence={`${staffFirst.ringSeconds} seconds, about ${Math.max(1, Math.round(staffFirst.ringSeconds / 6))} rings.`}
          />
          <SettingRow label="When" help="Each person is rung in their own hours alone.">
            <Select
              choices={times}
              value={staffFirst.when}
              disabled={readOnly}
              onChange={(when) => set({ when: when === 'always' ? 'always' : 'open' })}
            />
          </SettingRow>
        </>
      )}
    </div>
  );
}
