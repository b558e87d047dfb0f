'use client';

import { X } from 'lucide-react';
import { WeekGrid } from '@/components/hours/week-grid';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { NativeSelect } from '@/components/ui/native-select';
import type { Calendar, Service } from '@/lib/contracts/booking';
import type { Week } from '@/lib/contracts/hours';

type Props = {
  calendar: Calendar;
  services: Service[];
  businessWeek: Week;
  index: number;
  readOnly: boolean;
  onChange: (calendar: Calendar) => void;
  /** Absent for the last one. */
  onRemove?: () => void;
};

const hoursChoices = [
  { value: 'business', label: 'In opening hours' },
  { value: 'own', label: 'In hours of its own' },
];

export function CalendarRow(props: Props) {
  const { calendar, businessWeek, index, readOnly, onChange, onRemove } = props;
  const path = `calendars.${index}`;
  const { hours } = calendar;

  return (
    <li className="relative flex flex-col gap-4 rounded-lg border p-4">
      <div className="grid gap-4 pr-10 sm:grid-cols-2 sm:pr-12">
        <Field label="Calendar" name={`${path}.name`} help="A chair, a room or a person.">
          <Input
            value={calendar.name}
            maxLength={60}
            placeholder="Chair 1"
            onChange={(event) => onChange({ ...calendar, name: event.target.value })}
          />
        </Field>
        <Field label="Can be booked" name={`${path}.hours`}>
          <NativeSelect
            choices={hoursChoices}
            value={hours.kind}
            disabled={readOnly}
            onChange={(event) =>
              onChange({
                ...calendar,
                hours: event.target.value === 'own' ? { kind: 'own', week: businessWeek } : { kind: 'business' },
              })
            }
          />
        </Field>
      </div>
      <ServiceChoice {...props} />
      {hours.kind === 'own' && (
        <WeekGrid
          week={hours.week}
          path={`${path}.hours.week`}
          readOnly={readOnly}
          onChange={(week) => onChange({ ...calendar, hours: { kind: 'own', week } })}
        />
      )}
      {!readOnly && onRemove && (
        <Button
          variant="ghost"
          size="icon"
          className="absolute top-2 right-2"
          aria-label={`Remove ${calendar.name || `calendar ${index + 1}`}`}
          onClick={onRemove}
        >
          <X aria-hidden />
        </Button>
      )}
    </li>
  );
}

/** None ticked means that it takes everything, also what is added later. */
function ServiceChoice({ calendar, services, readOnly, onChange }: Props) {
  if (services.length === 0) return null;
  const toggle = (id: string, on: boolean) =>
    onChange({
      ...calendar,
      services: on ? [...calendar.services, id] : calendar.services.filter((known) => known !== id),
    });

  return (
    <fieldset className="flex flex-col gap-2" disabled={readOnly}>
      <legend className="mb-1.5 font-medium text-body">Only for</legend>
      <div className="flex flex-wrap gap-x-5 gap-y-2">
        {services.map(({ id, name }) => (
          <label key={id} className="flex items-center gap-2 text-body pointer-coarse:min-h-11">
            <input
              type="checkbox"
              className="size-4 accent-brand"
              checked={calendar.services.includes(id)}
              onChange={(event) => toggle(id, event.target.checked)}
            />
            {name || 'A new service'}
          </label>
        ))}
      </div>
      <p className="text-meta text-muted-foreground">None ticked: every service can be booked here.</p>
    </fieldset>
  );
}
