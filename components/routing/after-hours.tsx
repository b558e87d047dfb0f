'use client';

import { Field } from '@/components/ui/field';
import { Select } from '@/components/ui/select';
import { SettingRow } from '@/components/ui/setting-row';
import type { AgentConfig } from '@/lib/contracts/agent-config';
import { type ClosedBehaviour, closedBehaviours, type Routing } from '@/lib/contracts/routing';
import { PhoneInput } from './phone-input';

type Props = { config: AgentConfig; routing: Routing; readOnly: boolean; onChange: (routing: Routing) => void };

const labels: Record<ClosedBehaviour, { label: string; help: string }> = {
  answer: { label: 'Answer', help: 'As by day, knowing that we are closed' },
  message_only: { label: 'Take a message', help: 'Nothing but a message' },
  forward: { label: 'Forward', help: 'To the number below' },
  voicemail: { label: 'Voicemail', help: 'A recording, no conversation' },
};
const asUsual = 'usual';
const choices = closedBehaviours.map((value) => ({ value, ...labels[value] }));

/** What callers get in each kind of being closed. */
export function AfterHours({ config, routing, readOnly, onChange }: Props) {
  const { afterHours } = routing;
  const set = (changes: Partial<Routing['afterHours']>) =>
    onChange({ ...routing, afterHours: { ...afterHours, ...changes } });
  const isForwarded = [afterHours.usual, afterHours.onBreak, afterHours.onHolidays].includes('forward');

  return (
    <div className="flex flex-col gap-5">
      <SettingRow label="When we are closed" help="Nights and days without hours.">
        <Select
          choices={choices}
          value={afterHours.usual}
          disabled={readOnly}
          onChange={(value) => set({ usual: behaviourOf(value) ?? 'answer' })}
        />
      </SettingRow>
      <Situation
        label="On a break"
        help="Between two blocks of one day."
        value={afterHours.onBreak}
        readOnly={readOnly}
        onChange={(onBreak) => set({ onBreak })}
      />
      <Situation
        label="On holidays"
        help="Holidays, and one-off days without hours."
        value={afterHours.onHolidays}
        readOnly={readOnly}
        onChange={(onHolidays) => set({ onHolidays })}
      />
      {(isForwarded || afterHours.forwardTo) && (
        <Field label="Forward to" name="afterHours.forwardTo" help="If nobody picks up, the fallback below follows.">
          <PhoneInput
            config={config}
            value={afterHours.forwardTo ?? ''}
            onChange={(number) => set({ forwardTo: number || null })}
          />
        </Field>
      )}
    </div>
  );
}

type SituationProps = {
  label: string;
  help: string;
  value: ClosedBehaviour | null;
  readOnly: boolean;
  onChange: (value: ClosedBehaviour | null) => void;
};

function Situation({ label, help, value, readOnly, onChange }: SituationProps) {
  return (
    <SettingRow label={label} help={help}>
      <Select
        choices={[{ value: asUsual, label: 'The same' }, ...choices]}
        value={value ?? asUsual}
        disabled={readOnly}
        onChange={(chosen) => onChange(behaviourOf(chosen))}
      />
    </SettingRow>
  );
}

function behaviourOf(value: string): ClosedBehaviour | null {
  return closedBehaviours.find((known) => known === value) ?? null;
}
