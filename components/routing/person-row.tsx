'use client';

import { X } from 'lucide-react';
import { WeekGrid } from '@/components/hours/week-grid';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { NativeSelect } from '@/components/ui/native-select';
import type { AgentConfig } from '@/lib/contracts/agent-config';
import type { Person, PersonHours } from '@/lib/contracts/routing';
import { PhoneInput } from './phone-input';

type Props = {
  config: AgentConfig;
  person: Person;
  index: number;
  readOnly: boolean;
  onChange: (person: Person) => void;
  onRemove: () => void;
};

const hoursChoices: { value: PersonHours['kind']; label: string }[] = [
  { value: 'business', label: 'In opening hours' },
  { value: 'always', label: 'At any time' },
  { value: 'own', label: 'In hours of their own' },
];

const connectChoices: { value: Person['connect']; label: string }[] = [
  { value: 'announced', label: 'They hear who calls, and decide' },
  { value: 'blind', label: 'Straight through' },
];
const connectHelp: Record<Person['connect'], string> = {
  announced: 'They press 1 to take it, 2 to decline, 3 for voicemail. An answering machine never gets it.',
  blind: 'Whoever picks up has the caller, even an answering machine.',
};
const usualSeconds = [10, 15, 20, 25, 30, 45, 60];

function ringChoices(stored: number) {
  const all = [...new Set([...usualSeconds, stored])].sort((a, b) => a - b);
  return all.map((seconds) => ({ value: String(seconds), label: `${seconds} seconds` }));
}

export function PersonRow({ config, person, index, readOnly, onChange, onRemove }: Props) {
  const path = `people.${index}`;
  const name = person.label || `person ${index + 1}`;

  return (
    <li className="relative flex flex-col gap-4 rounded-lg border p-4">
      <div className="grid gap-4 pr-10 sm:grid-cols-2 sm:pr-12">
        <Field label="Name" name={`${path}.label`} help="As the receptionist says it.">
          <Input
            value={person.label}
            maxLength={40}
            placeholder="Dana, the front desk"
            onChange={(event) => onChange({ ...person, label: event.target.value })}
          />
        </Field>
        <Field label="Phone" name={`${path}.phone`} help="Callers never hear it.">
          <PhoneInput config={config} value={person.phone} onChange={(phone) => onChange({ ...person, phone })} />
        </Field>
      </div>
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label="Role" name={`${path}.role`}>
          <Input
            value={person.role}
            maxLength={80}
            placeholder="Office manager"
            onChange={(event) => onChange({ ...person, role: event.target.value })}
          />
        </Field>
        <Field label="May be rung" name={`${path}.hours`}>
          <NativeSelect
            choices={hoursChoices}
            value={person.hours.kind}
            disabled={readOnly}
            onChange={(event) => onChange({ ...person, hours: hoursOf(event.target.value, person, config) })}
          />
        </Field>
      </div>
      <Field label="For what" name={`${path}.notes`}>
        <Input
          value={person.notes}
          maxLength={300}
          placeholder="Invoices, and patients who ask for her"
          onChange={(event) => onChange({ ...person, notes: event.target.value })}
        />
      </Field>
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label="How they get a call" name={`${path}.connect`} help={connectHelp[person.connect]}>
          <NativeSelect
            choices={connectChoices}
            value={person.connect}
            disabled={readOnly}
            onChange={(event) =>
              onChange({ ...person, connect: event.target.value === 'blind' ? 'blind' : 'announced' })
            }
          />
        </Field>
        <Field label="Ring for" name={`${path}.ringSeconds`} help="Then the caller is back with the receptionist.">
          <NativeSelect
            choices={ringChoices(person.ringSeconds)}
            value={String(person.ringSeconds)}
            disabled={readOnly}
            onChange={(event) => onChange({ ...person, ringSeconds: Number(event.target.value) })}
          />
        </Field>
      </div>
      {person.hours.kind === 'own' && (
        <WeekGrid
          week={person.hours.week}
          path={`${path}.hours.week`}
          readOnly={readOnly}
          onChange={(week) => onChange({ ...person, hours: { kind: 'own', week } })}
        />
      )}
      {!readOnly && (
        <Button
          variant="ghost"
          size="icon"
          className="absolute top-2 right-2"
          aria-label={`Remove ${name}`}
          onClick={onRemove}
        >
          <X aria-hidden />
        </Button>
      )}
    </li>
  );
}

/** Hours of one's own begin as the hours of the business. */
function hoursOf(kind: string, { hours }: Person, config: AgentConfig): PersonHours {
  if (kind === 'own') return hours.kind === 'own' ? hours : { kind, week: config.hours.week };
  return kind === 'always' ? { kind } : { kind: 'business' };
}
