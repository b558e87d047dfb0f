'use client';

import { Plus, X } from 'lucide-react';
import { Button } from '@/components/ui/button';
import { FieldError, useFieldError } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import type { Hours } from '@/lib/contracts/hours';
import { addDays } from '@/lib/hours/local-time';
import { DayBlocks } from './day-blocks';

type Day = Hours['days'][number];
type Props = { days: Day[]; today: string; readOnly?: boolean; onChange: (days: Day[]) => void };

const maxDays = 100;

/** Days that are unlike their weekday, once. */
export function SpecialDays({ days, today, readOnly, onChange }: Props) {
  return (
    <div className="flex flex-col gap-3">
      {days.length === 0 && (
        <p className="text-meta text-muted-foreground">
          None yet. A company party, a stock-taking, a holiday with shorter hours: each outranks the week and the
          holidays.
        </p>
      )}
      <ul className="flex flex-col divide-y empty:hidden">
        {days.map((day, index) => (
          <DayRow
            // biome-ignore lint/suspicious/noArrayIndexKey: a day that is being dated has no name but its place.
            key={index}
            day={day}
            index={index}
            isPast={day.date !== '' && day.date < today}
            readOnly={readOnly}
            onChange={(next) => onChange(days.with(index, next))}
            onRemove={() => onChange(days.toSpliced(index, 1))}
          />
        ))}
      </ul>
      {!readOnly && days.length < maxDays && (
        <Button
          className="self-start"
          onClick={() => onChange([...days, { date: freeDate(days, today), label: '', blocks: [] }])}
        >
          <Plus aria-hidden />
          Add a day
        </Button>
      )}
    </div>
  );
}

type RowProps = {
  day: Day;
  index: number;
  isPast: boolean;
  readOnly?: boolean;
  onChange: (day: Day) => void;
  onRemove: () => void;
};

function DayRow({ day, index, isPast, readOnly, onChange, onRemove }: RowProps) {
  const dateError = useFieldError(`days.${index}.date`, undefined);
  const name = day.label || `day ${index + 1}`;

  return (
    <li className="flex flex-col gap-2 py-3 first:pt-0">
      <div className="flex items-center gap-2">
        <Input
          type="date"
          aria-label={`Date of ${name}`}
          aria-invalid={dateError ? true : undefined}
          value={day.date}
          onChange={(event) => onChange({ ...day, date: event.target.value })}
          className="w-[9.5rem] shrink-0 px-2 tabular-nums"
        />
        <Input
          aria-label={`Name of ${name}`}
          placeholder="What day it is"
          maxLength={60}
          value={day.label}
          onChange={(event) => onChange({ ...day, label: event.target.value })}
          className="min-w-0 grow"
        />
        {!readOnly && (
          <Button variant="ghost" size="icon" aria-label={`Remove ${name}`} onClick={onRemove}>
            <X aria-hidden />
          </Button>
        )}
      </div>
      <FieldError>{dateError}</FieldError>
      {isPast && <p className="text-label text-muted-foreground">In the past: it changes nothing any more.</p>}
      <DayBlocks
        label={name}
        path={`days.${index}.blocks`}
        blocks={day.blocks}
        readOnly={readOnly}
        onChange={(blocks) => onChange({ ...day, blocks })}
      />
    </li>
  );
}

/** The first day from tomorrow on that is not listed yet. */
function freeDate(days: Day[], today: string): string {
  const taken = new Set(days.map(({ date }) => date));
  let date = addDays(today, 1);
  while (taken.has(date)) date = addDays(date, 1);
  return date;
}
